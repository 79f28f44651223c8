import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseResult } from '#app/domain/case/run-case.ts';
import type { LevelWalk } from '#app/domain/engine/primitives/level-walk.ts';
import type { Caps } from '#app/domain/plan/caps.ts';
import { defaultPlan } from '#app/domain/plan/default-plan.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import { at } from '#tests/domain/engine/arbitrary-network.ts';
import { netAtLeast, planOf, rankOf, runSmall } from '#tests/domain/engine/small-case.ts';

const NO_CAPS: Caps = { order: { kind: 'none' }, partner: { kind: 'none' }, company: { kind: 'none' } };

/** A walk that pays 100 % to the seller, or the given rates. */
const walk = (changes: Partial<LevelWalk> = {}): LevelWalk => ({
  ...at(defaultPlan({ name: 'Caps', currency: 'EUR', cadence: 'month' }).components, 0),
  rates: { kind: 'by_level', levels: ['1'] },
  qualification: { kind: 'none' },
  ...changes,
});
const capped = (caps: Partial<Caps>, components: LevelWalk[] = [walk()]): Plan =>
  planOf({ components, caps: { ...NO_CAPS, ...caps } });

const amounts = ({ rows }: CaseResult) =>
  rows.map(({ component, earner, amount }) => `${component} ${earner} ${amount}`);
const cents = (text: string) => Number(text.replace('.', ''));
const text = (amount: number) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

test('a component pays each earner up to its cap, cut row by row in proportion', () => {
  const plan = capped({}, [
    walk({ rates: { kind: 'by_level', levels: ['0.5', '0.5'] }, cap: { kind: 'amount', amount: '100' } }),
  ]);
  const result = runSmall({ plan, sponsors: { 1: 0, 2: 1, 3: 1 }, sold: { 2: '200', 3: '100' } });
  expect(amounts(result)).toEqual(['level 2 100.00', 'level 1 66.67', 'level 3 50.00', 'level 1 33.33']);
  expect(result.totals).toMatchObject({ budget: '300.00', paid: '250.00', breakage: '50.00' });
});

test('a cap by rank is that of the paid-as rank; whoever is not listed has the other one', () => {
  const ladder = [
    rankOf('bronze', netAtLeast('customer_volume', '200')),
    rankOf('gold', netAtLeast('customer_volume', '300')),
  ];
  const cap = { kind: 'by_rank' as const, ranks: [{ rank: 'gold', amount: '250' }], otherwise: '0' };
  const plan = {
    ...capped({}, [walk({ cap })]),
    ranks: { ladder, breakaway_rank: null, breakaway_by: 'paid_as' as const },
  };
  const result = runSmall({ plan, sponsors: { 1: 0, 2: 0, 3: 0 }, sold: { 1: '100', 2: '200', 3: '300' } });
  expect(amounts(result)).toEqual(['level 3 250.00']);
  expect(result.totals).toMatchObject({ budget: '600.00', paid: '250.00', breakage: '350.00', rows: 1 });
});

test('an order pays no more than its share of what it came to, rounded down', () => {
  const plan = capped({ order: { kind: 'share', rate: '0.1' } }, [walk(), walk({ id: 'second' })]);
  const result = runSmall({ plan, sponsors: { 1: 0 }, sold: { 1: '99.99' } });
  expect(amounts(result)).toEqual(['level 1 5.00', 'second 1 4.99']);
  expect(result.totals).toMatchObject({ budget: '199.98', paid: '9.99' });
});

// CAP-01, CAP-02: what one partner earns in a period, over the components that are named.
test('a partner earns no more than his cap over the components that it covers', () => {
  const partner = { kind: 'amount' as const, amount: '100', components: ['level', 'second'] };
  const plan = capped({ partner }, [walk(), walk({ id: 'second' }), walk({ id: 'third' })]);
  const result = runSmall({ plan, sponsors: { 1: 0, 2: 0 }, sold: { 1: '80', 2: '50' } });
  expect(amounts(result)).toEqual([
    'level 1 50.00',
    'second 1 50.00',
    'third 1 80.00',
    'level 2 50.00',
    'second 2 50.00',
    'third 2 50.00',
  ]);
});

// CAP-03: the rest equals the cap to the cent, largest remainder, ties to the earlier.
test('the company pays no more than its share of all volume, and exactly that', () => {
  const company = { kind: 'share' as const, rate: '0.5', components: ['level'] };
  const plan = capped({ company });
  const result = runSmall({ plan, sponsors: { 1: 0, 2: 0, 3: 0 }, sold: { 1: '0.03', 2: '0.03', 3: '0.03' } });
  expect(amounts(result)).toEqual(['level 1 0.02', 'level 2 0.01', 'level 3 0.01']);
  expect(result.totals).toMatchObject({ budget: '0.09', paid: '0.04', breakage: '0.05' });
});

test('orders that belong to nobody count for the company’s cap where the plan says so', () => {
  const company = { kind: 'share' as const, rate: '0.5', components: ['level'] };
  const paid = (counts: boolean) => {
    const plan = capped({ company });
    const volumes = { ...plan.volumes, unattributed_counts: counts };
    return runSmall({ plan: { ...plan, volumes }, sponsors: { 1: 0 }, sold: { 0: '60', 1: '100' } }).totals.paid;
  };
  expect([paid(false), paid(true)]).toEqual(['50.00', '80.00']);
});

const arbCaps = fc.record({
  order: fc.option(fc.integer({ min: 0, max: 120 }), { nil: null }),
  partner: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: null }),
  company: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  component: fc.option(fc.integer({ min: 0, max: 9000 }), { nil: null }),
});
const rate = (hundredths: number) => (Math.min(hundredths, 100) / 100).toFixed(2);

test('caps take exactly what is over them, and nothing is lost or made', () => {
  const people = fc.array(fc.record({ pick: fc.nat(), sold: fc.integer({ min: 0, max: 30_000 }) }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(arbCaps, people, (caps, list) => {
      const covered = ['level', 'second'];
      const levels = { kind: 'by_level' as const, levels: ['0.3', '0.2'] };
      const cap =
        caps.component === null ? { kind: 'none' as const } : { kind: 'amount' as const, amount: text(caps.component) };
      const components = [walk({ rates: levels, cap }), walk({ id: 'second', rates: levels })];
      const uncapped = capped(
        {},
        components.map((each) => ({ ...each, cap: { kind: 'none' as const } })),
      );
      const plan = capped(
        {
          ...(caps.order === null ? {} : { order: { kind: 'share', rate: rate(caps.order) } }),
          ...(caps.partner === null
            ? {}
            : { partner: { kind: 'amount', amount: text(caps.partner), components: covered } }),
          ...(caps.company === null
            ? {}
            : { company: { kind: 'share', rate: rate(caps.company), components: covered } }),
        },
        components,
      );
      const facts = {
        sponsors: Object.fromEntries(list.map(({ pick }, index) => [index + 1, pick % (index + 1)])),
        sold: Object.fromEntries(list.map(({ sold }, index) => [index + 1, text(sold)])),
      };
      const [result, free] = [runSmall({ plan, ...facts }), runSmall({ plan: uncapped, ...facts })];
      const paid = (of: CaseResult, wanted: (row: CaseResult['rows'][number]) => boolean) =>
        of.rows.filter(wanted).reduce((sum, { amount }) => sum + cents(amount), 0);
      const { totals } = result;
      expect(totals.budget).toBe(free.totals.budget);
      expect(cents(totals.paid) + cents(totals.breakage)).toBe(cents(totals.budget));
      expect(paid(result, () => true)).toBe(cents(totals.paid));
      list.forEach(({ sold }, index) => {
        const number = index + 1;
        const ofOrder = paid(result, ({ order }) => order === number);
        if (caps.order !== null) expect(ofOrder).toBeLessThanOrEqual((sold * Math.min(caps.order, 100)) / 100);
        if (caps.partner !== null)
          expect(paid(result, ({ earner }) => earner === number)).toBeLessThanOrEqual(caps.partner);
        const first = paid(result, ({ earner, component }) => earner === number && component === 'level');
        if (caps.component !== null) expect(first).toBeLessThanOrEqual(caps.component);
      });
      const volume = list.reduce((sum, { sold }) => sum + sold, 0);
      const most = caps.company === null ? Infinity : Math.floor((volume * Math.min(caps.company, 100)) / 100);
      expect(cents(totals.paid)).toBeLessThanOrEqual(most);
      // One cap alone leaves exactly itself, or everything.
      if (caps.order === null && caps.partner === null && caps.component === null)
        expect(cents(totals.paid)).toBe(Math.min(most, cents(free.totals.paid)));
      if (caps.order === null && caps.company === null && caps.component === null && caps.partner !== null) {
        const limit = caps.partner;
        list.forEach((_, index) => {
          const mine = (of: CaseResult) => paid(of, ({ earner }) => earner === index + 1);
          expect(mine(result)).toBe(Math.min(limit, mine(free)));
        });
      }
    }),
    { numRuns: 120 },
  );
});
