import { Button, ButtonGroup, InlineGrid, InlineStack, Select } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { DayField } from '#app/components/admin/day-field.tsx';
import { TREE_FIGURE_NAMES, type TreeFigureName } from '#app/components/shared/tree/tree-words.ts';

export type TreeViewName = 'picture' | 'list';

interface ToolbarProps {
  figure: TreeFigureName;
  on: string | null;
  view: TreeViewName;
  percent: number;
  change: (changes: Readonly<Record<string, string | null>>) => void;
  zoomIn: () => void;
  zoomOut: () => void;
  fit: () => void;
}

/** What is shown, as of when, how, how large. Everything that dragging does has a button. */
export function Toolbar({ figure, on, view, percent, change, zoomIn, zoomOut, fit }: ToolbarProps) {
  const t = useTranslations('tree');
  return (
    <InlineStack gap="300" blockAlign="end" align="space-between">
      <InlineGrid columns={{ xs: 2, sm: 'auto auto' }} gap="300">
        <Select
          label={t('figureLabel')}
          options={TREE_FIGURE_NAMES.map((name) => ({ value: name, label: t(`figure.${name}`) }))}
          value={figure}
          onChange={(name) => change({ figure: name })}
        />
        <DayField label={t('asOfDate')} value={on ?? ''} onChange={(day) => change({ on: day || null })} />
      </InlineGrid>
      <InlineStack gap="300" blockAlign="end">
        <ButtonGroup variant="segmented">
          <Button pressed={view === 'picture'} onClick={() => change({ view: 'picture' })}>
            {t('view.picture')}
          </Button>
          <Button pressed={view === 'list'} onClick={() => change({ view: 'list' })}>
            {t('view.list')}
          </Button>
        </ButtonGroup>
        {view === 'picture' && (
          <ButtonGroup variant="segmented">
            <Button accessibilityLabel={t('zoomOut')} onClick={zoomOut}>
              −
            </Button>
            <Button disabled>{t('zoomIs', { percent })}</Button>
            <Button accessibilityLabel={t('zoomIn')} onClick={zoomIn}>
              +
            </Button>
            <Button onClick={fit}>{t('fit')}</Button>
          </ButtonGroup>
        )}
      </InlineStack>
    </InlineStack>
  );
}
