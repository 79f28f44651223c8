import type { CaseState } from '#app/domain/case/case-schema.ts';
import type { CaseResult } from '#app/domain/case/run-case.ts';
import { PERIOD_FIELDS, type PeriodWorld } from '#tests/domain/engine/primitives/period-world.ts';

/** A binary component that pays a tenth of the weaker leg, for a test to change. */
export const BINARY_FIELDS = {
  ...PERIOD_FIELDS,
  kind: 'leg_pairing',
  tree: 'binary',
  base: { volume: 'net', factor: '1' },
  mode: { kind: 'percent', rate: '0.10', of: 'weaker_leg' },
  carry: 'carry_forward',
  carry_cap: null,
  carry_expires_after: null,
  personal_volume_to: 'none',
  inactive: { kind: 'accumulate' },
  cap_per: 'owner',
  cap_consumes_volume: true,
  refund_of_paired: { kind: 'negative_leg' },
} as const;

/** You (1), a left leg (2) and a right one (3) that bought something. */
export const world = (left: number, right: number, isActive = true): PeriodWorld => ({
  people: [{ sponsor: 0, isActive }, { sponsor: 1 }, { sponsor: 1 }],
  seats: [
    { owner: 1, parent: 0, slot: 0 },
    { owner: 2, parent: 1, slot: 0 },
    { owner: 3, parent: 1, slot: 1 },
  ],
  bought: [
    { partner: 2, net: left },
    { partner: 3, net: right },
  ],
});

export const cents = (units: number) => units * 100;
export const paid = (result: CaseResult) => result.rows.map(({ amount }) => amount);

/** What position 1 carries by leg. */
export function carry(state: CaseState, id = 'tested'): [number, number] {
  const columns = state.components[id] ?? {};
  const sum = (side: number) =>
    (columns['volume'] ?? []).reduce(
      (total, volume, row) =>
        columns['kind']?.[row] === 0 && columns['position']?.[row] === 1 && columns['side']?.[row] === side
          ? total + volume
          : total,
      0,
    );
  return [sum(0) / 100, sum(1) / 100];
}

/** The same in cycles of 200 against 200. */
export const CYCLES = {
  ...BINARY_FIELDS,
  mode: { kind: 'cycles', left: '200', right: '200', sides: 'as_written', pay: { kind: 'rate', rate: '0.10' } },
} as const;
