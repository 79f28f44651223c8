import { z } from 'zod';
import type { ProductClass } from '#app/domain/engine/facts.ts';
import type { RateCell, RateTable, Reference } from '#app/domain/engine/primitive.ts';
import { idSchema, LEVELS_MAX, namesOnce, ppmOf, rateSchema } from '#app/domain/plan/fields.ts';

/** Tables whose lists have at least `least` levels. */
const ratesFrom = (least: 0 | 1) => {
  const levels = z.array(rateSchema).min(least, 'no-levels').max(LEVELS_MAX, 'too-many-levels');
  return z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ kind: z.literal('by_level'), levels }),
      z.strictObject({
        kind: z.literal('by_rank'),
        ranks: z
          .array(z.strictObject({ rank: idSchema, levels }))
          .min(1, 'empty')
          .max(40, 'too-many-ranks')
          .refine(namesOnce, 'id-taken'),
      }),
    ],
    'not-offered',
  );
};

/** Rates by pay level, the same for everybody or one list per paid-as rank; ranks that are not listed have no rate (plans 2.1). */
export const levelRatesSchema = ratesFrom(1);
export type LevelRates = z.infer<typeof levelRatesSchema>;

/** Rates of products with a tag or in a collection; an empty list of levels means that they carry no commission. */
export const taggedRatesSchema = z
  .array(
    z.strictObject({
      match: z.enum(['tag', 'collection'], 'not-offered'),
      value: z.string().trim().min(1, 'empty').max(255, 'too-long'),
      rates: ratesFrom(0),
    }),
  )
  .max(100, 'too-many-tables');
export type TaggedRates = z.infer<typeof taggedRatesSchema>;

/** All rate tables of a component: index 0 is the default one, k the k-th with a tag or collection. */
export interface RateTables {
  readonly rates: LevelRates;
  readonly tagged_rates: TaggedRates;
}

/** The list of levels for a rank (null: none) in a table. */
export function levelsFor(rates: LevelRates, rank: string | null): readonly string[] {
  if (rates.kind === 'by_level') return rates.levels;
  return rates.ranks.find((row) => row.rank === rank)?.levels ?? [];
}

export function tablesOf({ rates, tagged_rates }: RateTables): readonly LevelRates[] {
  return [rates, ...tagged_rates.map((table) => table.rates)];
}

/** Every list of levels of a table, whoever it is for. */
export function listsOf(rates: LevelRates): readonly (readonly string[])[] {
  return rates.kind === 'by_level' ? [rates.levels] : rates.ranks.map((row) => row.levels);
}

/** The table of a product: the first of `tagged_rates` that fits (design 9.17). Tags are compared as Shopify does, without regard to case. */
export function tableIndexOf(tables: RateTables, productClass: ProductClass): number {
  const tags = new Set(productClass.tags.map((tag) => tag.toLowerCase()));
  return (
    tables.tagged_rates.findIndex(({ match, value }) =>
      match === 'tag' ? tags.has(value.toLowerCase()) : productClass.collections.includes(value),
    ) + 1
  );
}

export function tableNamed(tables: RateTables, index: number): RateTable {
  const tagged = tables.tagged_rates[index - 1];
  return tagged === undefined ? { kind: 'default' } : { kind: tagged.match, value: tagged.value };
}

/** The ranks that the tables name, with their paths from the component. */
export function rankReferencesOf(tables: RateTables): Reference[] {
  const namedIn = (rates: LevelRates, path: readonly PropertyKey[]): Reference[] =>
    rates.kind === 'by_level'
      ? []
      : rates.ranks.map(({ rank }, index) => ({ id: rank, path: [...path, 'ranks', index, 'rank'] }));
  return [
    ...namedIn(tables.rates, ['rates']),
    ...tables.tagged_rates.flatMap(({ rates }, index) => namedIn(rates, ['tagged_rates', index, 'rates'])),
  ];
}

/** Where the rate stands that an earner of a rank has for a product at a level. */
export function levelCell(
  tables: RateTables,
  { productClass, rank, level }: { productClass: ProductClass; rank: string | null; level: number },
): RateCell {
  const index = tableIndexOf(tables, productClass);
  const table = tablesOf(tables)[index];
  const rate = table === undefined ? undefined : levelsFor(table, rank)[level - 1];
  return { table: tableNamed(tables, index), ratePpm: rate === undefined ? 0 : ppmOf(rate) };
}

/** The dearest sum over all levels: per level the dearest rank, of the dearest table. */
export function dearestPpm(tables: RateTables): number {
  const sums = tablesOf(tables).map((rates) => dearestByLevel(rates).reduce((sum, rate) => sum + rate, 0));
  return Math.max(...sums);
}

/** By level, the highest rate of any rank, in parts per million. */
export function dearestByLevel(rates: LevelRates): number[] {
  const lists = listsOf(rates);
  const length = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length }, (_, level) => Math.max(...lists.map((list) => ppmOf(list[level] ?? '0'))));
}
