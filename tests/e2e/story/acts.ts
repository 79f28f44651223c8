import { expect } from 'vitest';
import { addPartners, figures, openApp, setUp, shows, showsFigures } from '#tests/e2e/story/merchant.ts';
import { fulfil, markPaid, switchCaptureOn, takeOneBack, type Merchant } from '#tests/e2e/story/shopify-admin.ts';
import { arrive, buyByCart, buyNow, buyOnAccount } from '#tests/e2e/story/shopper.ts';
import { euros, plus, type Three } from '#tests/e2e/story/sides.ts';

/** Ids of a side's three orders. */
export interface Orders {
  first: string;
  second: string;
  third: string;
}

/** The merchant installs the app, sets it up, adds the three partners and switches the capture on. */
export async function open(merchant: Merchant): Promise<void> {
  await setUp(merchant);
  await addPartners(merchant);
  await switchCaptureOn(merchant);
}

async function sendAndTakeBack(merchant: Merchant, { first, second, third }: Orders): Promise<void> {
  for (const order of [first, second, third]) await fulfil(merchant, order);
  await takeOneBack(merchant, first);
}

/** Everything reaches the app as it happens, but for the second order: no webhook tells of it, and reconcile finds it. */
export async function sellLive(merchant: Merchant): Promise<Orders> {
  const { stage, side } = merchant;
  const { deliveries } = stage.stack.sandbox;
  const estimated = (...lists: Three[]) => showsFigures(merchant, figures({ estimated: plus(...lists) }));
  const shopper = await arrive(stage, side, 'CLEO10');
  const first = await buyNow(shopper, 0, 3);
  await estimated(side.whole);

  deliveries.hold({ shop: side.domain });
  const second = await buyByCart(shopper, [1, 2], 'HERBST10');
  deliveries.stopHolding();
  expect(deliveries.list({ status: 'held' }).length).toBeGreaterThan(1);
  await openApp(merchant, '/app');
  await estimated(side.whole);
  await stage.enqueue('sweep-orders', { domain: side.domain, sweep: 'hourly' });
  await estimated(side.whole, side.rows.second);

  const third = await buyOnAccount(shopper, 2, 2);
  await deliveries.idle();
  await estimated(side.whole, side.rows.second);
  await markPaid(merchant, third);
  await estimated(side.whole, side.rows.second, side.rows.third);

  await sendAndTakeBack(merchant, { first, second, third });
  await estimated(side.rows.first, side.rows.second, side.rows.third);
  return { first, second, third };
}

/** Nothing reaches the app until all has happened; then everything comes three times, last things first. */
export async function sellInDisorder(merchant: Merchant): Promise<Orders> {
  const { stage, side } = merchant;
  const { deliveries } = stage.stack.sandbox;
  deliveries.hold({ shop: side.domain });
  const shopper = await arrive(stage, side, 'CLEO10');
  const orders = {
    first: await buyNow(shopper, 0, 3),
    second: await buyByCart(shopper, [1, 2], 'HERBST10'),
    third: await buyOnAccount(shopper, 2, 2),
  };
  await markPaid(merchant, orders.third);
  await sendAndTakeBack(merchant, orders);
  deliveries.stopHolding();
  await deliveries.flush({ times: 3, order: (held) => held.toReversed() }, { shop: side.domain });
  const { first, second, third } = side.rows;
  await showsFigures(merchant, figures({ estimated: plus(first, second, third) }));
  return orders;
}

/** Rows as the merchant reads them: amounts, bases and rates, and why, in a language. */
export async function readRows(merchant: Merchant, language: 'en' | 'de'): Promise<void> {
  const { side } = merchant;
  const { first, second, third } = side.rows;
  const amounts = [first, second, third].flatMap((three) => three.map((minor) => euros(minor, language)));
  const frame = await shows(merchant, '/app/commissions?view=estimated', amounts, language);
  const amount = euros(first[0], language);
  await frame.getByRole('button', { name: amount }).first().click();
  const [rate = ''] = side.rates;
  const why = frame.getByText(language === 'en' ? `${rate}% of` : `${rate.replace('.', ',')}\u00a0% von`).first();
  const sentence = await why.innerText();
  for (const part of [amount, euros(side.bases[0], language), 'Cleo']) expect(sentence).toContain(part);
}

/** Whose each order is and by what, and what it paid on every level. */
export async function readReceipts(merchant: Merchant, orders: Orders | undefined): Promise<void> {
  const { stage, side } = merchant;
  const [shop] = await stage.query<{ id: number }>('select id from shop where domain = $1', [side.domain]);
  const decidedBy = { first: 'Product link', second: 'Customer link', third: 'Customer link' };
  for (const [index, which] of (['first', 'second', 'third'] as const).entries()) {
    const address = `/app/orders/${shop?.id}-${orders?.[which]}`;
    const amounts = side.rows[which].map((minor) => euros(minor));
    const base = euros(side.bases[index] ?? 0n);
    await shows(merchant, address, ['Recommended by Cleo Marin', decidedBy[which], base, ...amounts]);
    const german = side.rows[which].map((minor) => euros(minor, 'de'));
    await shows(merchant, address, ['Cleo Marin', ...german], 'de');
  }
}
