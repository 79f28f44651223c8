import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STATUS } from '#app/domain/engine/facts.ts';
import type { LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import { REACH_ALL } from '#app/domain/engine/scene.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import type { OrderCase } from '#app/domain/explain/case.ts';
import { explainNothing } from '#app/domain/explain/explain-nothing.ts';
import { explainReversal } from '#app/domain/explain/explain-reversal.ts';
import { explainRow, type StoredRow } from '#app/domain/explain/explain-row.ts';
import { explanationSchema } from '#app/domain/explain/explanation.ts';
import { partnerView } from '#app/domain/explain/partner-view.ts';
import { recompute } from '#app/domain/explain/recompute.ts';
import { minor, sum } from '#app/domain/money/minor.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { arbNetwork, arbPlan, at, factsOf, priorOf, type Network } from '#tests/domain/engine/arbitrary-network.ts';
import { storedRows } from '#tests/domain/explain/explainable-run.ts';
import { orderCaseOf, personOf } from '#tests/domain/explain/order-case.ts';
import { runs } from '#tests/runs.ts';

const EVENTS = { state: { word: 'estimated' as const }, reversals: [] };

const rowsOf = (network: Network, plan: Plan) =>
  storedRows(runPeriod(factsOf(network), plan, priorOf(network, plan), () => undefined));

test('the amount of every row can be computed again from its explanation alone, after a trip through JSON', () => {
  fc.assert(
    fc.property(arbNetwork, arbPlan, (network, plan) => {
      for (const row of rowsOf(network, plan)) {
        const value = explanationSchema.parse(
          JSON.parse(JSON.stringify(explainRow(orderCaseOf(network, plan, row.order), row, EVENTS))),
        );
        expect(recompute(value)).toBe(row.amountMinor);
        expect(value.earner.number).toBe(row.earner);
      }
    }),
    runs(200),
  );
});

test('whoever has a row is told so, and whoever has none is told one reason', () => {
  fc.assert(
    fc.property(arbNetwork, arbPlan, (network, plan) => {
      const rows = rowsOf(network, plan);
      network.orders.forEach((_, order) => {
        for (const { number } of network.partners) {
          const found = explainNothing(orderCaseOf(network, plan, order), {
            person: personOf(number),
            wasCandidate: false,
          });
          const earns = rows.some((row) => row.order === order && row.earner === number);
          expect(found.kind).toBe(earns ? 'earned' : 'nothing');
          if (found.kind === 'nothing') explanationSchema.parse(found);
        }
      });
    }),
  );
});

/** Cleo's customer bought for 80.00; Ben sponsors Cleo, Anna sponsors Ben. */
function givenCase(
  changes: { plan?: Partial<Plan>; order?: Partial<OrderCase['order']>; statuses?: number[]; active?: boolean[] } = {},
): OrderCase {
  const plan: Plan = {
    ...defaultPlan({ name: 'Standard', currency: 'EUR', cadence: 'month' }),
    activity: { kind: 'customer_volume', volume: 'net', at_least: '50' },
    ...changes.plan,
  };
  const person = (index: number) => ({ number: 1003 - index, name: at(['Cleo', 'Ben', 'Anna'], index) });
  return {
    plan,
    planVersion: 3,
    order: {
      name: '#1042',
      paidOn: '2026-10-29',
      paidAtMs: Date.UTC(2026, 9, 29),
      isOwn: false,
      isTest: false,
      lines: [
        {
          productClass: { tags: [], collections: [] },
          goodsMinor: minor(10_710n),
          discountMinor: minor(1_190n),
          taxMinor: minor(1_520n),
          taxRatePpm: 190_000,
          refundedMinor: minor(0n),
        },
      ],
      notCounted: [{ what: 'shipping', amountMinor: minor(490n) }],
      ...changes.order,
    },
    source: person(0),
    path: [0, 1, 2].map((index) => ({
      person: person(index),
      joinedMs: 0,
      status: changes.statuses?.[index] ?? STATUS.active,
      isActive: changes.active?.[index] ?? true,
      rank: 0,
      title: 0,
      reach: [(changes.active?.[index] ?? true) ? REACH_ALL : 0],
      figures: { ownMinor: 0, customerMinor: 3_000, customerOrders: 0, measured: [] },
    })),
    placed: {},
    atEnd: null,
    period: { from: '2026-10-01', to: '2026-10-31', state: 'open' },
    capped: null,
  };
}

/** Ben's figure for the plan's activity. */
const LACKING = {
  kind: 'active',
  isMet: false,
  of: [{ kind: 'customer_volume', isMet: false, value: { units: '3000' }, atLeast: { units: '5000' } }],
};
const BEN = { person: { number: 1002, name: 'Ben' }, wasCandidate: false };
const reasonFor = (orderCase: OrderCase, asker = BEN) => {
  const found = explainNothing(orderCase, asker);
  return found.kind === 'nothing' ? found.reason : found.kind;
};
const byLevel = (levels: string[]) => ({ kind: 'by_level' as const, levels });
const component = (changes: Partial<LevelWalk>): Partial<Plan> => ({
  components: [
    { ...at(defaultPlan({ name: 'Standard', currency: 'EUR', cadence: 'month' }).components, 0), ...changes },
  ],
});
const line = at(givenCase().order.lines, 0);

test.each<[string, OrderCase, string]>([
  ['an earner has a row', givenCase(), 'earned'],
  ['a test order pays nobody', givenCase({ order: { isTest: true } }), 'test-order'],
  ['an order of nobody pays nobody', { ...givenCase(), source: null, path: [] }, 'not-attributed'],
  [
    'an own order pays the sponsor',
    { ...givenCase({ order: { isOwn: true } }), source: BEN.person, path: givenCase().path.slice(1) },
    'own-order',
  ],
  [
    'an order in another line does not reach Ben',
    { ...givenCase(), path: givenCase().path.slice(0, 1) },
    'not-in-path',
  ],
  [
    'an order returned in full',
    givenCase({ order: { lines: [{ ...line, refundedMinor: minor(8_000n) }] } }),
    'refunded',
  ],
  [
    'goods without commission',
    givenCase({
      plan: component({ tagged_rates: [{ match: 'tag', value: 'Fee', rates: byLevel([]) }] }),
      order: { lines: [{ ...line, productClass: { tags: ['fee'], collections: [] } }] },
    }),
    'no-commission-product',
  ],
  ['an inactive partner', givenCase({ active: [true, false, true] }), 'not-active'],
  ['a suspended partner', givenCase({ statuses: [1, STATUS.suspended, 1] }), 'suspended'],
  ['a partner who has left', givenCase({ statuses: [1, STATUS.terminated, 1] }), 'terminated'],
  ['somebody who joined later', givenCase({ statuses: [1, STATUS.none, 1] }), 'not-a-partner-then'],
  ['a plan of one level', givenCase({ plan: component({ rates: byLevel(['0.10']) }) }), 'plan-ends'],
  [
    'a level without a rate',
    givenCase({ plan: component({ rates: byLevel(['0.10', '0', '0.03']) }) }),
    'no-rate-at-level',
  ],
  [
    'a share below a cent',
    givenCase({
      plan: component({ rates: byLevel(['0.10', '0.00001']) }),
      order: { lines: [{ ...line, refundedMinor: minor(7_900n) }] },
    }),
    'rounded-to-zero',
  ],
  ['a partner further up than the plan looks', givenCase({ plan: component({ max_physical_depth: 1 }) }), 'too-far'],
])('%s', (_, orderCase, reason) => {
  expect(reasonFor(orderCase)).toBe(reason);
});

test('whose code lost against another is told that, not that the order is none of his business', () => {
  const elsewhere = { ...givenCase(), path: givenCase().path.slice(0, 1) };
  expect(reasonFor(elsewhere, { ...BEN, wasCandidate: true })).toBe('attributed-elsewhere');
});

test('in an open period the missing row is shown, after it nothing is held out', () => {
  const open = givenCase({ active: [true, false, true] });
  expect(explainNothing(open, BEN)).toMatchObject({
    wouldBe: { level: 2, ratePpm: 50_000, baseMinor: '8000', amountMinor: '400' },
    need: LACKING,
  });
  expect(explainNothing({ ...open, period: { ...open.period, state: 'accepted' } }, BEN)).toMatchObject({
    wouldBe: null,
  });
});

const ANNAS_ROW: StoredRow = {
  earner: 1001,
  component: 0,
  level: 2,
  ratePpm: 50_000,
  baseMinor: minor(8_000n),
  amountMinor: minor(400n),
  cents: 0,
};

test('a skipped partner is on the path with the figures that made him inactive', () => {
  const value = explainRow(givenCase({ active: [true, false, true] }), ANNAS_ROW, EVENTS);
  expect(value).toMatchObject({
    kind: 'level_pay',
    level: 2,
    base: {
      goodsMinor: '10710',
      discountMinor: '1190',
      taxes: [{ ratePpm: 190_000, amountMinor: '1520' }],
      baseMinor: '8000',
    },
    path: [
      { person: { name: 'Cleo' }, outcome: 'paid', level: 1, amountMinor: '800' },
      {
        person: { name: 'Ben' },
        outcome: 'skipped',
        level: null,
        reason: 'not-active',
        need: LACKING,
      },
      { person: { name: 'Anna' }, outcome: 'paid', level: 2, amountMinor: '400' },
    ],
  });
});

test('a row whose order has changed since is called outdated, not explained wrongly', () => {
  expect(explainRow(givenCase(), ANNAS_ROW, EVENTS)).toEqual({ kind: 'outdated' });
});

test('an order with two rates shows at each row its own goods and the cell of the plan', () => {
  const premium = {
    ...line,
    productClass: { tags: ['PREMIUM'], collections: [] },
    goodsMinor: minor(5_000n),
    discountMinor: minor(0n),
    taxMinor: minor(0n),
  };
  const orderCase = givenCase({
    plan: component({ tagged_rates: [{ match: 'tag', value: 'Premium', rates: byLevel(['0.20']) }] }),
    order: { lines: [line, premium] },
  });
  const row = {
    ...ANNAS_ROW,
    earner: 1003,
    level: 1,
    ratePpm: 200_000,
    baseMinor: minor(5_000n),
    amountMinor: minor(1_000n),
  };
  expect(explainRow(orderCase, row, EVENTS)).toMatchObject({
    rate: { kind: 'cell', table: { kind: 'tag', value: 'Premium' } },
    base: { goodsMinor: '5000', taxes: [], baseMinor: '5000', otherGoodsMinor: '8000' },
  });
});

test('what a partner may not see is not in the value', () => {
  const value = explainRow(givenCase({ active: [true, false, true] }), ANNAS_ROW, EVENTS);
  if (value.kind === 'outdated') throw new Error('outdated');
  const seen = partnerView(value, { mayName: (number) => number === 1003, mayKnowWhy: () => false });
  expect(JSON.stringify(seen)).not.toMatch(/Ben|1002|3000|800"|not-active/);
  expect(seen).toMatchObject({
    source: { name: 'Cleo' },
    path: [{ outcome: 'paid' }, { outcome: 'skipped', person: { name: null } }, {}],
  });
  const cleos = { ...value, earner: { number: 1003, name: 'Cleo' } };
  expect(partnerView(cleos, { mayName: () => true, mayKnowWhy: () => true })).toMatchObject({
    path: [{ person: { name: 'Cleo' } }],
  });
});

test('refunds, however they are split, explain shares that add up to the row', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
      fc.array(fc.bigInt({ min: 1n, max: 10n ** 7n }), { minLength: 1, maxLength: 6 }),
      (amount, parts) => {
        const baseMinor = sum(parts);
        const period = givenCase().period;
        let before = 0n;
        const back = parts.map((refunded) => {
          const posted = explainReversal({
            currency: 'EUR',
            earner: BEN.person,
            order: { name: '#987', paidOn: '2026-10-09', isOwn: false },
            original: { amountMinor: minor(amount), baseMinor, period },
            refundedBeforeMinor: minor(before),
            refundedMinor: minor(refunded),
            refundedOn: '2026-11-12',
            amountMinor: minor(0n),
            period,
          });
          before += refunded;
          return recompute(explanationSchema.parse(posted));
        });
        expect(sum(back)).toBe(-amount);
      },
    ),
  );
});
