import { amountsByRank, payOnce, placeByKey, rankKey } from '#app/domain/engine/events/rank-amounts.ts';
import { BasisOrder } from '#app/domain/engine/basis.ts';
import type { EventOf } from '#app/domain/engine/events/event-schema.ts';
import { float64 } from '#app/domain/engine/column.ts';
import type { StateColumns } from '#app/domain/engine/facts.ts';
import type { PeriodSink, PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import { qualifiedOf } from '#app/domain/engine/qualified.ts';

/** What a row tells beside its columns: in how many of the last periods the rank was reached. */
export const LIFESTYLE_BASIS = new BasisOrder(['periods']);

/** The allowance of a rank that was paid-as in enough of the last periods, this one included: the highest one (plans 3). */
export function payLifestyle(event: EventOf<'lifestyle'>, workshop: PeriodWorkshop, sink: PeriodSink): StateColumns {
  const { standing } = workshop;
  const qualified = qualifiedOf(workshop);
  const amounts = amountsByRank(event.amounts, workshop).reverse();
  const history = historyOf(workshop, event.of_last);
  for (let earner = 1; earner < standing.rank.length; earner++) {
    const periodsAt = (place: number) => {
      let periods = 0;
      for (const ranks of history) if ((ranks[earner] as number) >= place) periods++;
      return periods;
    };
    const due = amounts.find(({ place }) => periodsAt(place) >= event.periods);
    if (!due) continue;
    const { place: level, amountMinor } = due;
    const basis = LIFESTYLE_BASIS.write({ periods: periodsAt(level) });
    payOnce(sink, qualified, { earner, source: 0, level, amountMinor, basis });
  }
  return stateOf(workshop, history.slice(0, -1));
}

/** Paid-as ranks by partner index, newest period first: as many periods as count. */
function historyOf({ standing, prior, prepared, plan }: PeriodWorkshop, periods: number): Uint8Array[] {
  const { partner, age, rank } = prior;
  const history = Array.from({ length: periods }, (_, index) =>
    index === 0 ? standing.rank : new Uint8Array(standing.rank.length),
  );
  const places = placeByKey(plan);
  if (!partner || !age || !rank) return history;
  for (let row = 0; row < partner.length; row++) {
    const index = prepared.indexOf[partner[row] as number] ?? -1;
    const ranks = history[(age[row] as number) + 1];
    if (index > 0 && ranks) ranks[index] = places.get(rank[row] as number) ?? 0;
  }
  return history;
}

function stateOf({ partners, plan }: PeriodWorkshop, history: readonly Uint8Array[]): StateColumns {
  const keys = plan.ranks.ladder.map(({ id }) => rankKey(id));
  const columns = { partner: float64(), age: float64(), rank: float64() };
  history.forEach((ranks, age) => {
    for (let partner = 1; partner < ranks.length; partner++) {
      const key = keys[(ranks[partner] as number) - 1];
      if (key === undefined) continue;
      columns.partner.push(partners.number[partner] as number);
      columns.age.push(age);
      columns.rank.push(key);
    }
  });
  return { partner: columns.partner.done(), age: columns.age.done(), rank: columns.rank.done() };
}
