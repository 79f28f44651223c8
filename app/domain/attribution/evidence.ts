import { parseCapture } from '#app/domain/attribution/codes.ts';
import type { OrderFacts } from '#app/domain/orders/order-facts.ts';

interface KindRules {
  /** What limits its age: the policy's window, the link's lifetime, or nothing. */
  ageLimit: 'window' | 'link_lifetime' | 'none';
  /** Which of several of the kind counts: as the policy says, or always the newest. */
  choose: 'by_policy' | 'newest';
}

/** Every kind of evidence, in the order of the default policy. A further kind is one more entry here. */
export const EVIDENCE_KINDS = {
  manual: { ageLimit: 'none', choose: 'newest' },
  customer_link: { ageLimit: 'link_lifetime', choose: 'newest' },
  discount_code: { ageLimit: 'window', choose: 'by_policy' },
  cart_attribute: { ageLimit: 'window', choose: 'by_policy' },
  line_property: { ageLimit: 'window', choose: 'by_policy' },
  landing_site_ref: { ageLimit: 'window', choose: 'by_policy' },
} as const satisfies Record<string, KindRules>;

export type EvidenceKind = keyof typeof EVIDENCE_KINDS;
export const EVIDENCE_KIND_NAMES = Object.keys(EVIDENCE_KINDS) as [EvidenceKind, ...EvidenceKind[]];

/** A code is looked up and never trusted; a partner's number comes from our own records. */
export type Claim =
  | { by: 'code'; code: string }
  | { by: 'partner'; partner: number }
  /** Staff say that no partner is to have it. */
  | { by: 'nobody' }
  | { by: 'unreadable' };

export interface Evidence {
  kind: EvidenceKind;
  /** As received, cut where it gets longer than anything meaningful. */
  received: string;
  claim: Claim;
  /** Null means the order's own time. */
  touchedAt: Date | null;
  /** Customer link only: the instant from which it counts no longer. */
  endedAt: Date | null;
  /** Where it was found: a line, an assignment, the order that made the link. */
  source: string | null;
}

/** A buyer may write a novel into a cart attribute; the receipt keeps its beginning. */
const RECEIVED_LENGTH_MAX = 120;

const captured = (kind: EvidenceKind, received: string, source: string | null): Evidence => {
  const capture = parseCapture(received);
  return {
    kind,
    received: received.slice(0, RECEIVED_LENGTH_MAX),
    claim: capture ? { by: 'code', code: capture.code } : { by: 'unreadable' },
    touchedAt: capture?.touchedAt ?? null,
    endedAt: null,
    source,
  };
};

/** A discount code has no touch, and may be any text: most are the merchant's own and name nobody. */
const discountCode = (code: string): Evidence => ({
  ...captured('discount_code', '', null),
  received: code.slice(0, RECEIVED_LENGTH_MAX),
  claim: { by: 'code', code },
});

/** All evidence that an order itself carries. Manual assignments and customer links come from our own records. */
export function evidenceOf(
  facts: Pick<OrderFacts, 'discountCodes' | 'noteAttributes' | 'lines' | 'landingSite' | 'landingSiteRef'>,
): Evidence[] {
  const landing = facts.landingSiteRef ?? referralIn(facts.landingSite);
  return [
    ...facts.discountCodes.map(discountCode),
    ...facts.noteAttributes.map(({ value }) => captured('cart_attribute', value, null)),
    ...facts.lines.flatMap(({ lineId, properties }) =>
      properties.map(({ value }) => captured('line_property', value, lineId.toString())),
    ),
    ...(landing ? [captured('landing_site_ref', landing, null)] : []),
  ];
}

/** The code in `/products/tea?ref=ANNA`, for orders where Shopify did not read it itself. */
function referralIn(landingSite: string | null): string | null {
  const query = landingSite?.split('#')[0]?.split('?')[1];
  return query === undefined ? null : new URLSearchParams(query).get('ref');
}

/** A staff member says whose order it is, nobody's (null) included. Of several assignments the newest counts. */
export function manualEvidence(assignment: {
  partner: number | null;
  assignedAt: Date;
  assignmentId: string;
}): Evidence {
  const { partner, assignedAt, assignmentId } = assignment;
  const said = partner === null ? OF_NOBODY : ofPartner('manual', partner);
  return { ...said, touchedAt: assignedAt, source: assignmentId };
}

/** The customer belongs to a partner since an earlier order (design 9.8, 9.24). */
export interface CustomerLink {
  partner: number;
  /** The own time of the order that made it. */
  since: Date;
  orderId: bigint;
  endedAt: Date | null;
}

export function linkEvidence({ partner, since, orderId, endedAt }: CustomerLink): Evidence {
  return { ...ofPartner('customer_link', partner), touchedAt: since, endedAt, source: orderId.toString() };
}

const ofPartner = (kind: EvidenceKind, partner: number): Evidence => ({
  kind,
  received: partner.toString(),
  claim: { by: 'partner', partner },
  touchedAt: null,
  endedAt: null,
  source: null,
});

const OF_NOBODY: Evidence = {
  kind: 'manual',
  received: 'nobody',
  claim: { by: 'nobody' },
  touchedAt: null,
  endedAt: null,
  source: null,
};
