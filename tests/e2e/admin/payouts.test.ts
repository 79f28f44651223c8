// Goal: whoever starts the demo can pay partners out at once, step by step, and sees where it ended.
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adminStage, textsOf, type AdminStage } from '#tests/e2e/admin/admin-stage.ts';

let stage: AdminStage;
beforeAll(async () => {
  stage = await adminStage();
});
afterAll(() => stage[Symbol.asyncDispose]());

test('the demo’s history leaves at least three partners to pay: frozen, handed over, marked as paid', async () => {
  const t = textsOf('en');
  const tab = await stage.tab();
  const list = await stage.open(tab, '/app/payouts');
  await list
    .getByRole('link', { name: t('payouts.new') })
    .or(list.getByRole('button', { name: t('payouts.new') }))
    .first()
    .click();
  const freeze = list.getByRole('button', { name: /^Freeze payout: / });
  const partners = Number(/: (\d+) partners/.exec(await freeze.innerText())?.[1]);
  expect(partners).toBeGreaterThanOrEqual(3);
  await freeze.click();
  const handOver = list.getByRole('button', { name: /^Download CSV and hand over: / });
  await handOver.waitFor();
  const [download] = await Promise.all([tab.waitForEvent('download'), handOver.click()]);
  const lines = (await readFile(await download.path(), 'utf8')).trim().split(/\r?\n/);
  expect(lines, 'the heading and a line for each').toHaveLength(partners + 1);
  await list.getByRole('button', { name: new RegExp(`^Mark ${partners} payouts as paid, `) }).click();
  await list.getByText(t('payouts.state.paid'), { exact: true }).first().waitFor();
  const paid = await stage.query<{ state: string; partners: number }>(
    'select state, partners from payout_batch order by id',
  );
  expect(paid).toEqual([expect.objectContaining({ state: 'paid' }), { state: 'paid', partners }]);
  await tab.context().close();
});
