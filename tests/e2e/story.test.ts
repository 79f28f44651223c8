// Goal: from a click to a cent, in two networks at once that have the same partner numbers and the same codes.
// Method: the real processes with a clock that moves, two shops of the stand-in, Chromium; amounts by hand (story/sides.ts).
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { desktopContext } from '#tests/browser/launch.ts';
import { open, readReceipts, readRows, sellInDisorder, sellLive, type Orders } from '#tests/e2e/story/acts.ts';
import { acceptOctober, figures, payOut, shows, showsFigures } from '#tests/e2e/story/merchant.ts';
import { portalShows, signIn, switchTo } from '#tests/e2e/story/portal.ts';
import { takeOneBack, type Merchant } from '#tests/e2e/story/shopify-admin.ts';
import { euros, minus, PEOPLE, plus, SIDES, total, type Side, type Three } from '#tests/e2e/story/sides.ts';
import { ACTS, startStage, type Stage } from '#tests/e2e/story/stage.ts';

const earned = ({ rows }: Side) => plus(rows.first, rows.second, rows.third);
const kept = (side: Side) => minus(earned(side), side.reversed);
/** Anna's is below the least that is paid out, €25.00, and stays available. */
const paidOut = (side: Side): Three => [kept(side)[0], kept(side)[1], 0n];
const left = (side: Side): Three => [0n, 0n, kept(side)[2]];

async function givenMerchants(stage: Stage): Promise<[Merchant, Merchant]> {
  const [lotus, agave] = await Promise.all(
    SIDES.map(async (side) => {
      const context = await desktopContext(stage.browser, { acceptDownloads: true });
      return { page: await context.newPage(), side, stage };
    }),
  );
  if (!lotus || !agave) throw new Error('the story has two sides');
  return [lotus, agave];
}

/** Every row that stands, of both networks, as the database has it. */
const standing = (stage: Stage) =>
  stage.query(
    `select 'estimate' as kind, network_id, earner, order_id, level::text, base_minor, amount_minor from estimate
     union all select 'earning', network_id, earner, order_id, level::text, base_minor, amount_minor from earning
     union all select 'entry', network_id, partner, 0, account, 0, sum(amount_minor) from ledger_entry group by 2, 3, 5
     order by 1, 2, 3, 4, 5`,
  );

/** Sends every webhook of the story again, last things first; what held back so far comes at last. */
async function everythingAgain(stage: Stage): Promise<void> {
  const { deliveries } = stage.stack.sandbox;
  for (const { id } of deliveries.list().toReversed()) await deliveries.resend(id);
}

/** Partner number and amount of each line of the file. */
function amountsIn(file: string): string[] {
  const [, ...lines] = file.trim().split(/\r?\n/);
  return lines
    .map((line) => {
      const [, number = '', , , , amount = ''] = line.split(',');
      return `${number};€${amount}`;
    })
    .toSorted();
}

async function portalReads(stage: Stage, side: Side, page: Page, texts: (language: 'en' | 'de') => string[]) {
  const portal = `${stage.stack.appUrl}/portal/${side.handle}`;
  for (const language of ['de', 'en'] as const) {
    await switchTo(page, portal, language);
    await portalShows(page, portal, texts(language));
  }
}

test('a shopper clicks, a partner is paid, to the cent, in two networks at once', { timeout: 600_000 }, async () => {
  await using stage = await startStage();
  const merchants = await givenMerchants(stage);
  const [lotus, agave] = merchants;
  await Promise.all(merchants.map(open));
  const orders = new Map<Merchant, Orders>([[lotus, await sellLive(lotus)]]);
  orders.set(agave, await sellInDisorder(agave));
  for (const merchant of merchants) {
    await readRows(merchant, 'en');
    await readRows(merchant, 'de');
    await readReceipts(merchant, orders.get(merchant));
    const cleo = await signIn(stage, merchant.side, 'Cleo');
    await portalReads(stage, merchant.side, cleo, (language) => [euros(earned(merchant.side)[0], language)]);
  }
  const before = await standing(stage);
  await everythingAgain(stage);
  for (const merchant of merchants) await showsFigures(merchant, figures({ estimated: earned(merchant.side) }));
  expect(await standing(stage)).toEqual(before);

  await stage.until(ACTS.accepting);
  for (const merchant of merchants) {
    const { side } = merchant;
    await acceptOctober(merchant, total(earned(side)));
    await showsFigures(merchant, figures({ held: earned(side) }), 'de');
    await takeOneBack(merchant, orders.get(merchant)?.first ?? '');
    await showsFigures(merchant, figures({ held: kept(side) }));
    const back = side.reversed.map((minor) => euros(-minor, 'de'));
    await shows(merchant, '/app/commissions?view=reversed', back, 'de');
  }

  await stage.until(ACTS.paying);
  for (const merchant of merchants) {
    const { side } = merchant;
    await stage.enqueue('release-due-daily', {});
    await showsFigures(merchant, figures({ available: kept(side) }));
    const file = await payOut(merchant, 2, total(paidOut(side)));
    const lines = PEOPLE.toReversed().map(({ number }, index) => `${number};${euros(paidOut(side)[index] ?? 0n)}`);
    expect(amountsIn(file), file).toEqual(lines.slice(0, 2).toSorted());
    await showsFigures(merchant, figures({ available: left(side), paid: paidOut(side) }));
    await showsFigures(merchant, figures({ available: left(side), paid: paidOut(side) }), 'de');
    const ben = await signIn(stage, side, 'Ben');
    await portalReads(stage, side, ben, (language) => [euros(paidOut(side)[1], language), euros(0n, language)]);
  }
});
