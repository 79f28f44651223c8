/** One measured figure with the floor of the same run beside it. */
export interface Figure {
  /** What was measured, as a row of docs/performance.md. */
  name: string;
  ours: number;
  floor: number | null;
  unit: string;
  /** Whether more is better (per second) or less (time). */
  better: 'more' | 'less';
  /** What the issue of the day demands of ours / floor, or of ours where there is no floor. */
  aim: string;
}

export const ratioOf = ({ ours, floor }: Figure): number | null => (floor === null ? null : ours / floor);

/** The middle value; of an even number the lower of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** The value below which `share` of the others lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const round = (value: number) => (value >= 100 ? Math.round(value).toString() : value.toPrecision(3));

/** A line of the report. */
export function lineOf(figure: Figure): string {
  const ratio = ratioOf(figure);
  const cells = [
    figure.name,
    `${round(figure.ours)} ${figure.unit}`,
    figure.floor === null ? '–' : `${round(figure.floor)} ${figure.unit}`,
    ratio === null ? '–' : ratio.toFixed(2),
    figure.aim,
  ];
  return `| ${cells.join(' | ')} |`;
}
