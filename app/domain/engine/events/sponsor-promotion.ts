import { amountsByRank, payOnce, reachedBy, withRows } from '#app/domain/engine/events/rank-amounts.ts';
import { BasisOrder } from '#app/domain/engine/basis.ts';
import type { EventOf } from '#app/domain/engine/events/event-schema.ts';
import type { StateColumns } from '#app/domain/engine/facts.ts';
import type { PeriodSink, PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import { qualifiedOf } from '#app/domain/engine/qualified.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

const NAMES = ['sponsor', 'recruit', 'rank'] as const;

/** What a row tells beside its columns: the places on the ladder from which and to which the recruit rose. */
export const SPONSOR_PROMOTION_BASIS = new BasisOrder(['from', 'to']);

/** Sponsors at the period's end, for whom they sponsored and who was promoted: once per sponsor, recruit and rank (plans 3). */
export function paySponsorPromotion(
  event: EventOf<'sponsor_promotion'>,
  workshop: PeriodWorkshop,
  sink: PeriodSink,
): StateColumns {
  const { standing, figures, partners, prior } = workshop;
  const qualified = qualifiedOf(workshop);
  const amounts = amountsByRank(event.amounts, workshop);
  const { parent } = figures.tree('sponsor').tree;
  const { promotions } = standing.ranks;
  const known = knownOf(prior, new Set(promotions.map(({ partner }) => partners.number[partner] as number)));
  const rows: number[][] = [];
  for (const { partner, from, to } of promotions) {
    const sponsor = parent[partner] as number;
    if (sponsor === HOUSE) continue;
    const recruit = partners.number[partner] as number;
    for (const { place, key, amountMinor } of reachedBy(amounts, { from, to }, event.jumps)) {
      const row = [partners.number[sponsor] as number, recruit, key];
      if (known.has(row.join(' '))) continue;
      const basis = SPONSOR_PROMOTION_BASIS.write({ from, to });
      payOnce(sink, qualified, { earner: sponsor, source: recruit, level: place, amountMinor, basis });
      rows.push(row);
    }
  }
  return withRows(prior, NAMES, rows);
}

/** What was paid for those who are promoted now. */
function knownOf(prior: StateColumns, recruits: ReadonlySet<number>): Set<string> {
  const { sponsor, recruit, rank } = prior;
  const known = new Set<string>();
  if (!sponsor || !recruit || !rank) return known;
  for (let row = 0; row < recruit.length; row++) {
    if (recruits.has(recruit[row] as number)) known.add(`${sponsor[row]} ${recruit[row]} ${rank[row]}`);
  }
  return known;
}
