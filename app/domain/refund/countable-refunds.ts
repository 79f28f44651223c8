import { minor, type Minor } from '#app/domain/money/minor.ts';

const DAY_MS = 86_400_000;

/** A volume entry that took back (or gave back, as a correction), recorded after its row was accepted. */
export interface RefundedBase {
  /** Lines that were added before they were rated: the row's group, named by the caller. */
  rateGroup: string;
  /** Signed as in the volume entry: a refund is negative. */
  baseMinor: Minor;
  occurredAt: Date;
  reason: string | null;
  reversalGroup: string;
}

export interface ReversalRule {
  /** Shopify's reasons for which nothing is taken back (design 9.20, HGB 87a(3)); lower case. */
  barredReasons: readonly string[];
  /** Days after payment in which a refund is taken back; 0 = without limit (plans 4.4.9). */
  windowDays: number;
  paidAt: Date;
}

/** German profile: what is the merchant's own fault is not taken back. */
export const GERMAN_BARRED_REASONS: readonly string[] = ['inventory', 'staff'];

export interface RefusedReversal {
  reversalGroup: string;
  why: 'barred-reason' | 'outside-window';
  reason: string | null;
}

/**
 * How much base per rate group may be taken back, cumulative and 0 or more, and which events may not, with the reason.
 * An event counts as a whole: its reason is the first that any of its entries names, its instant the earliest, so that a
 * correction never counts without what it corrects. An event exactly at the window's end counts.
 */
export function countableRefunds(
  entries: readonly RefundedBase[],
  rule: ReversalRule,
): { refundedByGroup: Map<string, Minor>; refused: RefusedReversal[] } {
  const refundedByGroup = new Map<string, Minor>();
  const refused: RefusedReversal[] = [];
  for (const [reversalGroup, event] of Map.groupBy(entries, (entry) => entry.reversalGroup)) {
    const reason = event.find((entry) => entry.reason !== null)?.reason ?? null;
    const why = refusalOf(event, reason, rule);
    if (why) refused.push({ reversalGroup, why, reason });
    else add(refundedByGroup, event);
  }
  for (const [group, base] of refundedByGroup) if (base < 0n) refundedByGroup.set(group, minor(0n));
  return { refundedByGroup, refused };
}

function refusalOf(event: RefundedBase[], reason: string | null, rule: ReversalRule): RefusedReversal['why'] | null {
  if (reason !== null && rule.barredReasons.includes(reason)) return 'barred-reason';
  const at = Math.min(...event.map(({ occurredAt }) => occurredAt.getTime()));
  const isLate = rule.windowDays > 0 && at > rule.paidAt.getTime() + rule.windowDays * DAY_MS;
  return isLate ? 'outside-window' : null;
}

function add(refundedByGroup: Map<string, Minor>, event: RefundedBase[]): void {
  for (const { rateGroup, baseMinor } of event) {
    refundedByGroup.set(rateGroup, minor((refundedByGroup.get(rateGroup) ?? 0n) - baseMinor));
  }
}
