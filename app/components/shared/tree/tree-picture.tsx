import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { layoutOf, type PlacedMark } from '#app/components/shared/tree/picture-layout.ts';
import classes from '#app/components/shared/tree/tree-picture.module.css';
import { TreeMark } from '#app/components/shared/tree/tree-mark.tsx';
import { TreeOverview } from '#app/components/shared/tree/tree-overview.tsx';
import type { TreeFigureName, TreeWords } from '#app/components/shared/tree/tree-words.ts';
import type { ZoomControls } from '#app/components/shared/tree/use-zoom.ts';
import type { Mark, PersonMark } from '#app/domain/tree/picture.ts';

interface TreePictureProps {
  root: PersonMark;
  figure: TreeFigureName;
  words: TreeWords;
  zoom: ZoomControls;
  activeId: string;
  chosenId: string;
  busy: ReadonlySet<string>;
  onKeyDown: (event: KeyboardEvent) => void;
  onActivate: (mark: Mark) => void;
  onChoose: (mark: Mark) => void;
  onToggle: (mark: Mark) => void;
}

/** Below this scale the first picture is cut off rather than made smaller: names stay readable. */
const FIRST_SCALE_MIN = 0.8;

const NARROW = '(max-width: 490px)';
const isNarrowNow = () => window.matchMedia(NARROW).matches;
const watchNarrow = (onChange: () => void) => {
  const query = window.matchMedia(NARROW);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
};

/** The tree as a picture, left to right: at most 400 marks, of them 50 cards; one layer is moved, nothing re-renders. */
export function TreePicture(props: TreePictureProps) {
  const { root, figure, words, zoom, activeId, chosenId, busy, onKeyDown, onActivate, onChoose, onToggle } = props;
  const { setSvg, setLayer, nearness } = zoom;
  const t = useTranslations('tree');
  const isNarrow = useSyncExternalStore(watchNarrow, isNarrowNow, () => false);
  const picture = useMemo(() => layoutOf(root, figure, isNarrow), [root, figure, isNarrow]);
  const [toggled, setToggled] = useState<string | null>(null);
  useFirstFit(zoom, `${root.id} ${isNarrow}`);
  useSteadyToggle(picture.marks, toggled, zoom);
  const toggle = (mark: Mark) => {
    setToggled(mark.id);
    onToggle(mark);
  };
  return (
    <>
      <svg
        ref={setSvg}
        className={classes['frame']}
        data-near={nearness}
        data-layout={isNarrow ? 'outline' : 'wide'}
        role="tree"
        aria-label={t('pictureLabel', { name: words.nameOf(root.person) })}
        onKeyDown={onKeyDown}
      >
        <g ref={setLayer}>
          <g aria-hidden="true">
            {picture.links.map((link) => (
              <path key={link.id} d={link.path} className={classes['link']} />
            ))}
          </g>
          {picture.marks.map((placed) => (
            <TreeMark
              key={placed.mark.id}
              placed={placed}
              figure={figure}
              words={words}
              isActive={placed.mark.id === activeId}
              isChosen={placed.mark.id === chosenId}
              isBusy={busy.has(placed.mark.id)}
              onActivate={onActivate}
              onChoose={onChoose}
              onToggle={toggle}
            />
          ))}
        </g>
      </svg>
      {!isNarrow && <TreeOverview marks={picture.marks} zoom={zoom} />}
    </>
  );
}

/** A new focus is shown from its beginning, as large as names need. */
function useFirstFit({ fit }: ZoomControls, shown: string) {
  useEffect(() => fit(FIRST_SCALE_MIN), [fit, shown]);
}

/** What was opened or closed stays where it is on screen. */
function useSteadyToggle(marks: readonly PlacedMark[], toggled: string | null, { hold }: ZoomControls) {
  const before = useRef<ReadonlyMap<string, PlacedMark>>(new Map());
  useLayoutEffect(() => {
    const now = new Map(marks.map((placed) => [placed.mark.id, placed]));
    const [was, is] = toggled === null ? [undefined, undefined] : [before.current.get(toggled), now.get(toggled)];
    if (was && is) hold(was, is);
    before.current = now;
  }, [marks, toggled, hold]);
}
