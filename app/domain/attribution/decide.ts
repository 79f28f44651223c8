import { foldCode } from '#app/domain/attribution/codes.ts';
import { EVIDENCE_KINDS, type Claim, type Evidence } from '#app/domain/attribution/evidence.ts';
import type { AttributionLookups } from '#app/domain/attribution/lookups.ts';
import type { AttributionPolicy } from '#app/domain/attribution/policy.ts';
import type { Candidate, Loss, Outcome, Receipt, Rule } from '#app/domain/attribution/receipt.ts';

const DAY_MS = 86_400_000;

export interface DecidedOrder {
  orderId: bigint;
  orderedAt: Date;
  /** Null while unpaid: the decision is then a provisional one. */
  paidAt: Date | null;
  customerId: bigint | null;
  isTest: boolean;
}

export interface Decision {
  order: DecidedOrder;
  evidence: readonly Evidence[];
  policy: AttributionPolicy;
  policyVersion: number;
  lookups: AttributionLookups;
}

/** A piece of evidence after it was looked at: whom it names, when it counts, and why it cannot win. */
interface Weighed {
  evidence: Evidence;
  partner: number | null;
  countedAt: Date;
  /** Position of its kind in the policy; the smallest wins. */
  priority: number;
  loss: Loss | null;
}

/**
 * Whose order it is (design 6, 9.21 to 9.23): the strongest kind that names an active partner; inside a kind the first or
 * last touch. A partner's own order stays in the upline whatever code it carries; a test order is nobody's, and so is one
 * of which staff say so.
 * Evidence may come in any order: the receipt is the same, names every piece exactly once and says why it lost.
 */
export function decide(decision: Decision): Receipt {
  const { order, policyVersion, lookups } = decision;
  const countedAt = order.paidAt ?? order.orderedAt;
  const buyerPartner = order.customerId === null ? null : lookups.buyerPartner(order.customerId, countedAt);
  const weighed = decision.evidence
    .map((evidence) => weigh(evidence, { ...decision, countedAt, buyerPartner }))
    .toSorted((a, b) => compareStrength(a, b, decision.policy));
  const best = weighed.find(({ loss }) => loss === null);
  const bar = barOf(order, buyerPartner, best);
  const losses = weighed.map((one) => (one === best ? bar : lossAgainst(one, best, bar)));
  const winner = bar === null ? best : undefined;
  const otherwise = weighed.findIndex((one) => one.loss === null && (!winner || one.partner !== winner.partner));
  return {
    orderId: order.orderId.toString(),
    orderedAt: order.orderedAt.toISOString(),
    countedAt: countedAt.toISOString(),
    policyVersion,
    isTest: order.isTest,
    buyerPartner,
    candidates: weighed.map((one, index) => candidateOf(one, losses[index] ?? null)),
    outcome: outcomeOf({ decision, buyerPartner, weighed, winner }),
    otherwise: otherwise < 0 ? null : otherwise,
  };
}

interface Weighing extends Decision {
  countedAt: Date;
  buyerPartner: number | null;
}

function weigh(evidence: Evidence, context: Weighing): Weighed {
  const { order, policy, lookups } = context;
  const partner = partnerOf(evidence.claim, order.orderedAt, lookups);
  const touchedAt = evidence.touchedAt ?? order.orderedAt;
  const position = policy.priority.indexOf(evidence.kind);
  return {
    evidence,
    partner,
    countedAt: touchedAt < order.orderedAt ? touchedAt : order.orderedAt,
    priority: position < 0 ? policy.priority.length : position,
    loss: lossOf(evidence, partner, context),
  };
}

const partnerOf = (claim: Claim, orderedAt: Date, lookups: AttributionLookups): number | null => {
  if (claim.by === 'code') return lookups.partnerOfCode(foldCode(claim.code), orderedAt);
  return claim.by === 'partner' ? claim.partner : null;
};

/** Why a piece of evidence cannot win, whatever else there is. */
function lossOf(evidence: Evidence, partner: number | null, context: Weighing): Loss | null {
  if (!context.policy.priority.includes(evidence.kind)) return 'kind-off';
  if (evidence.claim.by === 'unreadable') return 'unreadable';
  if (evidence.claim.by === 'nobody') return null;
  if (partner === null) return 'unknown-code';
  if (partner === context.buyerPartner) return 'self-referral';
  if (!context.lookups.isActive(partner, context.countedAt)) return 'partner-inactive';
  return ageLoss(evidence, context);
}

/** A touch exactly at the end of its window counts, a moment later not (design 9.22). */
function ageLoss({ kind, touchedAt, endedAt }: Evidence, { order, policy }: Weighing): Loss | null {
  if (endedAt && endedAt <= order.orderedAt) return 'link-ended';
  const { ageLimit } = EVIDENCE_KINDS[kind];
  const ageMs = order.orderedAt.getTime() - (touchedAt ?? order.orderedAt).getTime();
  if (ageLimit === 'window' && ageMs > policy.window_days * DAY_MS) return 'outside-window';
  const lifetimeDays = policy.link_lifetime_days;
  if (ageLimit === 'link_lifetime' && lifetimeDays > 0 && ageMs > lifetimeDays * DAY_MS) return 'link-expired';
  return null;
}

/** The strongest first: kind, touch, and then text, so that equal touches have an order too. */
function compareStrength(a: Weighed, b: Weighed, policy: AttributionPolicy): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (a.evidence.kind !== b.evidence.kind) return compareText(a.evidence.kind, b.evidence.kind);
  const isNewest = EVIDENCE_KINDS[a.evidence.kind].choose === 'newest';
  const instant = ({ evidence, countedAt }: Weighed) =>
    (isNewest ? (evidence.touchedAt ?? countedAt) : countedAt).getTime();
  const later = instant(b) - instant(a);
  return (
    (isNewest || policy.touch === 'last' ? later : -later) ||
    compareText(a.evidence.received, b.evidence.received) ||
    compareText(a.evidence.source ?? '', b.evidence.source ?? '')
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What keeps even the best candidate from winning. */
const barOf = ({ isTest }: DecidedOrder, buyerPartner: number | null, best: Weighed | undefined): Loss | null => {
  if (isTest) return 'test-order';
  if (best?.evidence.claim.by === 'nobody') return null;
  return buyerPartner === null ? null : 'own-order';
};

function lossAgainst(one: Weighed, best: Weighed | undefined, bar: Loss | null): Loss | null {
  if (one.loss !== null || !best) return one.loss;
  if (bar !== null) return bar;
  if (one.partner === best.partner) return 'same-partner';
  return one.evidence.kind === best.evidence.kind ? 'other-touch' : 'lower-priority';
}

const candidateOf = ({ evidence, partner, countedAt }: Weighed, lost: Loss | null): Candidate => ({
  kind: evidence.kind,
  received: evidence.received,
  source: evidence.source,
  partner,
  touchedAt: evidence.touchedAt?.toISOString() ?? null,
  countedAt: countedAt.toISOString(),
  lost,
});

interface Weighings {
  decision: Decision;
  buyerPartner: number | null;
  weighed: Weighed[];
  winner: Weighed | undefined;
}

function outcomeOf({ decision, buyerPartner, weighed, winner }: Weighings): Outcome {
  if (decision.order.isTest) return { kind: 'nobody', reason: 'test-order' };
  if (winner?.evidence.claim.by === 'nobody') return { kind: 'nobody', reason: 'by-hand' };
  if (buyerPartner !== null) {
    const isUpline = decision.policy.self_purchase === 'upline';
    return isUpline ? { kind: 'own_order', partner: buyerPartner } : { kind: 'nobody', reason: 'self-purchase' };
  }
  if (winner?.partner === undefined || winner.partner === null) {
    return { kind: 'nobody', reason: weighed.length > 0 ? 'no-valid-evidence' : 'no-evidence' };
  }
  const rule = ruleOf(winner, weighed, decision.policy);
  return { kind: 'partner', partner: winner.partner, candidate: weighed.indexOf(winner), rule };
}

function ruleOf(winner: Weighed, weighed: Weighed[], policy: AttributionPolicy): Rule {
  const rivals = weighed.filter((one) => one !== winner && one.loss === null && one.partner !== winner.partner);
  if (rivals.length === 0) return 'only-evidence';
  const { kind } = winner.evidence;
  if (!rivals.some((rival) => rival.evidence.kind === kind)) return 'priority';
  if (EVIDENCE_KINDS[kind].choose === 'newest') return 'newest';
  return policy.touch === 'first' ? 'first-touch' : 'last-touch';
}
