const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 24;
const LINE = 22;
const PNG_SCALE = 2;
/** Browsers draw no larger canvas on a phone. */
const PNG_SIDE_MAX = 8000;

/** What a mark's look comes from: the page's style sheet does not travel with the file. */
const LOOKS = [
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'display'],
  ...['font-family', 'font-size', 'font-weight', 'text-anchor'],
] as const;

/** The picture as a file of its own: whole, at full size, with lines of text below it (what it shows, its day, its legend). */
export function pictureFile(
  picture: SVGSVGElement,
  lines: readonly string[],
): { svg: string; width: number; height: number } {
  const layer = picture.querySelector('g');
  if (!layer) return { svg: '', width: 0, height: 0 };
  const box = layer.getBBox();
  const width = Math.ceil(box.width + 2 * MARGIN);
  const height = Math.ceil(box.height + 2 * MARGIN + (lines.length + 1) * LINE);
  const file = document.createElementNS(SVG, 'svg');
  file.setAttribute('xmlns', SVG);
  file.setAttribute('viewBox', `0 0 ${width} ${height}`);
  file.setAttribute('width', String(width));
  file.setAttribute('height', String(height));
  file.append(ground(width, height), drawn(layer, MARGIN - box.x, MARGIN - box.y), ...lines.map(below(box.height)));
  return { svg: new XMLSerializer().serializeToString(file), width, height };
}

function ground(width: number, height: number): SVGElement {
  const rect = document.createElementNS(SVG, 'rect');
  rect.setAttribute('width', String(width));
  rect.setAttribute('height', String(height));
  rect.setAttribute('fill', '#ffffff');
  return rect;
}

/** A copy of the layer at a place, each mark with the look it has on the page, without what only a hand needs. */
function drawn(layer: SVGGElement, x: number, y: number): SVGGElement {
  const copy = layer.cloneNode(true) as SVGGElement;
  const copies = copy.querySelectorAll<SVGElement>('*');
  const toggles = copy.querySelectorAll('[data-part="toggle"]');
  layer.querySelectorAll('*').forEach((element, index) => {
    const look = window.getComputedStyle(element);
    const into = copies[index];
    if (!into) return;
    for (const name of [...into.getAttributeNames()]) {
      if (/^(class|role|tabindex|aria-|data-)/.test(name)) into.removeAttribute(name);
    }
    for (const name of LOOKS) into.setAttribute(name, look.getPropertyValue(name));
  });
  for (const toggle of toggles) toggle.remove();
  copy.setAttribute('transform', `translate(${x},${y})`);
  return copy;
}

const below = (pictureHeight: number) => (line: string, index: number) => {
  const text = document.createElementNS(SVG, 'text');
  text.setAttribute('x', String(MARGIN));
  text.setAttribute('y', String(pictureHeight + 2 * MARGIN + (index + 1) * LINE));
  text.setAttribute('font-family', 'system-ui, sans-serif');
  text.setAttribute('font-size', '14');
  text.setAttribute('fill', '#303030');
  text.textContent = line;
  return text;
};

/** The same as pixels, twice as fine as the screen. @throws Error if the browser cannot draw it */
export async function pixelsOf({ svg, width, height }: ReturnType<typeof pictureFile>): Promise<Blob> {
  const scale = Math.min(PNG_SCALE, PNG_SIDE_MAX / Math.max(width, height));
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('the picture could not be drawn'))), 'image/png'),
  );
}
