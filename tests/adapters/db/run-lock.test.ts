import { expect, test } from 'vitest';
import { withRunLock } from '#app/adapters/db/run-lock.server.ts';
import { sql } from '#app/adapters/db/sql.ts';
import { inCommonTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { testDatabase } from '#tests/database/test-database.ts';

// Goal: runs of a network follow each other, and whoever waits for one takes nothing from others.
// Method: more waiters than the pool has connections, while a page reads.
await testDatabase();
const NETWORK = 70_001 as NetworkId;
const WAITERS = 24;
const read = () => inCommonTransaction((connection) => connection.run(sql`select 1`));

test('those who wait for a run hold no connection: others read meanwhile, and then each has its turn alone', async () => {
  let release: () => void = () => undefined;
  const isReleased = new Promise<void>((resolve) => (release = resolve));
  const first = await new Promise<{ run: Promise<unknown> }>((resolve) => {
    const run: Promise<unknown> = withRunLock(NETWORK, 'none', () => {
      resolve({ run });
      return isReleased;
    });
  });
  expect(await withRunLock(NETWORK, 'none', () => Promise.resolve('mine'))).toBeNull();
  let underWay = 0;
  const work = async (turn: number) => {
    underWay += 1;
    expect(underWay).toBe(1);
    await read();
    underWay -= 1;
    return turn;
  };
  const turns = Array.from({ length: WAITERS }, (_, turn) => turn);
  const waiters = turns.map((turn) => withRunLock(NETWORK, 'wait', () => work(turn)));
  for (const _ of turns) expect(await read()).toBe(1);
  release();
  await first.run;
  expect(await Promise.all(waiters)).toEqual(turns);
});

test('a run that fails gives its lock back', async () => {
  await expect(withRunLock(NETWORK, 'wait', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withRunLock(NETWORK, 'none', () => Promise.resolve('next'))).toBe('next');
});
