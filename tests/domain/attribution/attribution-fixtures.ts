import fc from 'fast-check';
import { lookupsOf, type AttributionRecords } from '#app/domain/attribution/lookups.ts';
import { evidenceOf, manualEvidence, type Evidence } from '#app/domain/attribution/evidence.ts';
import { DEFAULT_POLICY, type AttributionPolicy } from '#app/domain/attribution/policy.ts';
import { decide, type DecidedOrder } from '#app/domain/attribution/decide.ts';

export const ANNA = 1001;
export const BEN = 1002;
export const CLEO = 1003;
const ALWAYS = new Date(0);

export const DAY_MS = 86_400_000;
export const ORDERED = new Date('2026-03-10T12:00:00Z');
export const daysBefore = (days: number, from: Date = ORDERED): Date => new Date(from.getTime() - days * DAY_MS);
export const seconds = (at: Date): number => at.getTime() / 1000;

export const RECORDS: AttributionRecords = {
  codes: [
    { code: 'ANNA', partner: ANNA },
    { code: 'BEN', partner: BEN },
    { code: 'CLEO', partner: CLEO },
  ],
  statuses: [ANNA, BEN, CLEO].map((partner) => ({ partner, isActive: true, validFrom: ALWAYS })),
  ownAccounts: [],
};
export const LOOKUPS = lookupsOf(RECORDS);

export const ORDER: DecidedOrder = {
  orderId: 5001n,
  orderedAt: ORDERED,
  paidAt: ORDERED,
  customerId: 7001n,
  isTest: false,
};

const NOTHING = { discountCodes: [], noteAttributes: [], lines: [], landingSite: null, landingSiteRef: null };
export const discount = (code: string): Evidence[] => evidenceOf({ ...NOTHING, discountCodes: [code] });
export const landing = (code: string): Evidence[] => evidenceOf({ ...NOTHING, landingSiteRef: code });
export const cart = (code: string, at?: Date): Evidence[] =>
  evidenceOf({ ...NOTHING, noteAttributes: [{ name: '_lineage_ref', value: at ? `${code}.${seconds(at)}` : code }] });
export const manual = (partner: number | null, at: Date, assignmentId = 'a'): Evidence[] => [
  manualEvidence({ partner, assignedAt: at, assignmentId }),
];

export const policyWith = (changes: Partial<AttributionPolicy>): AttributionPolicy => ({
  ...DEFAULT_POLICY,
  ...changes,
});

export const decided = (evidence: Evidence[], changes: Partial<Parameters<typeof decide>[0]> = {}) =>
  decide({ order: ORDER, evidence, policy: DEFAULT_POLICY, policyVersion: 1, lookups: LOOKUPS, ...changes });

const arbCode = fc.constantFrom('ANNA', 'anna', 'BEN', '8EN', 'CLEO', 'NOBODY', '???');
const arbTouch = fc.integer({ min: -60, max: 5 }).map((days) => new Date(ORDERED.getTime() + days * DAY_MS));
export const arbEvidence: fc.Arbitrary<Evidence> = fc
  .oneof(
    arbCode.map((code) => discount(code)),
    fc.tuple(arbCode, arbTouch).map(([code, at]) => cart(code, at)),
    fc
      .tuple(arbCode, arbTouch, fc.integer({ min: 1, max: 3 }))
      .map(([code, at, line]) =>
        cart(code, at).map((one) => ({ ...one, kind: 'line_property' as const, source: `${line}` })),
      ),
    arbCode.map((code) => landing(code)),
    fc.tuple(fc.constantFrom(ANNA, BEN, CLEO), arbTouch).map(([partner, at]) => manual(partner, at)),
  )
  .map(([one]) => one as Evidence);

export const arbPolicy: fc.Arbitrary<AttributionPolicy> = fc.record({
  priority: fc.shuffledSubarray([...DEFAULT_POLICY.priority]),
  touch: fc.constantFrom('first', 'last'),
  window_days: fc.integer({ min: 1, max: 60 }),
  link_lifetime_days: fc.constantFrom(0, 10, 40),
  binds: fc.constantFrom('everyone', 'new_customers', 'nobody'),
  self_purchase: fc.constantFrom('upline', 'nobody'),
  capture_consent: fc.constant('wait'),
});
