import {
  amountsByRank,
  payOnce,
  reachedBy,
  withRows,
  type RankAmount,
} from '#app/domain/engine/events/rank-amounts.ts';
import { BasisOrder } from '#app/domain/engine/basis.ts';
import type { EventOf } from '#app/domain/engine/events/event-schema.ts';
import type { StateColumns } from '#app/domain/engine/facts.ts';
import { Fraction } from '#app/domain/engine/fraction.ts';
import type { PeriodSink, PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import { qualifiedOf } from '#app/domain/engine/qualified.ts';
import { PPM_ONE } from '#app/domain/money/minor.ts';
import type { RoundingMode } from '#app/domain/money/share.ts';
import { fractionPpm } from '#app/domain/plan/fields.ts';

const DAY_MS = 86_400_000;
const NAMES = ['partner', 'rank', 'is_waiting', 'held', 'is_multiplied'] as const;

/** What a row tells beside its columns: for how many periods the rank was held, and whether it came soon enough for more (1) or not (0). */
export const RANK_ADVANCEMENT_BASIS = new BasisOrder(['held', 'isMultiplied']);

/** A promotion whose rank must still be held. */
interface Waiting {
  readonly partner: number;
  readonly amount: RankAmount;
  held: number;
  readonly isMultiplied: boolean;
}

/**
 * Promotions of the period, and those of earlier ones that waited for the rank to be held (plans 3, RNK-03). A missed period starts
 * the waiting anew. Who does not qualify when the amount falls due gets nothing for this rank. The state holds one row per
 * partner and rank for ever: no rank is paid twice.
 */
export function payRankAdvancement(
  event: EventOf<'rank_advancement'>,
  workshop: PeriodWorkshop,
  { sink, rounding }: { sink: PeriodSink; rounding: RoundingMode },
): StateColumns {
  const { standing, partners, prior } = workshop;
  const qualified = qualifiedOf(workshop);
  const amounts = amountsByRank(event.amounts, workshop);
  const { settled, waiting } = priorOf(workshop, amounts);
  const { multiplier, hold_periods: hold } = event;
  const factor = new Fraction(
    BigInt(multiplier.kind === 'none' ? PPM_ONE : fractionPpm(multiplier.factor)),
    BigInt(PPM_ONE),
  );
  for (const waiter of waiting) {
    waiter.held = (standing.rank[waiter.partner] as number) >= waiter.amount.place ? waiter.held + 1 : 0;
  }
  const known = new Set([...settled.known, ...waiting.map(keyOf)]);
  for (const { partner, from, to } of standing.ranks.promotions) {
    for (const amount of reachedBy(amounts, { from, to }, event.jumps)) {
      if (known.has(keyOf({ partner, amount }))) continue;
      waiting.push({ partner, amount, held: 0, isMultiplied: isSoon(partner) });
    }
  }
  waiting.sort((a, b) => a.partner - b.partner || a.amount.place - b.amount.place);
  const rows = waiting.map((waiter) => {
    const { partner, amount, held, isMultiplied } = waiter;
    const isDue = held >= hold;
    if (isDue) {
      const amountMinor = isMultiplied ? factor.of(amount.amountMinor, rounding) : amount.amountMinor;
      const basis = RANK_ADVANCEMENT_BASIS.write({ held, isMultiplied: Number(isMultiplied) });
      payOnce(sink, qualified, { earner: partner, source: 0, level: amount.place, amountMinor, basis });
    }
    return [partners.number[partner] as number, amount.key, isDue ? 0 : 1, held, isMultiplied ? 1 : 0];
  });
  return withRows(settled.rows, NAMES, rows);

  function isSoon(partner: number): boolean {
    if (multiplier.kind === 'none') return false;
    const { endMs } = workshop.prepared.facts.period;
    return endMs <= (partners.joinedMs[partner] as number) + multiplier.days * DAY_MS;
  }

  /** Settled rows stay as they are; waiting ones are read. Rows of a rank that pays nothing any more are settled too. */
  function priorOf({ prepared }: PeriodWorkshop, all: readonly RankAmount[]) {
    const byKey = new Map(all.map((amount) => [amount.key, amount]));
    const promoted = new Set(standing.ranks.promotions.map(({ partner }) => partner));
    const kept: number[][] = [];
    const keys: string[] = [];
    const waiters: Waiting[] = [];
    const column = (name: (typeof NAMES)[number]) => prior[name] ?? new Float64Array(0);
    const [partner, rank, isWaiting, held, isMultiplied] = NAMES.map(column) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let row = 0; row < partner.length; row++) {
      const index = prepared.indexOf[partner[row] as number] ?? -1;
      const amount = byKey.get(rank[row] as number);
      if (isWaiting[row] === 1 && index > 0 && amount) {
        waiters.push({ partner: index, amount, held: held[row] as number, isMultiplied: isMultiplied[row] === 1 });
        continue;
      }
      kept.push([partner[row] as number, rank[row] as number, 0, held[row] as number, isMultiplied[row] as number]);
      if (amount && promoted.has(index)) keys.push(keyOf({ partner: index, amount }));
    }
    return { settled: { rows: withRows({}, NAMES, kept), known: keys }, waiting: waiters };
  }
}

function keyOf({ partner, amount }: Pick<Waiting, 'partner' | 'amount'>): string {
  return `${partner} ${amount.place}`;
}
