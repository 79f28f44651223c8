import { expect, test } from 'vitest';
import type { StoredEntry } from '#app/adapters/db/repositories/volumes.server.ts';
import { minor } from '#app/domain/money/minor.ts';
import type { VolumeEntry } from '#app/domain/volume/volume-entries.ts';
import { placeEntries } from '#app/services/orders/place-entries.ts';

const PAID_AT = new Date('2026-10-05T10:00:00Z');
const OCTOBER = 1;
const NOVEMBER = 2;

const entry = (sourceKey: string, baseMinor: bigint): VolumeEntry => ({
  lineId: 1n,
  kind: 'refund',
  occurredAt: PAID_AT,
  baseMinor: minor(baseMinor),
  sourceKey,
  reason: null,
  reversalGroup: null,
});

const accepted = (sourceKey: string, baseMinor: bigint): StoredEntry => ({
  ...{ shopId: 1, orderId: 1n, lineId: 1n, calendarId: 1, periodId: OCTOBER },
  ...{ isAccepted: true, earns: true, sourceKey, baseMinor: minor(baseMinor) },
});

// What one telling gives back and takes at once must end where two tellings end: a cancellation divides a refund of money
// among the lines anew, which gives to one line and takes of the other.
test('what is given back and taken by one telling leaves nothing that earns', () => {
  const stored = [accepted('paid:1', 10_000n), accepted('refund:802:1', -3187n)];
  const told = [entry('refund:802:1~2', -68n), entry('refund:805:1', 41n), entry('cancel:1', -6786n)];
  const { placed } = placeEntries(told, {
    key: { shopId: 1, orderId: 1n },
    calendarId: 1,
    asOf: PAID_AT,
    newPeriodId: NOVEMBER,
    openPeriodId: NOVEMBER,
    stored,
  });
  const total = (earns: boolean) =>
    placed.filter((one) => one.earns === earns).reduce((sum, one) => sum + one.baseMinor, 0n);
  expect({ earning: total(true), takenOfAccepted: total(false) }).toEqual({ earning: 0n, takenOfAccepted: -6813n });
  expect(new Set(placed.map((one) => one.sourceKey)).size).toBe(placed.length);
});
