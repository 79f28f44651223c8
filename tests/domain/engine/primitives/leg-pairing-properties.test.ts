import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseState } from '#app/domain/case/case-schema.ts';
import { BINARY_FIELDS, CYCLES, paid, world } from '#tests/domain/engine/primitives/binary-world.ts';
import { runMonth, type PeriodWorld, type Seat } from '#tests/domain/engine/primitives/period-world.ts';

/** Plans 2.5 once more: recursion over positions, one balance per leg, bigints. */
function naive({ people, seats = [], bought }: PeriodWorld, fields: Fields, before: ReadonlyMap<string, bigint>) {
  const volume = (node: number): bigint =>
    (seats.findIndex(({ owner }) => owner === seats[node]?.owner) === node
      ? bought.reduce((sum, { partner, net }) => (partner === seats[node]?.owner ? sum + BigInt(net) : sum), 0n)
      : 0n) + seats.reduce((sum, { parent }, child) => (parent === node + 1 ? sum + volume(child) : sum), 0n);
  const after = new Map<string, bigint>();
  const rows: string[] = [];
  seats.forEach(({ owner }, node) => {
    const isActive = people[owner - 1]?.isActive ?? true;
    const leg = (slot: number) => {
      const fresh = seats.reduce(
        (sum, seat, child) => (seat.parent === node + 1 && seat.slot === slot ? sum + volume(child) : sum),
        0n,
      );
      const collected = isActive || fields.inactive === 'accumulate' || fresh < 0n ? fresh : 0n;
      return (before.get(`${node} ${slot}`) ?? 0n) + collected;
    };
    const legs = [leg(0), leg(1)];
    const weak = legs.reduce((least, sum) => (sum < least ? sum : least), legs[0] ?? 0n);
    const open = weak < 0n ? 0n : weak;
    const unit = fields.mode === 'percent' ? 1n : 300n;
    const matched = isActive || fields.carry === 'carry_forward' ? (open / unit) * unit : 0n;
    if (isActive && matched / 10n > 0n) rows.push(`${owner} ${node + 1} ${matched} ${matched / 10n}`);
    legs.forEach((sum, slot) => {
      const rest = sum - matched;
      const kept = rest > 0n && fields.carry === 'flush' ? 0n : rest;
      const most = fields.carry === 'flush' || fields.cap === null ? kept : BigInt(fields.cap);
      after.set(`${node} ${slot}`, kept > most ? most : kept);
    });
  });
  return { after, rows };
}

interface Fields {
  readonly mode: 'percent' | 'cycles';
  readonly carry: 'carry_forward' | 'net_off' | 'flush';
  readonly inactive: 'accumulate' | 'no_accumulate';
  readonly cap: number | null;
}

const arbBinary = fc
  .record({
    owners: fc.array(
      fc.record({ isActive: fc.integer({ min: 0, max: 3 }).map((figure) => figure > 0), below: fc.nat() }),
      { minLength: 3, maxLength: 10 },
    ),
    seconds: fc.array(fc.nat(), { maxLength: 3 }),
    months: fc.array(
      fc.array(fc.record({ pick: fc.nat(), net: fc.integer({ min: -800, max: 2000 }) }), { maxLength: 8 }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ owners, seconds, months }) => {
    const seats: Seat[] = [];
    const add = (owner: number, pick: number) => {
      const free = seats.flatMap((_, parent) =>
        [0, 1]
          .filter((slot) => !seats.some((seat) => seat.parent === parent + 1 && seat.slot === slot))
          .map((slot) => ({ parent: parent + 1, slot })),
      );
      seats.push({ owner, ...(free[pick % free.length] ?? { parent: 0, slot: 0 }) });
    };
    owners.forEach(({ below }, index) => add(index + 1, below));
    seconds.forEach((pick) => add(1 + (pick % owners.length), pick));
    const people = owners.map(({ isActive }, index) => ({ sponsor: index === 0 ? 0 : 1, isActive }));
    return {
      seats,
      people,
      months: months.map((bought) => bought.map(({ pick, net }) => ({ partner: 1 + (pick % owners.length), net }))),
    };
  });

const arbFields: fc.Arbitrary<Fields> = fc.record({
  mode: fc.constantFrom('percent', 'cycles'),
  carry: fc.constantFrom('carry_forward', 'net_off', 'flush'),
  inactive: fc.constantFrom('accumulate', 'no_accumulate'),
  cap: fc.constantFrom(null, 500),
});

// Goal: the same cents and the same carry as a recursion with one balance per leg, over months with refunds.
test('months of a binary tree come to what a naive recursion finds, whatever order facts have', () => {
  fc.assert(
    fc.property(arbBinary, arbFields, ({ seats, people, months }, fields) => {
      const component = {
        ...CYCLES,
        mode: fields.mode === 'percent' ? BINARY_FIELDS.mode : { ...CYCLES.mode, left: '3.00', right: '3.00' },
        carry: fields.carry,
        inactive: { kind: fields.inactive },
        carry_cap: fields.cap === null ? null : '5.00',
        rounding: 'floor',
      };
      let state: CaseState | undefined;
      let before: ReadonlyMap<string, bigint> = new Map();
      months.forEach((bought, index) => {
        const given = { people, seats, bought };
        const setting = { month: index + 1, ...(state ? { state } : {}) };
        const result = runMonth(given, [component], setting);
        const expected = naive(given, fields, before);
        const digits = (text: string) => Number(text.replace('.', ''));
        expect(
          result.rows.map((row) => `${row.earner} ${row.source} ${digits(row.base)} ${digits(row.amount)}`),
        ).toEqual(expected.rows);
        const columns = result.state.components['tested'] ?? {};
        const carried = new Map<string, bigint>();
        columns['position']?.forEach((position, row) => {
          if (columns['kind']?.[row] === 0)
            carried.set(`${position - 1} ${columns['side']?.[row]}`, BigInt(columns['volume']?.[row] ?? 0));
        });
        expect(carried).toEqual(new Map([...expected.after].filter(([, volume]) => volume !== 0n)));
        expect(runMonth(given, [component], { ...setting, reversed: true }).row_hash).toBe(result.row_hash);
        state = result.state;
        before = expected.after;
      });
    }),
    { numRuns: 20 },
  );
});

// Goal: both ways to take back paired volume come to the same money. Method: tenths of a unit only, so that nothing is rounded.
test('undoing pairs and owing volume pay the same in every month', () => {
  const arbMonths = fc.array(fc.tuple(fc.integer({ min: -60, max: 90 }), fc.integer({ min: -60, max: 90 })), {
    minLength: 2,
    maxLength: 5,
  });
  fc.assert(
    fc.property(arbMonths, fc.constantFrom('percent' as const, 'cycles' as const), (volumes, kind) => {
      const mode =
        kind === 'percent'
          ? BINARY_FIELDS.mode
          : { ...CYCLES.mode, left: '0.10', right: '0.10', pay: { kind: 'amount', amount: '0.01' } };
      const paidBy = (refund: object) => {
        let state: CaseState | undefined;
        return volumes.map(([left, right], index) => {
          const setting = { month: index + 1, ...(state ? { state } : {}) };
          const component = { ...BINARY_FIELDS, mode, refund_of_paired: refund };
          const result = runMonth(world(left * 10, right * 10), [component], setting);
          state = result.state;
          return paid(result);
        });
      };
      expect(paidBy({ kind: 'undo_pairs', periods: 9 })).toEqual(paidBy({ kind: 'negative_leg' }));
    }),
    { numRuns: 25 },
  );
});

// Goal: no volume comes from nowhere or goes there, which the engine asserts at every position. Method: every rule at once.
test('volume is conserved and money within the cap under any rules, and a second run gives the same bytes', () => {
  const arbRules = fc.record({
    mode: fc.constantFrom<object>(
      BINARY_FIELDS.mode,
      { ...BINARY_FIELDS.mode, of: 'volume_ratio' },
      { ...CYCLES.mode, left: '1', right: '2', sides: 'either' },
      {
        kind: 'steps',
        steps: [
          { volume: '2', amount: '0.30' },
          { volume: '5', amount: '1' },
        ],
      },
    ),
    carry: fc.constantFrom('carry_forward', 'net_off', 'flush'),
    carry_cap: fc.constantFrom(null, '4'),
    carry_expires_after: fc.constantFrom(null, 1),
    personal_volume_to: fc.constantFrom('none', 'weak', 'strong', 'left', 'right'),
    inactive: fc.constantFrom<object>(
      { kind: 'accumulate' },
      { kind: 'no_accumulate' },
      { kind: 'flush_on_inactive', after_periods: 2 },
    ),
    cap: fc.constantFrom<object>({ kind: 'none' }, { kind: 'amount', amount: '0.50' }),
    cap_per: fc.constantFrom('position', 'owner'),
    cap_consumes_volume: fc.boolean(),
    refund_of_paired: fc.constantFrom<object>({ kind: 'undo_pairs', periods: 2 }, { kind: 'negative_leg' }),
  });
  fc.assert(
    fc.property(arbBinary, arbRules, ({ seats, people, months }, rules) => {
      let state: CaseState | undefined;
      months.forEach((bought, index) => {
        const setting = { month: index + 1, ...(state ? { state } : {}) };
        const run = () => runMonth({ people, seats, bought }, [{ ...BINARY_FIELDS, ...rules }], setting);
        const result = run();
        const earned = new Map<number, number>();
        for (const { earner, source, amount } of result.rows) {
          const key = rules.cap_per === 'owner' ? earner : -(source ?? 0);
          earned.set(key, (earned.get(key) ?? 0) + Number(amount.replace('.', '')));
        }
        if ('amount' in rules.cap) expect(Math.max(0, ...earned.values())).toBeLessThanOrEqual(50);
        expect(run().row_hash).toBe(result.row_hash);
        state = result.state;
      });
    }),
    { numRuns: 40 },
  );
});
