import fc from 'fast-check';
import { expect, test } from 'vitest';
import { currency } from '#app/domain/money/currency.ts';
import { carriesVolume } from '#app/domain/volume/classify-line.ts';
import { convert } from '#app/domain/volume/convert.ts';
import { fullyRefundedAt, takeBacksOf } from '#app/domain/volume/take-backs.ts';
import { volumeEntries } from '#app/domain/volume/volume-entries.ts';
import { orderFacts } from '#tests/domain/orders/order-facts-of.ts';
import type { OrderSpec } from '#tests/domain/orders/order-fixtures.ts';
import {
  EUR,
  PAID,
  PAID_AT,
  arbRefundedOrder,
  lineSum,
  stored,
  sumsBySource,
} from '#tests/domain/volume/volume-fixtures.ts';

const AT = '2026-03-12T09:00:00Z';

test('whatever is refunded and however it is split, a line is worth between 0 and what was paid', () => {
  fc.assert(
    fc.property(arbRefundedOrder, (spec) => {
      const facts = orderFacts(spec);
      const entries = stored([facts]);
      for (const line of facts.lines) {
        const rest = lineSum(entries, line.lineId);
        expect(rest >= 0n && rest <= (carriesVolume(line) ? line.netMinor : 0n)).toBe(true);
      }
    }),
  );
});

test('when the last unit is back, or the last cent, or the order is cancelled, exactly nothing is left', () => {
  fc.assert(
    fc.property(arbRefundedOrder, fc.constantFrom('units', 'money', 'cancel'), (spec, how) => {
      const facts = orderFacts(spec);
      const last = { id: 900, at: '2026-04-01T00:00:00Z' };
      const units = facts.lines.flatMap((line) =>
        line.currentQuantity > 0 ? [{ line: Number(line.lineId), quantity: line.currentQuantity }] : [],
      );
      const refunds = { units: [{ ...last, lines: units }], money: [{ ...last, moved: 10_000_000 }], cancel: [] }[how];
      const whole = orderFacts({
        ...spec,
        ...(how === 'cancel' ? { cancelledAt: AT } : {}),
        refunds: [...spec.refunds, ...refunds],
      });
      const entries = stored([facts, whole]);
      for (const { lineId } of whole.lines) expect(lineSum(entries, lineId)).toBe(0n);
      expect(fullyRefundedAt(whole)).not.toBeNull();
    }),
  );
});

test('applied twice it adds nothing', () => {
  fc.assert(
    fc.property(arbRefundedOrder, (spec) => {
      const facts = orderFacts(spec);
      expect(volumeEntries(facts, stored([facts]), PAID)).toEqual([]);
    }),
  );
});

test('whatever states came before and in whatever order, the sums per source are those of the last state', () => {
  fc.assert(
    fc.property(arbRefundedOrder, fc.array(fc.nat()), fc.boolean(), (spec, seen, isCancelled) => {
      const state = (count: number) => orderFacts({ ...spec, refunds: spec.refunds.slice(0, count) });
      const final = orderFacts({ ...spec, ...(isCancelled ? { cancelledAt: AT } : {}) });
      const earlier = seen.map((pick) => state(pick % (spec.refunds.length + 1)));
      const entries = stored([...earlier, final]);
      expect(sumsBySource(entries)).toEqual(sumsBySource(stored([final])));
      expect(new Set(entries.map(({ sourceKey }) => sourceKey)).size).toBe(entries.length);
    }),
  );
});

const twoLines: OrderSpec = {
  lines: [
    { price: 6000, taxes: [1140] },
    { price: 2000, quantity: 2, taxes: [760] },
  ],
};
const sums = (spec: Partial<OrderSpec>) =>
  sumsBySource(stored([orderFacts(twoLines), orderFacts({ ...twoLines, ...spec })]));

test('goods take back the share of their units, also for less money (a fee kept)', () => {
  const expected = { 'paid:101': 6000n, 'paid:102': 4000n, 'refund:801:102': -2000n };
  expect(sums({ refunds: [{ moved: 2380, lines: [{ line: 102, quantity: 1 }] }] })).toEqual(expected);
  expect(sums({ refunds: [{ moved: 1900, lines: [{ line: 102, quantity: 1 }] }] })).toEqual(expected);
  expect(sums({ refunds: [{ moved: 0, lines: [{ line: 102, quantity: 1 }] }] })).toEqual(expected);
});

test('an amount without goods becomes net and is spread by net value over what is left', () => {
  expect(sums({ refunds: [{ moved: 1190 }] })).toMatchObject({ 'refund:801:101': -600n, 'refund:801:102': -400n });
  const partly = {
    refunds: [
      { moved: 2380, lines: [{ line: 102, quantity: 1 }] },
      { moved: 952, at: '2026-03-13T09:00:00Z' },
    ],
  };
  expect(sums(partly)).toMatchObject({ 'refund:802:101': -600n, 'refund:802:102': -200n });
});

test('an amount above everything that is left takes what is left', () => {
  expect(sums({ refunds: [{ moved: 99_999 }] })).toMatchObject({ 'refund:801:101': -6000n, 'refund:801:102': -4000n });
});

test('shipping given back carries no volume, with its tax; nor does a cent of tax rounding beside goods', () => {
  expect(sums({ shipping: 500, refunds: [{ moved: 595, shipping: { subtotal: 500, tax: 95 } }] })).toEqual({
    'paid:101': 6000n,
    'paid:102': 4000n,
  });
  const rounding = { refunds: [{ moved: 2381, lines: [{ line: 102, quantity: 1 }] }] };
  expect(sums(rounding)).toMatchObject({ 'refund:801:102': -2000n });
  expect(sums(rounding)).not.toHaveProperty('refund:801:101');
});

test('money that is pending is not given back yet; once it moved, a correction follows', () => {
  const pending = orderFacts({ ...twoLines, refunds: [{ moved: 1190, status: 'pending' }] });
  const done = orderFacts({ ...twoLines, refunds: [{ moved: 1190 }] });
  expect(sumsBySource(stored([pending]))).toEqual({ 'paid:101': 6000n, 'paid:102': 4000n });
  expect(sumsBySource(stored([pending, done]))).toMatchObject({ 'refund:801:101': -600n });
});

test('a cancellation takes the rest at its own instant and carries its reason, as does the refund made with it', () => {
  const cancelled = orderFacts({
    ...twoLines,
    cancelledAt: AT,
    cancelReason: 'inventory',
    refunds: [{ moved: 2380, at: AT, lines: [{ line: 102, quantity: 1 }] }],
  });
  const entries = volumeEntries(cancelled, stored([orderFacts(twoLines)]), PAID);
  expect(
    entries.map(({ sourceKey, baseMinor, reason, reversalGroup, occurredAt }) => [
      sourceKey,
      baseMinor,
      reason,
      reversalGroup,
      occurredAt,
    ]),
  ).toEqual([
    ['cancel:101', -6000n, 'inventory', 'cancel', new Date(AT)],
    ['refund:801:102', -2000n, 'inventory', 'refund:801', new Date(AT)],
    ['cancel:102', -2000n, 'inventory', 'cancel', new Date(AT)],
  ]);
});

test('a removed line goes back at once; the money that follows is not spread over the others', () => {
  const removed = {
    lines: [
      { price: 6000, taxes: [1140], currentQuantity: 0 },
      { price: 2000, quantity: 2, taxes: [760] },
    ],
  };
  const expected = { 'paid:101': 6000n, 'paid:102': 4000n, 'edit:101': -6000n };
  const states = [orderFacts(twoLines), orderFacts(removed)];
  expect(sumsBySource(stored(states))).toEqual(expected);
  const refunded = orderFacts({ ...removed, refunds: [{ moved: 7140 }] });
  expect(sumsBySource(stored([...states, refunded]))).toEqual(expected);
  const more = orderFacts({ ...removed, refunds: [{ moved: 7140 }, { moved: 1190, at: '2026-03-13T09:00:00Z' }] });
  expect(sumsBySource(stored([...states, more]))).toEqual({ ...expected, 'refund:802:102': -1000n });
});

test('goods that went back without money are paid by the refund that follows, before anything is spread', () => {
  const goods = { moved: 0, lines: [{ line: 102, quantity: 1 }] };
  const expected = { 'paid:101': 6000n, 'paid:102': 4000n, 'refund:801:102': -2000n };
  expect(sums({ refunds: [goods, { moved: 2380, at: '2026-03-13T09:00:00Z' }] })).toEqual(expected);
});

test('where prices include tax, so do refunded goods and shipping', () => {
  const lines = [
    { price: 11_900, taxes: [1900] },
    { price: 11_900, taxes: [1900] },
  ];
  const refunds = [{ moved: 12_495, shipping: { subtotal: 595, tax: 95 }, lines: [{ line: 101, quantity: 1 }] }];
  const entries = stored([orderFacts({ taxesIncluded: true, shipping: 595, lines, refunds })]);
  expect(sumsBySource(entries)).toEqual({ 'paid:101': 10_000n, 'paid:102': 10_000n, 'refund:801:101': -10_000n });
  const more = refunds.map((refund) => ({ ...refund, moved: refund.moved + 1190 }));
  const spread = stored([orderFacts({ taxesIncluded: true, shipping: 595, lines, refunds: more })]);
  expect(sumsBySource(spread)).toMatchObject({ 'refund:801:101': -10_000n, 'refund:801:102': -1000n });
});

test('a discount that an edit gives counts at once, also while something else is owed', () => {
  const before = orderFacts({ lines: [{ price: 2000 }] });
  const owed = orderFacts({ lines: [{ price: 2000, discounts: [500] }, { price: 900 }], status: 'partially_paid' });
  expect(sumsBySource(stored([before, owed]))).toEqual({ 'paid:101': 1500n });
});

test('units that are gone from a cancelled order are the cancellation’s', () => {
  const cancelled = { lines: [{ price: 6000, currentQuantity: 0 }], cancelledAt: AT, cancelReason: 'customer' };
  expect(sumsBySource(stored([orderFacts(cancelled)]))).toEqual({ 'paid:101': 6000n, 'cancel:101': -6000n });
});

test.each([
  ['2026-03-12T08:59:00Z', 'inventory'],
  ['2026-03-12T08:58:59Z', null],
])('a refund at %s, of an order that was cancelled at 09:00, has the reason %s', (at, reason) => {
  const refunds = [{ moved: 100, at, lines: [{ line: 101, quantity: 1 }] }];
  const [taken] = takeBacksOf(
    orderFacts({ lines: [{ price: 100 }], cancelledAt: AT, cancelReason: 'inventory', refunds }),
  );
  expect(taken).toMatchObject({ kind: 'refund', reason });
});

test('a removal that turns out to be a refund line moves to that refund', () => {
  const removed = orderFacts({ lines: [{ price: 6000, currentQuantity: 0 }] });
  const refunded = orderFacts({ lines: [{ price: 6000 }], refunds: [{ lines: [{ line: 101, quantity: 1 }] }] });
  const entries = stored([orderFacts({ lines: [{ price: 6000 }] }), removed, refunded]);
  expect(entries.map(({ sourceKey, baseMinor }) => [sourceKey, baseMinor])).toEqual([
    ['paid:101', 6000n],
    ['edit:101', -6000n],
    ['refund:801:101', -6000n],
    ['edit:101~2', 6000n],
  ]);
});

test('an added line or unit counts once its difference is paid, as an edit dated like the order', () => {
  const before = orderFacts({ lines: [{ price: 2000 }] });
  const spec: OrderSpec = { lines: [{ price: 2000, quantity: 3 }, { price: 700 }] };
  const owed = orderFacts({ ...spec, status: 'partially_paid' });
  const known = stored([before, owed]);
  expect(sumsBySource(known)).toEqual({ 'paid:101': 2000n });
  expect(volumeEntries(orderFacts(spec), known, PAID)).toMatchObject([
    { kind: 'edit', sourceKey: 'paid:101~2', baseMinor: 4000n, occurredAt: PAID_AT, reversalGroup: null },
    { kind: 'edit', sourceKey: 'paid:102', baseMinor: 700n, occurredAt: PAID_AT },
  ]);
});

test('unpaid and test orders, gift cards and tips carry nothing', () => {
  const spec: OrderSpec = { lines: [{ price: 5000, giftCard: true }, { price: 1000 }], tip: 300 };
  expect(volumeEntries(orderFacts(spec), [], { ...PAID, paidAt: null })).toEqual([]);
  expect(volumeEntries(orderFacts({ ...spec, test: true }), [], PAID)).toEqual([]);
  expect(volumeEntries(orderFacts(spec), [], PAID).map(({ lineId, baseMinor }) => [lineId, baseMinor])).toEqual([
    [102n, 1000n],
  ]);
});

test('shop money becomes the network’s by the stored rate, rounded once, decimals of both minded', () => {
  const chf = { from: currency('CHF'), to: currency('EUR'), rate: '1.0725' };
  const facts = orderFacts({ currency: 'CHF', lines: [{ price: 10_001 }] });
  expect(sumsBySource(stored([facts], { paidAt: PAID_AT, exchange: chf }))).toEqual({ 'paid:101': 10_726n });
  expect(convert(facts.totals.goodsNetMinor, { from: currency('JPY'), to: currency('EUR'), rate: '0.0061' })).toBe(
    6101n,
  );
  expect(() => convert(facts.totals.goodsNetMinor, { ...EUR, rate: '1.1' })).toThrow('a rate of 1.1 within EUR');
  expect(() => convert(facts.totals.goodsNetMinor, { ...chf, rate: '1e3' })).toThrow('not a rate');
});

test('in another currency a line still ends at exactly nothing', () => {
  const chf = { paidAt: PAID_AT, exchange: { from: currency('EUR'), to: currency('CHF'), rate: '0.937' } };
  fc.assert(
    fc.property(arbRefundedOrder, (spec) => {
      const whole = orderFacts({
        ...spec,
        refunds: [...spec.refunds, { id: 900, at: '2026-04-01T00:00:00Z', moved: 10_000_000 }],
      });
      const entries = stored([orderFacts(spec), whole], chf);
      for (const { lineId } of whole.lines) expect(lineSum(entries, lineId)).toBe(0n);
    }),
  );
});

test('an order is fully refunded by the event that took the last of it', () => {
  expect(fullyRefundedAt(orderFacts(twoLines))).toBeNull();
  expect(fullyRefundedAt(orderFacts({ ...twoLines, refunds: [{ moved: 11_900, at: AT }] }))).toEqual(new Date(AT));
  expect(takeBacksOf(orderFacts({ lines: [{ price: 0 }], cancelledAt: AT }))).toEqual([]);
  expect(fullyRefundedAt(orderFacts({ lines: [{ price: 0 }], cancelledAt: AT }))).toBeNull();
});
