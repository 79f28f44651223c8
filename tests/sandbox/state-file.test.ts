import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import { givenSandbox, listeningApp, LOTUS } from '#tests/sandbox/given-sandbox.ts';

// Goal: a demo starts again where it stopped, and its app reaches the stand-in without knowing it. Method: two runs on one file; a process with the preload.

test('a second run goes on with orders, tokens, ids and settings of the first', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'state.json');
  const first = await givenSandbox({ stateFile });
  const order = first.shop.placeOrder({ lines: [{ variant: 'green-tea', quantity: 2 }] });
  first.shop.setBlock('capture', true, { window_days: 14 });
  const token = await first.accessToken();
  await first[Symbol.asyncDispose]();

  await using second = await givenSandbox({ stateFile });
  expect(second.shop.findOrder(order.id)).toEqual(order);
  expect(second.shop.state.blocks).toMatchObject([{ handle: 'capture', settings: { window_days: 14 } }]);
  expect((await second.graphql('{ shop { name } }', token)).status).toBe(200);
  expect(BigInt(second.shop.placeOrder({ lines: [{ variant: 'green-tea' }] }).id) > BigInt(order.id)).toBe(true);
});

test('a seed of 3,000 orders takes seconds', async () => {
  await using given = await givenSandbox();
  const startedAt = performance.now();
  for (let count = 0; count < 3_000; count += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) + count * 600_000);
    const order = given.shop.placeOrder({
      lines: [{ variant: 'green-tea' }],
      customer: { email: `b${count % 500}@example.com` },
      at,
      webhooks: false,
    });
    given.shop.fulfilOrder(order.id, { at, webhooks: false });
  }
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(given.app.received).toEqual([]);
});

test('the preload leads Shopify’s addresses to the stand-in and leaves all others alone', async () => {
  const standIn = await listeningApp();
  const other = await listeningApp();
  const code = `await fetch('https://${LOTUS}/admin/api/x?y=1', { method: 'POST', body: 'z' }); await fetch(new Request('https://${LOTUS}/admin/b')); await fetch('${other.url}/own'); await fetch('${other.url}/?u=https://${LOTUS}/a');`;
  const env = {
    ...process.env,
    SANDBOX_ORIGIN: standIn.url,
    NODE_OPTIONS: `--import ${new URL('redirect.mjs', import.meta.url).href}`,
  };
  const exit = await new Promise<number | null>((resolve) => {
    spawn(process.execPath, ['--input-type=module', '--eval', code], { env, stdio: 'inherit' }).on('exit', resolve);
  });
  expect(exit).toBe(0);
  expect(standIn.received.map(({ path, body }) => `${path} ${body.toString()}`)).toEqual([
    `/shopify/${LOTUS}/admin/api/x?y=1 z`,
    `/shopify/${LOTUS}/admin/b `,
  ]);
  expect(other.received.map(({ path }) => path)).toEqual(['/own', `/?u=https://${LOTUS}/a`]);
  await standIn.close();
  await other.close();
});
