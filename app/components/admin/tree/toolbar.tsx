import { Button, ButtonGroup, InlineGrid, InlineStack, Select } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { DayField } from '#app/components/admin/day-field.tsx';
import { usePlaceWords } from '#app/components/admin/partners/use-place-words.ts';
import { TREE_FIGURE_NAMES, type TreeFigureName } from '#app/components/shared/tree/tree-words.ts';

export type TreeViewName = 'picture' | 'list';

interface ToolbarProps {
  figure: TreeFigureName;
  on: string | null;
  view: TreeViewName;
  /** The placement trees that can be shown, and which one is. */
  trees: readonly { key: string; tree: string; kind: 'binary' | 'matrix' }[];
  tree: string | null;
  percent: number;
  change: (changes: Readonly<Record<string, string | null>>) => void;
  zoomIn: () => void;
  zoomOut: () => void;
  fit: () => void;
}

/** What is shown, as of when, how, how large. Everything that dragging does has a button. */
export function Toolbar({ figure, on, view, trees, tree, percent, change, zoomIn, zoomOut, fit }: ToolbarProps) {
  const t = useTranslations('tree');
  const { treeName } = usePlaceWords();
  const choices = [
    { label: t('sponsors'), value: '' },
    ...trees.map((each) => ({ label: treeName(each), value: each.key })),
  ];
  return (
    <InlineStack gap="300" blockAlign="end" align="space-between">
      <InlineGrid columns={{ xs: 2, sm: trees.length > 0 ? 'auto auto auto' : 'auto auto' }} gap="300">
        {trees.length > 0 && (
          <Select
            label={t('treeLabel')}
            options={choices}
            value={tree ?? ''}
            onChange={(key) => change({ tree: key || null, focus: null, partner: null })}
          />
        )}
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
