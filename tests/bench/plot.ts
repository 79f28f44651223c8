import { rounded, type Report } from '#tests/bench/figures.ts';

const WIDTH = 720;
const BAR = 22;
const GAP = 10;
const LABEL = 250;
const VALUE = 120;
const TOP = 44;
const COLOURS = ['#2f6f5e', '#b9c4bf'];

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Horizontal bars from zero as SVG text, the first in the colour of ours. */
export function plotOf(title: string, bars: Report['bars']): string {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  const height = TOP + bars.length * (BAR + GAP) + GAP;
  const rows = bars.map(({ label, value, unit }, index) => {
    const y = TOP + index * (BAR + GAP);
    const width = Math.max(1, Math.round(((WIDTH - LABEL - VALUE) * value) / most));
    const colour = label === 'floor' ? COLOURS[1] : COLOURS[0];
    const middle = y + BAR / 2 + 5;
    return [
      `<text x="${LABEL - 10}" y="${middle}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${LABEL}" y="${y}" width="${width}" height="${BAR}" fill="${colour}"/>`,
      `<text x="${LABEL + width + 8}" y="${middle}">${rounded(value)} ${escaped(unit)}</text>`,
    ].join('\n');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="14" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="16" y="26" font-size="16" font-weight="bold">${escaped(title)}</text>`,
    ...rows,
    '</svg>\n',
  ].join('\n');
}
