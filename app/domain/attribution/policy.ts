import { z } from 'zod';
import { EVIDENCE_KIND_NAMES } from '#app/domain/attribution/evidence.ts';

const isWithoutRepeats = (list: readonly string[]) => new Set(list).size === list.length;

/** How an order finds its partner: a versioned setting of the network, keys as in the stored document. */
export const attributionPolicySchema = z.strictObject({
  /** Kinds that count, the strongest first; a kind that is not named is recorded and never wins. */
  priority: z.array(z.enum(EVIDENCE_KIND_NAMES)).refine(isWithoutRepeats),
  /** Which of several touches of one kind counts. */
  touch: z.enum(['first', 'last']),
  window_days: z.int().min(1).max(365),
  /** How long a customer stays with a partner, from the order that made the link; 0 = for ever. */
  link_lifetime_days: z.int().min(0).max(3650),
  /** Whose first attributed order makes a link: anybody's, only that of somebody who never bought before, nobody's. */
  binds: z.enum(['everyone', 'new_customers', 'nobody']),
  /** A partner's own order: the sponsor earns from level 1, or nobody earns. */
  self_purchase: z.enum(['upline', 'nobody']),
  /** Whether the storefront may keep a code before the visitor agreed; read by the capture, not by a decision. */
  capture_consent: z.enum(['wait', 'not_needed']),
});
export type AttributionPolicy = z.output<typeof attributionPolicySchema>;

export const DEFAULT_POLICY: AttributionPolicy = {
  priority: [...EVIDENCE_KIND_NAMES],
  touch: 'last',
  window_days: 30,
  link_lifetime_days: 0,
  binds: 'everyone',
  self_purchase: 'upline',
  capture_consent: 'wait',
};
