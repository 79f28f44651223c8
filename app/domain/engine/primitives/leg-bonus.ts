import { z } from 'zod';
import { BasisOrder } from '#app/domain/engine/basis.ts';
import { forChildren } from '#app/domain/engine/predicate.ts';
import type { PeriodPrimitive, PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import { qualifiedOf } from '#app/domain/engine/qualified.ts';
import { highestPpm, rankRatesSchema, rankReferences } from '#app/domain/engine/rank-rates.ts';
import { componentFields } from '#app/domain/plan/component.ts';
import { countSchema, idSchema, ppmOf, rateSchema } from '#app/domain/plan/fields.ts';
import { baseSchema } from '#app/domain/plan/volumes.ts';
import type { Preorder } from '#app/domain/tree/preorder.ts';

const legBonusSchema = z.strictObject({
  kind: z.literal('leg_bonus'),
  ...componentFields,
  tree: idSchema,
  base: baseSchema,
  /** Which legs of a partner count, by their volume: place 1 is the strongest. */
  legs: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.enum(['all', 'all_but_strongest', 'strongest', 'weakest']) }),
      z.strictObject({
        kind: z.literal('places'),
        places: z.array(countSchema(1)).min(1, 'empty').max(100, 'too-long'),
      }),
    ],
    'not-offered',
  ),
  /** How deep a leg is looked at, its head being the first level; null for all of it. */
  levels: countSchema(1).nullable(),
  rates: z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('same'), rate: rateSchema }),
      z.strictObject({ kind: z.literal('by_rank'), ranks: rankRatesSchema }),
    ],
    'not-offered',
  ),
});
export type LegBonus = z.infer<typeof legBonusSchema>;

/** What a row tells beside its columns: the earner's place on the ladder, of how many legs, and the number of the partner at the leg's head. */
export const LEG_BONUS_BASIS = new BasisOrder(['rank', 'legs', 'head']);

/** A share of the volume of some legs of a partner (plans 3): one row per leg, about its head; the level is the leg's place. */
export const legBonus = {
  pays: 'period',
  phase: 'tree',
  schema: legBonusSchema,

  referencesOf: ({ rates }) => ({
    ranks: rates.kind === 'by_rank' ? rankReferences(rates.ranks, ['rates', 'ranks']) : [],
    components: [],
  }),

  /** Equal legs: the one with the lower number is the stronger. A partner with several positions has the legs of the first. */
  evaluate(component, workshop, sink) {
    const { tree: id, base, levels, rounding, rates } = component;
    const { rewarded, standing, share, rankOf, partners } = workshop;
    const tree = rewarded.tree(id);
    const volume = levels === null ? rewarded.group(id, base.volume) : rewarded.team(id, base.volume, levels - 1);
    const qualified = qualifiedOf(workshop);
    const rateOf = ratesOf(rates, rankOf);
    const shares = new Map([...rateOf.all].map((rate) => [ppmOf(rate), share(rate)]));
    for (let partner = 1; partner < qualified.length; partner++) {
      const node = tree.tree.nodeOf[partner] as number;
      const ratePpm = rateOf.of(standing.rank[partner] as number);
      if (qualified[partner] === 0 || node < 0 || ratePpm === 0 || isLeaf(tree.preorder, node)) continue;
      const legs: number[] = [];
      forChildren(tree, node, (child) => legs.push(child) > 0);
      legs.sort((a, b) => (volume[b] as number) - (volume[a] as number) || a - b);
      legs.forEach((head, place) => {
        const legVolume = volume[head] as number;
        if (legVolume <= 0 || !counts(component.legs, place + 1, legs.length)) return;
        const amountMinor = shares.get(ratePpm)?.of(legVolume, rounding) ?? 0;
        sink.budget(amountMinor);
        if (amountMinor === 0) return;
        const number = partners.number[tree.tree.owner[head] as number] as number;
        const rank = standing.rank[partner] as number;
        sink.row({
          earner: partner,
          source: id === 'sponsor' ? number : head,
          level: place + 1,
          ratePpm,
          base: legVolume,
          amountMinor,
          basis: LEG_BONUS_BASIS.write({ rank, legs: legs.length, head: number }),
        });
      });
    }
    return {};
  },

  /** A volume counts once for everybody above it, within the levels of a leg. */
  worstCasePpm: ({ levels, rates }) =>
    levels === null ? Infinity : levels * (rates.kind === 'same' ? ppmOf(rates.rate) : highestPpm(rates.ranks)),
} satisfies PeriodPrimitive<LegBonus>;

function isLeaf({ position, subtreeEnd }: Preorder, node: number): boolean {
  return (subtreeEnd[node] as number) - (position[node] as number) === 1;
}

function counts(legs: LegBonus['legs'], place: number, all: number): boolean {
  switch (legs.kind) {
    case 'all':
      return true;
    case 'all_but_strongest':
      return place > 1;
    case 'strongest':
      return place === 1;
    case 'weakest':
      return place === all;
    case 'places':
      return legs.places.includes(place);
  }
}

/** The rate of each rank, by its place on the ladder, in parts per million. */
function ratesOf(rates: LegBonus['rates'], rankOf: PeriodWorkshop['rankOf']) {
  if (rates.kind === 'same') return { all: [rates.rate], of: () => ppmOf(rates.rate) };
  const byPlace = new Map(rates.ranks.map(({ rank, rate }) => [rankOf(rank), ppmOf(rate)]));
  return { all: rates.ranks.map(({ rate }) => rate), of: (rank: number) => byPlace.get(rank) ?? 0 };
}
