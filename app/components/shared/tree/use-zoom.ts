import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent, type ZoomBehavior } from 'd3-zoom';
import { useCallback, useLayoutEffect, useState } from 'react';
import type { View } from '#app/components/shared/tree/overview.ts';

const SCALE_MIN = 0.1;
const SCALE_MAX = 2;
const STEP = 1.25;
const MARGIN = 24;
/** An outline keeps its names readable when it is fitted: it is as long as it is. */
const OUTLINE_SCALE_MIN = 0.92;

/** How much of a mark is drawn at a scale; below its own scale text would be under 11 px, so it goes away (faces 4). */
export type Nearness = 'far' | 'middle' | 'low' | 'card' | 'close';

const nearnessOf = (scale: number): Nearness => {
  if (scale < 0.3) return 'far';
  if (scale < 0.6) return 'middle';
  if (scale < 0.8) return 'low';
  return scale <= 1.2 ? 'card' : 'close';
};

/** What part of the layer an svg shows. */
function viewOf(svg: SVGSVGElement): View {
  const { x, y, k } = zoomTransform(svg);
  const { width, height } = svg.getBoundingClientRect();
  return { left: -x / k, right: (width - x) / k, top: -y / k, bottom: (height - y) / k };
}

/**
 * Pan and zoom of one layer: the transform goes to the layer itself, so panning renders nothing anew. A plain wheel scrolls
 * the page; with Ctrl, or by pinching, it zooms.
 */
export function useZoom() {
  const [svg, setSvg] = useState<SVGSVGElement | null>(null);
  const [layer, setLayer] = useState<SVGGElement | null>(null);
  const [zooming] = useState(() => zoom<SVGSVGElement, unknown>().scaleExtent([SCALE_MIN, SCALE_MAX]));
  const [percent, setPercent] = useState(100);
  const [nearness, setNearness] = useState<Nearness>('card');
  const [watchers] = useState<Watchers>(() => new Set());

  // Before the effects of the parts below: the first fit must already be heard.
  useLayoutEffect(() => {
    if (!svg || !layer) return undefined;
    zooming
      .filter((event: MouseEvent | WheelEvent) => (event.type === 'wheel' ? event.ctrlKey : event.button === 0))
      .on('zoom', (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
        layer.setAttribute('transform', event.transform.toString());
        setPercent(Math.round(event.transform.k * 100));
        setNearness(nearnessOf(event.transform.k));
        const view = viewOf(svg);
        for (const watcher of watchers) watcher(view);
      });
    const selection = select(svg);
    selection.call(zooming).on('dblclick.zoom', null);
    return () => void selection.on('.zoom', null);
  }, [svg, layer, zooming, watchers]);

  const by = useCallback(
    (factor: number) => {
      if (svg) zooming.scaleBy(select(svg), factor);
    },
    [svg, zooming],
  );

  const fit = useCallback(
    (scaleMin = SCALE_MIN) => {
      if (!svg || !layer) return;
      const box = layer.getBBox();
      const { width, height } = svg.getBoundingClientRect();
      if (box.width === 0 || width === 0) return;
      const whole = Math.min((width - 2 * MARGIN) / box.width, (height - 2 * MARGIN) / box.height, 1);
      const isOutline = svg.dataset['layout'] === 'outline';
      const scale = Math.max(whole, scaleMin, isOutline ? OUTLINE_SCALE_MIN : 0);
      const isCut = box.width * scale > width;
      const x = isCut ? MARGIN - box.x * scale : (width - box.width * scale) / 2 - box.x * scale;
      const isTall = box.height * scale > height;
      const middle = isTall ? 0 : box.y + box.height / 2; // the focus stands at 0
      const y = isOutline ? MARGIN - box.y * scale : height / 2 - middle * scale;
      zooming.transform(select(svg), zoomIdentity.translate(isOutline ? MARGIN - box.x * scale : x, y).scale(scale));
    },
    [svg, layer, zooming],
  );

  /** Keeps a point of the layer where it is on screen while the picture around it changes. */
  const hold = useCallback(
    (before: { x: number; y: number }, after: { x: number; y: number }) => {
      if (!svg) return;
      const { x, y, k } = zoomTransform(svg);
      const moved = zoomIdentity.translate(x + (before.x - after.x) * k, y + (before.y - after.y) * k).scale(k);
      zooming.transform(select(svg), moved);
    },
    [svg, zooming],
  );

  const { centre, watch } = useView(svg, zooming, watchers);
  const zoomIn = useCallback(() => by(STEP), [by]);
  const zoomOut = useCallback(() => by(1 / STEP), [by]);
  return { setSvg, setLayer, percent, nearness, zoomIn, zoomOut, fit, hold, centre, watch };
}

type Watchers = Set<(view: View) => void>;

/** What the overview needs: to show a point, and to hear of every move. */
function useView(svg: SVGSVGElement | null, zooming: ZoomBehavior<SVGSVGElement, unknown>, watchers: Watchers) {
  /** Brings a point of the layer into the middle; nothing else changes. */
  const centre = useCallback(
    ({ x, y }: { x: number; y: number }) => {
      if (svg) zooming.translateTo(select(svg), x, y);
    },
    [svg, zooming],
  );

  /** Tells what part of the layer is in view, now and after every move; answers how to stop. */
  const watch = useCallback(
    (watcher: (view: View) => void) => {
      if (!svg) return undefined;
      watchers.add(watcher);
      // Looked at once as well; another size of the window shows another part.
      const resized = new ResizeObserver(() => watcher(viewOf(svg)));
      resized.observe(svg);
      return () => {
        resized.disconnect();
        watchers.delete(watcher);
      };
    },
    [svg, watchers],
  );
  return { centre, watch };
}

export type ZoomControls = ReturnType<typeof useZoom>;
