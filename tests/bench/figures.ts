/** One figure: a value per round, and beside it that of the floor, measured alternately in the same run. */
export interface Figure {
  /** What was measured, as a row of docs/performance.md. */
  name: string;
  unit: string;
  ours: number[];
  /** Null where the aim is an absolute value. */
  floor: number[] | null;
  /** What is demanded of ours / floor, or of ours where there is no floor; null where the figure is told beside another. */
  aim: { is: 'at least' | 'at most'; value: number } | null;
}

/** What a benchmark found, in the words of docs/performance.md. */
export interface Report {
  title: string;
  figures: Figure[];
  /** One paragraph: what ours does, what the floor does. */
  about: string;
  /** Bars of the plot; the first two are ours and the floor where there is one. */
  bars: { label: string; value: number; unit: string }[];
  /** Further Markdown: a table of parts, or what misses the aim and why. */
  details: string[];
}

/** Full sizes are those of the demands; short ones finish in two minutes altogether and show the way only. */
export type BenchSize = 'full' | 'short';
export type Bench = (size: BenchSize) => Promise<Report>;

/** The value below which `share` of the others lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The middle value; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** Ours / floor of each round: both parts of a ratio had the same neighbours on the machine. */
const ratiosOf = ({ ours, floor }: Figure): number[] =>
  (floor ?? []).map((each, round) => (ours[round] ?? Number.NaN) / each);

export const rounded = (value: number): string =>
  value >= 100 ? Math.round(value).toString() : value.toPrecision(value >= 10 ? 3 : 2);

/** Whether a figure is as demanded; null where nothing is. */
export function meetsAim(figure: Figure): boolean | null {
  if (!figure.aim) return null;
  const value = median(figure.floor ? ratiosOf(figure) : figure.ours);
  return figure.aim.is === 'at least' ? value >= figure.aim.value : value <= figure.aim.value;
}

const TABLE_HEAD = [
  '| Figure | Ours | Floor | Ours / floor (lowest to highest round) | Aim | Met |',
  '| --- | ---: | ---: | ---: | --- | --- |',
];

function aimText({ aim, floor, unit }: Figure): string {
  if (!aim) return '–';
  return `${aim.is} ${aim.value}${floor ? '' : ` ${unit}`}`;
}

function lineOf(figure: Figure): string {
  const { name, unit, ours, floor } = figure;
  const ratios = ratiosOf(figure);
  const met = meetsAim(figure);
  const spread = `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`;
  const cells = [
    name,
    `${rounded(median(ours))} ${unit}`,
    floor ? `${rounded(median(floor))} ${unit}` : '–',
    floor ? spread : '–',
    aimText(figure),
    met === null ? '–' : met ? 'yes' : '**no**',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The table of docs/performance.md; values are medians of the rounds. */
export const tableOf = (figures: readonly Figure[]): string => [...TABLE_HEAD, ...figures.map(lineOf)].join('\n');
