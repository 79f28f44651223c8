import { z } from 'zod';
import type { ProductClass } from '#app/domain/engine/facts.ts';
import { factorSchema } from '#app/domain/plan/fields.ts';

/**
 * What an order counts for (plans 1.2). PV decides qualification, CV decides money; both are points at the programme's scale.
 * `net` is always there: goods without tax, shipping, discount, gift cards and tips, in minor units of the plan's currency.
 */
export const volumesSchema = z.strictObject({
  /** Decimals of PV and CV; the programme fixes it at its first publication. */
  scale: z.int('not-a-count').min(0, 'not-a-count').max(4, 'not-a-count'),
  /** Where points come from: one point per unit of net goods, or the product's own field. */
  pv: z.strictObject({ source: z.enum(['net', 'product'], 'not-offered') }),
  cv: z.strictObject({
    source: z.enum(['net', 'product'], 'not-offered'),
    /** What one point of CV is worth in the plan's currency (CUR-01). */
    money_per_point: factorSchema,
  }),
  /**
   * Tags of products that count for nothing: joining fees, starter kits, training, tickets (plans 1.2, R1). Nobody is paid for them,
   * and they qualify nobody.
   */
  excluded_tags: z.array(z.string().trim().min(1, 'empty').max(255, 'too-long')).max(100, 'too-long'),
  /** Orders that belong to nobody count for the company's volume, e.g. in pools (plans 4.10). */
  unattributed_counts: z.boolean('wrong-type'),
});
type Volumes = z.infer<typeof volumesSchema>;

/** Whether a product counts for anything. Tags are compared as Shopify does, without regard to case. */
export function carriesVolume({ excluded_tags: excluded }: Volumes, { tags }: ProductClass): boolean {
  if (excluded.length === 0) return true;
  const own = new Set(tags.map((tag) => tag.toLowerCase()));
  return !excluded.some((tag) => own.has(tag.toLowerCase()));
}

/** The volume a figure or a base is taken from. */
export const volumeKindSchema = z.enum(['net', 'pv', 'cv'], 'not-offered');
export type VolumeKind = z.infer<typeof volumeKindSchema>;

/** What a component pays a share of: a volume, and the part of it that earns (UNI-01: 40 % of CV). */
export const baseSchema = z.strictObject({ volume: z.enum(['net', 'cv'], 'not-offered'), factor: factorSchema });
export type Base = z.infer<typeof baseSchema>;

/** The base of retail profit: the margin between retail and partner price, or the order itself (RET-01, RET-02). */
export const retailBaseSchema = z.strictObject({
  volume: z.enum(['margin', 'net', 'cv'], 'not-offered'),
  factor: factorSchema,
});
export type RetailBase = z.infer<typeof retailBaseSchema>;

/** What any component may pay a share of. */
export type BaseVolume = RetailBase['volume'];
