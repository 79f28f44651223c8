import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attributionPolicySchema, DEFAULT_POLICY } from '#app/domain/attribution/policy.ts';
import { evidenceOf, type Evidence } from '#app/domain/attribution/evidence.ts';
import { lookupsOf } from '#app/domain/attribution/lookups.ts';
import { receiptSchema } from '#app/domain/attribution/receipt.ts';
import {
  ANNA,
  BEN,
  CLEO,
  ORDER,
  ORDERED,
  RECORDS,
  arbEvidence,
  arbPolicy,
  cart,
  daysBefore,
  decided,
  discount,
  landing,
  manual,
  policyWith,
} from '#tests/domain/attribution/attribution-fixtures.ts';

const OWN_OF_CLEO = { customerId: 7001n, partner: CLEO, validFrom: new Date(0), validTo: null };
const arbAll = fc.array(arbEvidence, { maxLength: 8 });

test('the order in which evidence arrives does not matter', () => {
  fc.assert(
    fc.property(
      arbAll.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      arbPolicy,
      ([all, shuffled], policy) => {
        expect(decided(shuffled, { policy })).toEqual(decided(all, { policy }));
      },
    ),
  );
});

test('a receipt names every piece of evidence exactly once, one of them as the winner at most, and survives JSON', () => {
  fc.assert(
    fc.property(arbAll, arbPolicy, fc.boolean(), (evidence, policy, isTest) => {
      const receipt = decided(evidence, { policy, order: { ...ORDER, isTest } });
      const name = ({ kind, received, source }: { kind: string; received: string; source: string | null }) =>
        `${kind} ${received} ${source}`;
      expect(receipt.candidates.map(name).toSorted()).toEqual(evidence.map(name).toSorted());
      const unbeaten = receipt.candidates.flatMap(({ lost }, index) => (lost === null ? [index] : []));
      expect(unbeaten).toEqual(receipt.outcome.kind === 'partner' ? [receipt.outcome.candidate] : []);
      expect(receiptSchema.parse(JSON.parse(JSON.stringify(receipt)))).toEqual(receipt);
    }),
  );
});

test('evidence of a weaker kind never changes the winner', () => {
  fc.assert(
    fc.property(arbAll, arbEvidence, arbPolicy, (evidence, more, policy) => {
      const { outcome, candidates } = decided(evidence, { policy });
      fc.pre(outcome.kind === 'partner');
      const winner = candidates[outcome.candidate];
      const position = policy.priority.indexOf(more.kind);
      fc.pre(position < 0 || (winner !== undefined && position > policy.priority.indexOf(winner.kind)));
      expect(decided([...evidence, more], { policy }).outcome).toMatchObject({ partner: outcome.partner });
    }),
  );
});

test('a code that nobody has never wins, nor does one of a partner who is not active', () => {
  const lookups = lookupsOf({ ...RECORDS, statuses: RECORDS.statuses.filter(({ partner }) => partner !== BEN) });
  fc.assert(
    fc.property(arbAll, arbPolicy, (evidence, policy) => {
      const { outcome } = decided(evidence, { policy, lookups });
      if (outcome.kind === 'partner') expect([ANNA, CLEO]).toContain(outcome.partner);
    }),
  );
  expect(decided(discount('NOBODY')).candidates).toMatchObject([
    { received: 'NOBODY', partner: null, lost: 'unknown-code' },
  ]);
});

test('an order that staff give to nobody is nobody’s, a partner’s own one too; the receipt keeps who would have had it', () => {
  const said = manual(null, daysBefore(-9), 'z');
  const lookups = lookupsOf({ ...RECORDS, ownAccounts: [OWN_OF_CLEO] });
  fc.assert(
    fc.property(arbAll, fc.boolean(), (evidence, isOwn) => {
      const receipt = decided([...evidence, ...said], isOwn ? { lookups } : {});
      expect(receipt.outcome).toEqual({ kind: 'nobody', reason: 'by-hand' });
      expect(receipt.candidates.filter(({ lost }) => lost === null)).toMatchObject([{ source: 'z', partner: null }]);
    }),
  );
  expect(decided([...said, ...discount('BEN')])).toMatchObject({ otherwise: 1, candidates: [{}, { partner: BEN }] });
  const withoutStaff = policyWith({ priority: DEFAULT_POLICY.priority.filter((kind) => kind !== 'manual') });
  expect(decided([...said, ...discount('BEN')], { policy: withoutStaff }).outcome).toMatchObject({ partner: BEN });
  expect(decided(said, { order: { ...ORDER, isTest: true } }).outcome).toMatchObject({ reason: 'test-order' });
});

test('what would have won otherwise names another partner', () => {
  fc.assert(
    fc.property(arbAll, arbPolicy, (evidence, policy) => {
      const { outcome, otherwise, candidates } = decided(evidence, { policy });
      fc.pre(outcome.kind === 'partner' && otherwise !== null);
      const rival = candidates[otherwise ?? -1];
      expect(rival?.partner).not.toBe(outcome.kind === 'partner' ? outcome.partner : null);
      const without = evidence.filter(
        (one) =>
          decided([one], { policy }).candidates[0]?.partner !== (outcome.kind === 'partner' ? outcome.partner : null),
      );
      expect(decided(without, { policy }).outcome).toMatchObject({ partner: rival?.partner });
    }),
  );
});

test('the kind decides before the touch, and the receipt says so', () => {
  const receipt = decided([
    ...landing('ANNA'),
    ...cart('CLEO', daysBefore(3)),
    ...cart('ANNA', daysBefore(1)),
    ...discount('BEN'),
  ]);
  expect(receipt.outcome).toEqual({ kind: 'partner', partner: BEN, candidate: 0, rule: 'priority' });
  expect(receipt.candidates.map(({ kind, partner, lost }) => [kind, partner, lost])).toEqual([
    ['discount_code', BEN, null],
    ['cart_attribute', ANNA, 'lower-priority'],
    ['cart_attribute', CLEO, 'lower-priority'],
    ['landing_site_ref', ANNA, 'lower-priority'],
  ]);
  expect(receipt.otherwise).toBe(1);
});

test('inside a kind the policy chooses the first or the last touch', () => {
  const touches = [...cart('ANNA', daysBefore(9)), ...cart('BEN', daysBefore(2))];
  expect(decided(touches).outcome).toMatchObject({ partner: BEN, rule: 'last-touch' });
  expect(decided(touches, { policy: policyWith({ touch: 'first' }) }).outcome).toMatchObject({
    partner: ANNA,
    rule: 'first-touch',
  });
});

test.each([
  [new Date(daysBefore(30).getTime()), null],
  [new Date(daysBefore(30).getTime() - 1000), 'outside-window'],
])('a touch at %s, in a window of 30 days, is lost by: %s', (touch, lost) => {
  expect(decided(cart('ANNA', touch)).candidates[0]?.lost).toBe(lost);
});

test('a touch that claims to be later than the order, or has no instant, is taken as the order’s time', () => {
  const late = decided(cart('ANNA', daysBefore(-9)));
  const bare = decided(cart('ANNA'));
  expect(late.candidates[0]).toMatchObject({ countedAt: ORDERED.toISOString(), lost: null });
  expect(bare.candidates[0]).toMatchObject({ touchedAt: null, countedAt: ORDERED.toISOString(), lost: null });
});

test('the newest manual assignment counts, also under first touch and after the order', () => {
  const evidence = [...manual(ANNA, daysBefore(-1), 'a'), ...manual(BEN, daysBefore(-2), 'b'), ...discount('CLEO')];
  expect(decided(evidence, { policy: policyWith({ touch: 'first' }) }).outcome).toMatchObject({
    partner: BEN,
    rule: 'newest',
  });
});

test('a partner’s own order stays in the upline, whatever code it carries; by policy nobody earns', () => {
  const lookups = lookupsOf({
    ...RECORDS,
    ownAccounts: [{ customerId: 7001n, partner: CLEO, validFrom: daysBefore(5), validTo: null }],
  });
  const own = decided([...cart('CLEO'), ...discount('BEN')], { lookups });
  expect(own).toMatchObject({ buyerPartner: CLEO, outcome: { kind: 'own_order', partner: CLEO }, otherwise: 0 });
  expect(own.candidates.map(({ lost }) => lost)).toEqual(['own-order', 'self-referral']);
  const nobody = decided(discount('BEN'), { lookups, policy: policyWith({ self_purchase: 'nobody' }) });
  expect(nobody.outcome).toEqual({ kind: 'nobody', reason: 'self-purchase' });
  const before = { ...ORDER, orderedAt: daysBefore(9), paidAt: daysBefore(9) };
  expect(decided(discount('BEN'), { lookups, order: before }).outcome).toMatchObject({ kind: 'partner', partner: BEN });
});

test('an own account counts from its first instant to before its last', () => {
  const account = { customerId: 7001n, partner: CLEO, validFrom: daysBefore(5), validTo: daysBefore(1) };
  const { buyerPartner } = lookupsOf({ ...RECORDS, ownAccounts: [account] });
  const buyers = [6, 5, 2, 1].map((days) => buyerPartner(7001n, daysBefore(days)));
  expect(buyers).toEqual([null, CLEO, CLEO, null]);
});

test('a test order names its candidate and pays nobody', () => {
  const receipt = decided(discount('BEN'), { order: { ...ORDER, isTest: true } });
  expect(receipt).toMatchObject({ outcome: { kind: 'nobody', reason: 'test-order' }, otherwise: 0 });
  expect(receipt.candidates).toMatchObject([{ partner: BEN, lost: 'test-order' }]);
});

test('a status counts at the paid instant: suspended in between, the next candidate wins', () => {
  const lookups = lookupsOf({
    ...RECORDS,
    statuses: [...RECORDS.statuses, { partner: BEN, isActive: false, validFrom: daysBefore(-3) }],
  });
  const evidence = [...discount('BEN'), ...landing('ANNA')];
  const paidAfter = (days: number) => decided(evidence, { lookups, order: { ...ORDER, paidAt: daysBefore(-days) } });
  expect(paidAfter(2).outcome).toMatchObject({ partner: BEN });
  expect(paidAfter(3).outcome).toMatchObject({ partner: ANNA });
  expect(paidAfter(3).candidates[0]?.lost).toBe('partner-inactive');
});

test('evidence is found in codes, cart, lines and the landing page of an order', () => {
  const line = { properties: [{ name: '_lineage_ref', value: 'BEN.1773133200' }], lineId: 101n };
  const found = evidenceOf({
    discountCodes: ['SUMMER-10'],
    noteAttributes: [{ name: '_lineage_ref', value: '<script>' }],
    lines: [line as never],
    landingSite: '/products/tea?utm=x&ref=ANNA#top',
    landingSiteRef: null,
  });
  const brief = ({ kind, claim, source }: Evidence) => [kind, claim, source];
  expect(found.map(brief)).toEqual([
    ['discount_code', { by: 'code', code: 'SUMMER-10' }, null],
    ['cart_attribute', { by: 'unreadable' }, null],
    ['line_property', { by: 'code', code: 'BEN' }, '101'],
    ['landing_site_ref', { by: 'code', code: 'ANNA' }, null],
  ]);
});

test('a policy names each kind once and knows no other fields', () => {
  expect(attributionPolicySchema.parse(DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
  expect(attributionPolicySchema.safeParse(policyWith({ priority: ['manual', 'manual'] })).success).toBe(false);
  expect(attributionPolicySchema.safeParse({ ...DEFAULT_POLICY, luck: true }).success).toBe(false);
});
