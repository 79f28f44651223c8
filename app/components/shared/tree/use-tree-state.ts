import { useCallback, useRef, useState } from 'react';
import {
  isLoaded,
  treeStateOf,
  withBranch,
  withLine,
  withOpen,
  type Mark,
  type TreeBranch,
  type TreePerson,
  type TreeState,
} from '#app/domain/tree/picture.ts';

/** How parts of the tree are fetched; each face has its own addresses and its own limits of sight. */
export interface TreeSource {
  branch(parent: number, offset: number): Promise<TreeBranch>;
  line(start: number, skip: number): Promise<readonly TreePerson[]>;
}

interface Start {
  focus: TreePerson;
  branches: readonly TreeBranch[];
}

/**
 * The tree as far as it is loaded and open. Another start (focus, figure, date) begins anew; opening loads what is missing,
 * once, while a mark says so; a failure leaves everything as it was.
 */
export function useTreeState(start: Start, source: TreeSource) {
  const [from, setFrom] = useState(start);
  const [state, setState] = useState<TreeState>(() => treeStateOf(start.focus, start.branches));
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [failed, setFailed] = useState<string | null>(null);
  const underWay = useRef(new Set<string>());
  if (from !== start) {
    setFrom(start);
    setState(treeStateOf(start.focus, start.branches));
    setFailed(null);
  }
  const loading = useCallback(async (id: string, load: () => Promise<(before: TreeState) => TreeState>) => {
    if (underWay.current.has(id)) return;
    underWay.current.add(id);
    setBusy(new Set(underWay.current));
    setFailed(null);
    try {
      setState(await load());
    } catch {
      setFailed(id);
    }
    underWay.current.delete(id);
    setBusy(new Set(underWay.current));
  }, []);

  const openMark = (mark: Mark): Promise<void> => {
    if (mark.kind === 'slot') return Promise.resolve();
    if (mark.kind === 'bundle') {
      return loading(mark.id, async () => {
        const branch = await source.branch(mark.parent, mark.offset);
        return (before) => withBranch(before, branch);
      });
    }
    if (mark.kind === 'fold') {
      return loading(mark.id, async () => {
        const part = await source.line(mark.start, mark.skip);
        return (before) => withLine(before, mark.start, part);
      });
    }
    const { number, hasChildren } = mark.person;
    if (!hasChildren) return Promise.resolve();
    if (isLoaded(state, number)) {
      setState((before) => withOpen(before, number, true));
      return Promise.resolve();
    }
    return loading(mark.id, async () => {
      const branch = await source.branch(number, 0);
      return (before) => withBranch(before, branch);
    });
  };
  const closeMark = (mark: Mark): void => {
    if (mark.kind === 'person') setState((before) => withOpen(before, mark.person.number, false));
  };
  return { state, busy, failed, openMark, closeMark };
}

export type TreeControls = ReturnType<typeof useTreeState>;
