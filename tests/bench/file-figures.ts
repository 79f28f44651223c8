import { PORTS } from '#tests/bench/bench-database.ts';
import type { Figure } from '#tests/bench/figures.ts';
import type { PageAddress } from '#tests/bench/page-addresses.ts';
import { askFor, type Keys } from '#tests/bench/page-client.ts';
import type { LargeNetwork } from '#tests/bench/seed-large.ts';

const SIGN_INS = 5;

const line = (name: string, unit: string, ours: number[]): Figure => ({ name, unit, ours, floor: null, aim: null });

/** Rows per second of a file, and when its first bytes come; once, because a file of everything takes its time. */
async function fileFigure(file: PageAddress, network: LargeNetwork, keys: Keys): Promise<Figure[]> {
  const { firstMs, allMs, body } = await askFor(file, network, keys);
  const rows = body.split('\n').length - 2;
  return [
    line(`File: ${file.name}, ${rows} rows`, 'rows/s', [(rows / allMs) * 1000]),
    line(`File: ${file.name}, first bytes`, 'ms', [firstMs]),
  ];
}

/** Asks for a sign-in link; answers in milliseconds. @throws Error for any answer but 200 */
async function requestLink(email: string): Promise<number> {
  const begin = performance.now();
  const response = await fetch(`http://127.0.0.1:${PORTS.web}/portal/large/sign-in`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams({ email }),
  });
  await response.text();
  if (response.status !== 200) throw new Error(`the sign-in answered ${response.status}`);
  return performance.now() - begin;
}

/** Files and the sign-in: told beside the pages, nothing is demanded of them. */
export async function fileFigures(network: LargeNetwork, keys: Keys): Promise<Figure[]> {
  const files: readonly PageAddress[] = [
    { name: 'partners', path: '/app/partners/export?locale=en', as: 'staff' },
    { name: 'orders', path: '/app/orders/export?locale=en', as: 'staff' },
    { name: 'commissions', path: '/app/commissions/export?locale=en&view=all&period=1', as: 'staff' },
    { name: 'a batch', path: `/app/payouts/${network.paidBatchId}/file?locale=en`, as: 'staff', method: 'POST' },
  ];
  const figures: Figure[] = [];
  for (const file of files) figures.push(...(await fileFigure(file, network, keys)));
  const signIns: number[] = [];
  for (let round = 0; round < SIGN_INS; round += 1) signIns.push(await requestLink(`p${1001 + round}@example.com`));
  return [...figures, line('Sign-in: a link is asked for', 'ms', signIns)];
}
