import { useEffect, useSyncExternalStore } from 'react';
import type { TreeViewName } from '#app/components/admin/tree/toolbar.tsx';

const REMEMBERED = 'lineage.tree.view';
const PHONE = '(max-width: 490px)';

const isView = (text: string | null): text is TreeViewName => text === 'picture' || text === 'list';

function preferred(): TreeViewName {
  const stored = window.localStorage.getItem(REMEMBERED);
  if (isView(stored)) return stored;
  return window.matchMedia(PHONE).matches ? 'list' : 'picture';
}

const nothingToWatch = () => () => undefined;

/** Picture or list: as the address says, else as it was left, else the list on a phone. */
export function useTreeView(inAddress: string | null): TreeViewName {
  const remembered = useSyncExternalStore<TreeViewName>(nothingToWatch, preferred, () => 'picture');
  useEffect(() => {
    if (isView(inAddress)) window.localStorage.setItem(REMEMBERED, inAddress);
  }, [inAddress]);
  return isView(inAddress) ? inAddress : remembered;
}
