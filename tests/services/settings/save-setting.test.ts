import { expect, test } from 'vitest';
import { z } from 'zod';
import { sql } from '#app/adapters/db/sql.ts';
import { inTransaction, networkIdSchema } from '#app/adapters/db/transaction.server.ts';
import { readSetting } from '#app/services/settings/read-setting.ts';
import { saveSetting } from '#app/services/settings/save-setting.ts';
import { testDatabase } from '#tests/database/test-database.ts';

// Goal: every change of a setting is a version with its audit. Method: real PostgreSQL.
await testDatabase();
const now = new Date('2026-11-23T10:00:00Z');
const save = (networkId: number, returnDays: number) =>
  saveSetting(networkIdSchema.parse(networkId), {
    key: 'hold',
    value: { deliveryDays: 3, returnDays },
    actor: 'staff:1',
    now,
  });

test('the newest version counts, and the audit holds what was before', async () => {
  expect(await save(1, 14)).toBe(1);
  expect(await save(1, 30)).toBe(2);
  await inTransaction(networkIdSchema.parse(1), async (tx) => {
    expect(await readSetting(tx, 'hold')).toEqual({
      value: { deliveryDays: 3, returnDays: 30 },
      version: 2,
      recordedAt: now,
    });
    const audit = await tx.all(
      z.object({ before: z.unknown(), after: z.unknown() }),
      sql`select before, after from audit_event where network_id = 1 and subject = 'setting:hold' order by id`,
    );
    expect(audit).toEqual([
      { before: null, after: { deliveryDays: 3, returnDays: 14 } },
      { before: { deliveryDays: 3, returnDays: 14 }, after: { deliveryDays: 3, returnDays: 30 } },
    ]);
  });
});

test('the same value is not written again, also when it is sent twice at once', async () => {
  const versions = await Promise.all([save(2, 14), save(2, 14), save(2, 14)]);
  expect(versions).toEqual([1, 1, 1]);
});

test('another network’s setting is not read', async () => {
  await expect(inTransaction(networkIdSchema.parse(3), (tx) => readSetting(tx, 'hold'))).rejects.toThrow();
});
