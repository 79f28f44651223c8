import type { Chance } from '#tests/demo/chance.ts';
import type { Person } from '#tests/demo/people.ts';
import type { Shop } from '#tests/sandbox/shop.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ORDERS_PER_DAY = 7;
const CUSTOMERS = 140;
const PRODUCTS = ['lotus-body-oil', 'rose-hydrosol', 'shea-hand-cream', 'clay-mask', 'evening-tea'];

interface History {
  shop: Shop;
  people: readonly Person[];
  chance: Chance;
  from: Date;
  through: Date;
}

/** The ways by which a code reaches an order, and those by which none does. */
function arrival(code: string, touchedAt: Date, { below }: Chance) {
  const capture = `${code}.${Math.floor(touchedAt.getTime() / 1000)}`;
  switch (below(6)) {
    case 0:
      return { landingSite: `/?ref=${code}` };
    case 1:
      return { property: capture };
    case 2:
      return {};
    default:
      return { attributes: { _lineage_ref: capture } };
  }
}

/** Some eight weeks of orders: by link, "Buy it now" and landing page, by bank transfer, with discounts, returns, cancellations. */
export function playHistory({ shop, people, chance, from, through }: History): void {
  const days = Math.floor((through.getTime() - from.getTime()) / DAY_MS);
  for (let day = 0; day < days; day += 1) {
    const count = 3 + chance.below(ORDERS_PER_DAY);
    for (let order = 0; order < count; order += 1) {
      const at = new Date(from.getTime() + day * DAY_MS + (8 + chance.below(13)) * HOUR_MS + chance.below(3600) * 1000);
      if (at < through) playOrder({ shop, people, chance, from, through }, at);
    }
  }
}

function playOrder({ shop, people, chance, through }: History, at: Date): void {
  // Every customer has one partner's link at hand: the first few partners are the busiest.
  const customer = chance.below(CUSTOMERS);
  const person = people[Math.floor((customer / CUSTOMERS) ** 2 * people.length)];
  const way = person ? arrival(person.code, new Date(at.getTime() - 2 * HOUR_MS), chance) : {};
  const lines = Array.from({ length: 1 + chance.below(3) }, () => ({
    variant: chance.pick(PRODUCTS),
    quantity: 1 + chance.below(2),
    ...('property' in way && way.property ? { properties: { _lineage_ref: way.property } } : {}),
  }));
  const order = shop.placeOrder({
    lines,
    customer: { email: `kunde${customer}@example.org`, firstName: 'Kundin', lastName: `Nr. ${customer}` },
    ...('attributes' in way && way.attributes ? { attributes: way.attributes } : {}),
    ...('landingSite' in way && way.landingSite ? { landingSite: way.landingSite } : {}),
    ...(chance.isHit(0.1) ? { discountCodes: ['HERBST10'] } : {}),
    payment: chance.isHit(0.15) ? 'bank_transfer' : 'card',
    at,
    webhooks: false,
  });
  const later = (hours: number) => new Date(at.getTime() + hours * HOUR_MS);
  const isUnpaid = order.transactions.every((transaction) => transaction.status !== 'success');
  if (isUnpaid && later(50) < through) shop.payOrder(order.id, { at: later(50), webhooks: false });
  if (later(72) < through) shop.fulfilOrder(order.id, { at: later(72), webhooks: false });
  if (chance.isHit(0.06) && later(220) < through) {
    const line = order.lines[0];
    if (line)
      shop.refundOrder(order.id, {
        lines: [{ line: line.id, quantity: 1 }],
        restock: 'return',
        at: later(220),
        webhooks: false,
      });
  }
}
