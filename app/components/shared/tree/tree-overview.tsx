import { useEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslations } from 'use-intl';
import { levelsInView, overviewOf, type Overview, type View } from '#app/components/shared/tree/overview.ts';
import { CARD, type PlacedMark } from '#app/components/shared/tree/picture-layout.ts';
import classes from '#app/components/shared/tree/tree-overview.module.css';
import type { ZoomControls } from '#app/components/shared/tree/use-zoom.ts';

const SIZE = { width: 240, height: 56 };
const BAR_MIN = 3;
const BAR_MAX = 34;
/** A window that is smaller could not be taken hold of. */
const WINDOW_MIN = 16;
/** Part of the view that one key moves up or down. */
const STEP = 0.5;

interface TreeOverviewProps {
  marks: readonly PlacedMark[];
  zoom: ZoomControls;
}

/** From the picture's units to the overview's, and back. */
function scaleOf({ left, right, top, bottom }: Overview) {
  const [across, down] = [SIZE.width / (right - left), SIZE.height / (bottom - top)];
  return {
    x: (at: number) => (at - left) * across,
    y: (at: number) => (at - top) * down,
    back: (x: number, y: number) => ({ x: left + x / across, y: top + y / down }),
  };
}

/** Start and length of the window on one side: inside the overview, and large enough for a hand. */
function span(from: number, to: number, whole: number): { at: number; size: number } {
  const [begin, end] = [Math.min(Math.max(from, 0), whole), Math.min(Math.max(to, 0), whole)];
  const size = Math.max(end - begin, WINDOW_MIN);
  return { at: Math.min(begin, whole - size), size };
}

const middleOf = (view: View) => ({ x: (view.left + view.right) / 2, y: (view.top + view.bottom) / 2 });

/** Partners per level as bars, and what of them is in view as a window that can be dragged, or moved with the keys. */
export function TreeOverview({ marks, zoom }: TreeOverviewProps) {
  const t = useTranslations('tree.overview');
  const overview = useMemo(() => overviewOf(marks), [marks]);
  const scale = useMemo(() => scaleOf(overview), [overview]);
  const most = Math.max(...overview.levels.map(({ partners }) => partners));
  const { handle, frame, view } = useMarkedView(overview, zoom);
  const held = useRef<{ x: number; y: number } | null>(null);
  const show = (x: number, y: number) => {
    const at = scale.back(x, y);
    zoom.centre({
      x: Math.min(Math.max(at.x, overview.left), overview.right),
      y: Math.min(Math.max(at.y, overview.top), overview.bottom),
    });
  };
  const pointAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const take = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !view.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = pointAt(event);
    const middle = middleOf(view.current);
    const isInside = event.target === frame.current;
    held.current = isInside ? { x: point.x - scale.x(middle.x), y: point.y - scale.y(middle.y) } : { x: 0, y: 0 };
    if (!isInside) show(point.x, point.y);
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!held.current) return;
    const point = pointAt(event);
    show(point.x - held.current.x, point.y - held.current.y);
  };
  const drop = () => {
    held.current = null;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!view.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = targetOf(event.key, overview, view.current);
    if (!target) return;
    event.preventDefault();
    zoom.centre(target);
  };
  return (
    <div className={classes['overview']}>
      <span>{t('title')}</span>
      <div
        ref={handle}
        className={classes['strip']}
        role="slider"
        tabIndex={0}
        aria-label={t('label')}
        aria-valuemin={overview.levels.at(0)?.level ?? 0}
        aria-valuemax={overview.levels.at(-1)?.level ?? 0}
        aria-valuenow={overview.levels.at(0)?.level ?? 0}
        onKeyDown={onKeyDown}
        onPointerDown={take}
        onPointerMove={drag}
        onPointerUp={drop}
        onPointerCancel={drop}
      >
        <svg width={SIZE.width} height={SIZE.height} aria-hidden="true">
          {overview.levels.map(({ x, partners }) => {
            const height = Math.max(BAR_MIN, (partners / most) * BAR_MAX);
            const [left, width] = [scale.x(x), scale.x(x + CARD.width) - scale.x(x)];
            return (
              <g key={x}>
                <rect className={classes['bar']} x={left} y={SIZE.height - height} width={width} height={height} />
                <text className={classes['count']} x={left + width / 2} y={SIZE.height - height - 4}>
                  {overview.levels.length <= LABELS_MAX ? partners : ''}
                </text>
              </g>
            );
          })}
          <rect ref={frame} className={classes['window']} rx={4} />
        </svg>
      </div>
    </div>
  );
}

/** More levels leave no room for their counts. */
const LABELS_MAX = 6;

/** Where a key leads: a level to the side, half a view up or down, the first or the last level; null for another key. */
function targetOf(key: string, overview: Overview, view: View): { x: number; y: number } | null {
  const { x, y } = middleOf(view);
  const { levels } = overview;
  const { first, last } = levelsInView(overview, view);
  const level = (place: number) => {
    const at = levels[Math.min(Math.max(place, 0), levels.length - 1)];
    return at ? { x: at.x + CARD.width / 2, y } : null;
  };
  const middle = Math.round((first + last) / 2);
  const height = view.bottom - view.top;
  const inside = (to: number) => Math.min(Math.max(to, overview.top), overview.bottom);
  if (key === 'ArrowRight') return level(middle + 1);
  if (key === 'ArrowLeft') return level(middle - 1);
  if (key === 'Home') return level(0);
  if (key === 'End') return level(levels.length - 1);
  if (key === 'ArrowDown') return { x, y: inside(y + height * STEP) };
  return key === 'ArrowUp' ? { x, y: inside(y - height * STEP) } : null;
}

/** Draws the window and says what it holds whenever the picture moves, without rendering anything anew. */
function useMarkedView(overview: Overview, { watch }: ZoomControls) {
  const t = useTranslations('tree.overview');
  const handle = useRef<HTMLDivElement>(null);
  const frame = useRef<SVGRectElement>(null);
  const view = useRef<View | null>(null);
  useEffect(() => {
    const scale = scaleOf(overview);
    const { levels } = overview;
    return watch((now) => {
      view.current = now;
      const across = span(scale.x(now.left), scale.x(now.right), SIZE.width);
      const down = span(scale.y(now.top), scale.y(now.bottom), SIZE.height);
      const drawn = { x: across.at, width: across.size, y: down.at, height: down.size };
      for (const [name, value] of Object.entries(drawn)) frame.current?.setAttribute(name, value.toFixed(1));
      const { first, last } = levelsInView(overview, now);
      const said = levels[Math.round((first + last) / 2)];
      const [from, to] = [levels[first]?.level ?? 0, levels[last]?.level ?? 0];
      const partners = levels.slice(first, last + 1).reduce((sum, level) => sum + level.partners, 0);
      handle.current?.setAttribute('aria-valuenow', String(said?.level ?? from));
      handle.current?.setAttribute('aria-valuetext', t(from === to ? 'one' : 'several', { from, to, partners }));
    });
  }, [overview, watch, t]);
  return { handle, frame, view };
}
