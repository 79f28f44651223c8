import { z } from 'zod';
import { EVIDENCE_KIND_NAMES } from '#app/domain/attribution/evidence.ts';

/** Why a piece of evidence did not decide. `same-partner`: it names the winner too, something stronger said so first. */
export const LOSSES = [
  'kind-off',
  'unreadable',
  'unknown-code',
  'partner-inactive',
  'self-referral',
  'outside-window',
  'link-ended',
  'link-expired',
  'own-order',
  'test-order',
  'other-touch',
  'same-partner',
  'lower-priority',
] as const;
export type Loss = (typeof LOSSES)[number];

/** What made the winner win. */
export const RULES = ['only-evidence', 'priority', 'first-touch', 'last-touch', 'newest'] as const;
export type Rule = (typeof RULES)[number];

const instantText = z.iso.datetime();

export const candidateSchema = z.strictObject({
  kind: z.enum(EVIDENCE_KIND_NAMES),
  received: z.string(),
  source: z.string().nullable(),
  /** The partner that the code or record names; null where it names nobody. */
  partner: z.int().nullable(),
  touchedAt: instantText.nullable(),
  /** The touch that was weighed: never later than the order (design 9.22). */
  countedAt: instantText,
  lost: z.enum(LOSSES).nullable(),
});
export type Candidate = z.output<typeof candidateSchema>;

export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('partner'), partner: z.int(), candidate: z.int(), rule: z.enum(RULES) }),
  /** A partner bought; level 1 is the sponsor (design 9.2, 9.23). */
  z.strictObject({ kind: z.literal('own_order'), partner: z.int() }),
  z.strictObject({
    kind: z.literal('nobody'),
    reason: z.enum(['no-evidence', 'no-valid-evidence', 'test-order', 'self-purchase', 'by-hand']),
  }),
]);
export type Outcome = z.output<typeof outcomeSchema>;

/**
 * Why an order belongs to whom: JSON-safe, stored as it is, never changed. New evidence makes a new receipt.
 * Candidates are in a canonical order, so equal evidence gives equal receipts.
 */
export const receiptSchema = z.strictObject({
  orderId: z.string(),
  orderedAt: instantText,
  /** The instant at which statuses were looked up: when it was paid, before that its own time (design 9.21). */
  countedAt: instantText,
  policyVersion: z.int(),
  isTest: z.boolean(),
  buyerPartner: z.int().nullable(),
  candidates: z.array(candidateSchema),
  outcome: outcomeSchema,
  /** The candidate for another partner that would have won otherwise. */
  otherwise: z.int().nullable(),
});
export type Receipt = z.output<typeof receiptSchema>;
