import { Banner, Box, Card, Text } from '@shopify/polaris';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { TreeViewName } from '#app/components/admin/tree/toolbar.tsx';
import { TreeGrid } from '#app/components/shared/tree/tree-grid.tsx';
import { TreePicture } from '#app/components/shared/tree/tree-picture.tsx';
import { TreeLegend } from '#app/components/shared/tree/tree-legend.tsx';
import type { TreeFigureName, TreeWords } from '#app/components/shared/tree/tree-words.ts';
import { useTreeKeys } from '#app/components/shared/tree/use-tree-keys.ts';
import type { TreeControls } from '#app/components/shared/tree/use-tree-state.ts';
import type { ZoomControls } from '#app/components/shared/tree/use-zoom.ts';
import { inReadingOrder, marksOf, type Mark, type TreePerson } from '#app/domain/tree/picture.ts';

interface TreeWorkspaceProps {
  controls: TreeControls;
  figure: TreeFigureName;
  words: TreeWords;
  view: TreeViewName;
  zoom: ZoomControls;
  onChoose: (person: TreePerson) => void;
  onFocus: (number: number) => void;
  /** Page-wide keys: `/`, N, L, Escape. True if it took the key. */
  onCommand: (key: string) => boolean;
}

/** Picture or list with the same state and the same keys. */
export function TreeWorkspace({
  controls,
  figure,
  words,
  view,
  zoom,
  onChoose,
  onFocus,
  onCommand,
}: TreeWorkspaceProps) {
  const t = useTranslations('tree');
  const { state, busy, failed, openMark, closeMark } = controls;
  const root = useMemo(() => marksOf(state), [state]);
  const marks = useMemo(() => inReadingOrder(root), [root]);
  const [chosenId, setChosenId] = useState('');
  const open = (mark: Mark) => void openMark(mark);
  const choose = (mark: Mark) => {
    if (mark.kind !== 'person') return open(mark);
    setChosenId(mark.id);
    onChoose(mark.person);
  };
  const zoomKeys: Readonly<Record<string, () => void>> = {
    '+': zoom.zoomIn,
    '-': zoom.zoomOut,
    '0': () => zoom.fit(),
  };
  const keys = useTreeKeys({
    marks,
    nameOf: (mark) => (mark.kind === 'person' ? words.nameOf(mark.person) : ''),
    onOpen: open,
    onClose: closeMark,
    onChoose: choose,
    onFocus: (mark) => mark.kind === 'person' && onFocus(mark.person.number),
    onCommand: (key) => {
      const zoomKey = view === 'picture' ? zoomKeys[key] : undefined;
      zoomKey?.();
      return zoomKey !== undefined || onCommand(key);
    },
  });
  const shared = {
    root,
    words,
    chosenId,
    busy,
    activeId: keys.activeId,
    onKeyDown: keys.onKeyDown,
    onActivate: (mark: Mark) => keys.setActiveId(mark.id),
    onChoose: choose,
    onToggle: (mark: Mark) => (mark.kind === 'person' && mark.isOpen ? closeMark(mark) : open(mark)),
  };
  const failedMark = marks.find((mark) => mark.id === failed);
  return (
    <Card padding="0">
      {failedMark && (
        <Box padding="300">
          <Banner
            tone="critical"
            title={t('failed')}
            action={{ content: t('again'), onAction: () => open(failedMark) }}
          />
        </Box>
      )}
      {view === 'picture' ? (
        <>
          <TreePicture {...shared} figure={figure} zoom={zoom} />
          <TreeLegend figure={figure} />
        </>
      ) : (
        <TreeGrid {...shared} marks={marks} />
      )}
      <Box padding="300" borderBlockStartWidth="025" borderColor="border">
        <Text as="p" tone="subdued" variant="bodySm">
          {t('help')}
        </Text>
      </Box>
    </Card>
  );
}
