import { useRef, useState, type KeyboardEvent } from 'react';
import type { Mark } from '#app/domain/tree/picture.ts';

const PAGE_STEPS = 10;
const TYPE_AHEAD_MS = 700;

interface TreeKeys {
  /** Marks in reading order. */
  marks: readonly Mark[];
  nameOf: (mark: Mark) => string;
  onOpen: (mark: Mark) => void;
  onClose: (mark: Mark) => void;
  onChoose: (mark: Mark) => void;
  onFocus: (mark: Mark) => void;
  /** Keys that belong to the page: `/ n l + - 0 Escape`. True if it took the key. */
  onCommand: (key: string) => boolean;
}

/** Keys of a tree or treegrid with one tab stop: the same in picture and list (faces 4). */
export function useTreeKeys({ marks, nameOf, onOpen, onClose, onChoose, onFocus, onCommand }: TreeKeys) {
  const [activeId, setActiveId] = useState(marks[0]?.id ?? '');
  const typed = useRef({ text: '', at: 0 });
  const index = Math.max(
    0,
    marks.findIndex((mark) => mark.id === activeId),
  );
  const active = marks[index];
  const go = (to: number) => {
    const mark = marks[Math.min(Math.max(to, 0), marks.length - 1)];
    if (!mark) return;
    setActiveId(mark.id);
    document.querySelector<HTMLElement>(`[data-mark="${mark.id}"]`)?.focus();
  };
  const parentIndex = () => {
    const depth = active?.depth ?? 1;
    for (let above = index - 1; above >= 0; above--) if ((marks[above]?.depth ?? 1) < depth) return above;
    return 0;
  };
  const isOpen = (mark: Mark) => (mark.kind === 'person' ? mark.isOpen : mark.children.length > 0);

  const typeAhead = (letter: string) => {
    const now = performance.now();
    const text = (now - typed.current.at < TYPE_AHEAD_MS ? typed.current.text : '') + letter.toLowerCase();
    typed.current = { text, at: now };
    const from = text.length === 1 ? index + 1 : index;
    const order = [...marks.slice(from), ...marks.slice(0, from)];
    const hit = order.find((mark) => nameOf(mark).toLowerCase().startsWith(text));
    if (hit) go(marks.indexOf(hit));
  };

  const moves: Readonly<Record<string, (mark: Mark) => void>> = {
    ArrowDown: () => go(index + 1),
    ArrowUp: () => go(index - 1),
    ArrowRight: (mark) => (isOpen(mark) ? go(index + 1) : onOpen(mark)),
    ArrowLeft: (mark) => (mark.kind === 'person' && isOpen(mark) && mark.depth > 1 ? onClose(mark) : go(parentIndex())),
    Home: () => go(0),
    End: () => go(marks.length - 1),
    PageDown: () => go(index + PAGE_STEPS),
    PageUp: () => go(index - PAGE_STEPS),
    '*': (mark) => {
      const siblings = marks.filter((other) => other.depth === mark.depth && other.kind === 'person');
      for (const sibling of siblings.slice(0, 24)) if (!isOpen(sibling)) onOpen(sibling);
    },
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (!active || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moves[event.key];
    const isLetter = event.key.length === 1 && /\p{L}/u.test(event.key);
    if (event.key === 'Enter' && event.shiftKey) onFocus(active);
    else if (event.key === 'Enter') onChoose(active);
    else if (move) move(active);
    else if (!onCommand(event.key)) {
      if (isLetter) typeAhead(event.key);
      return;
    }
    event.preventDefault();
  };
  return { activeId: active?.id ?? '', setActiveId, onKeyDown };
}
