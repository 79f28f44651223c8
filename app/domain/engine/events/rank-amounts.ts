import { Hash } from '#app/domain/engine/hash.ts';
import type { StateColumns } from '#app/domain/engine/facts.ts';
import type { RankAmounts } from '#app/domain/engine/events/event-schema.ts';
import type { PeriodRow, PeriodSink, PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import type { PlanShape } from '#app/domain/plan/plan-shape.ts';

/** What a rank pays. */
export interface RankAmount {
  /** Place on the ladder, from 1. */
  readonly place: number;
  /** Names the rank in the state whatever place it gets later. */
  readonly key: number;
  readonly amountMinor: number;
}

/** A number below 2^52 that stands for a rank's id in columns of integers; two ids of one ladder never share it by chance. */
export function rankKey(id: string): number {
  return Number(`0x${new Hash().text(id).hex().slice(0, 13)}`);
}

/** Amounts by rank, lowest rank first. */
export function amountsByRank(amounts: RankAmounts, { rankOf, figures }: PeriodWorkshop): RankAmount[] {
  return amounts
    .map(({ rank, amount }) => ({ place: rankOf(rank), key: rankKey(rank), amountMinor: figures.units('net', amount) }))
    .sort((a, b) => a.place - b.place);
}

/** The ranks that a promotion pays: all that it passed, or the highest of them. */
export function reachedBy(
  amounts: readonly RankAmount[],
  { from, to }: { from: number; to: number },
  jumps: 'all' | 'top',
): RankAmount[] {
  const reached = amounts.filter(({ place }) => place > from && place <= to);
  return jumps === 'all' ? reached : reached.slice(-1);
}

/** Places of the plan's ranks by their keys; a rank that is no more has none. */
export function placeByKey({ ranks }: PlanShape): ReadonlyMap<number, number> {
  return new Map(ranks.ladder.map(({ id }, index) => [rankKey(id), index + 1]));
}

/** A fixed amount for somebody who qualifies; for anybody else it is lost. */
export function payOnce(
  sink: PeriodSink,
  qualified: Uint8Array,
  row: Pick<PeriodRow, 'earner' | 'source' | 'level' | 'amountMinor' | 'basis'>,
): void {
  const { earner, amountMinor } = row;
  if (amountMinor === 0) return;
  sink.budget(amountMinor);
  if (qualified[earner] === 1) sink.row({ ...row, ratePpm: PPM_ONE, base: amountMinor });
  else sink.unpaid(amountMinor);
}

/** Rows that were there before and new ones, in columns. */
export function withRows(
  prior: StateColumns,
  names: readonly string[],
  rows: readonly (readonly number[])[],
): StateColumns {
  const before = prior[names[0] ?? '']?.length ?? 0;
  return Object.fromEntries(
    names.map((name, index) => {
      const column = new Float64Array(before + rows.length);
      column.set(prior[name] ?? []);
      rows.forEach((row, place) => (column[before + place] = row[index] ?? 0));
      return [name, column];
    }),
  );
}
