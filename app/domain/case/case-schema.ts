import { z } from 'zod';
import { planSchema } from '#app/domain/plan/plan.ts';

const instant = z.iso.datetime({ offset: true });
/** A partner's number; 0 is the house account. */
const partner = z.int().min(0);
/** Signed decimal: money in the plan's currency, or points at the programme's scale. */
const signed = z.string().regex(/^-?\d{1,12}(\.\d{1,4})?$/, 'not-an-amount');

/** What a line or a refund comes to. Points that follow net goods (`plan.volumes`) are computed, whatever stands here. */
const figures = {
  net: signed,
  pv: signed.optional(),
  cv: signed.optional(),
  /** Retail price less partner price, net: what retail profit is a share of. */
  margin: signed.optional(),
};

const lineSchema = z.strictObject({
  ...figures,
  tags: z.array(z.string()).optional(),
  collections: z.array(z.string()).optional(),
});

const refundSchema = z.strictObject({
  /** Index of the line; amounts are what is taken back, positive. */
  line: z.int().min(0),
  ...figures,
  /** The order's row is accepted: the refund lowers volume and gives no rows (plans 4.4.6). */
  accepted: z.boolean().optional(),
});

const orderSchema = z.strictObject({
  id: z.int().min(1),
  /** Whom it is attributed to, or the buyer of an own order; 0 for nobody. */
  partner,
  /** Whoever bought; without one, a guest. */
  customer: z.int().min(1).optional(),
  own: z.boolean().optional(),
  paid: instant,
  /** For an order paid before the period: which of `prior.periods` it belongs to. */
  late_period: z.int().min(0).optional(),
  lines: z.array(lineSchema).min(1),
  refunds: z.array(refundSchema).optional(),
});

const stateColumns = z.record(z.string(), z.array(z.int()));

/** What a run leaves to the next one: the same shape in and out. */
export const caseStateSchema = z.strictObject({
  ranks: z.array(
    z.strictObject({
      partner,
      title: z.string().nullable(),
      paid_as: z.string().nullable(),
      /** By rank that he has reached; null for what nobody knows, and for a grace that there never was. */
      reached: z.array(
        z.strictObject({
          rank: z.string(),
          since_promotion: z.int().nullable(),
          grace_used: z.int(),
          since_grace: z.int().nullable(),
        }),
      ),
    }),
  ),
  components: z.record(z.string(), stateColumns),
});
export type CaseState = z.infer<typeof caseStateSchema>;

const dated = <T extends z.ZodRawShape>(shape: T) => z.array(z.strictObject({ from: instant, ...shape })).min(1);

/** What a component of one cadence paid somebody, for components of another that match it; in money, after its own cap and before. */
const earningsSchema = z.array(
  z.strictObject({ component: z.string(), partner: partner.min(1), net: signed, gross: signed }),
);
export type CaseEarnings = z.infer<typeof earningsSchema>;

/** A whole period as one document: what the command line reads, and what tests are written in. */
export const caseSchema = z.strictObject({
  period: z.strictObject({ start: instant, end: instant, cadence: z.enum(['week', 'month']) }),
  plan: planSchema,
  partners: z.array(
    z.strictObject({
      number: partner.min(1),
      joined: instant,
      sponsors: dated({ sponsor: partner }),
      statuses: dated({ status: z.enum(['active', 'suspended', 'terminated']) }).optional(),
    }),
  ),
  positions: z
    .array(
      z.strictObject({
        tree: z.string(),
        number: z.int().min(1),
        owner: partner.min(1),
        /** Slot below the parent, from 0: left is 0 in a binary tree. */
        slot: z.int().min(0),
        edges: dated({ parent: z.int().min(0) }),
      }),
    )
    .optional(),
  overrides: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('active'),
          partner: partner.min(1),
          is_active: z.boolean(),
          reason: z.string().min(1),
        }),
        z.strictObject({
          kind: z.literal('rank'),
          partner: partner.min(1),
          rank: z.string(),
          reason: z.string().min(1),
        }),
      ]),
    )
    .optional(),
  orders: z.array(orderSchema),
  prior: z
    .strictObject({
      state: caseStateSchema.optional(),
      /** What weekly components paid in the weeks that end in this month: one row per week and earner, as `run` prints them. */
      earnings: earningsSchema.optional(),
      /** By accepted period: the plan that it had, if not the case's own. */
      plans: z.array(planSchema.nullable()).optional(),
      /** Accepted periods that late orders belong to: their partners as they were seen. */
      periods: z
        .array(
          z.array(
            z.strictObject({
              partner,
              is_active: z.boolean(),
              rank: z.string().nullable(),
              title: z.string().nullable(),
              /** By component: the highest level that was open; 0 did not qualify, 254 without an open level, null for all. */
              reach: z.array(z.int().min(0).max(254).nullable()),
            }),
          ),
        )
        .optional(),
    })
    .optional(),
});
export type Case = z.infer<typeof caseSchema>;
