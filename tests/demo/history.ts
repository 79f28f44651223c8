import type { Chance } from '#tests/demo/chance.ts';
import type { Person } from '#tests/demo/people.ts';
import type { Shop } from '#tests/sandbox/shop.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const ORDERS_PER_DAY = 7;
const CUSTOMERS = 140;
const QUANTITY_MAX = 5;
const PRODUCTS = ['lotus-body-oil', 'rose-hydrosol', 'shea-hand-cream', 'clay-mask', 'evening-tea'];

interface History {
  shop: Shop;
  people: readonly Person[];
  chance: Chance;
  from: Date;
  days: number;
}

interface Happening {
  at: Date;
  happen: () => void;
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

/**
 * Weeks of orders, told piece by piece: by link, "Buy it now" and landing page, by bank transfer, with discounts and
 * returns. `advanceTo` plays everything that happens before an instant, in its order, without telling the app.
 */
export function history({ shop, people, chance, from, days }: History): { advanceTo(until: Date): void } {
  const ahead: Happening[] = [];
  for (let day = 0; day < days; day += 1) {
    const count = 3 + chance.below(ORDERS_PER_DAY);
    for (let order = 0; order < count; order += 1) {
      const hours = 8 + chance.below(13);
      const at = new Date(from.getTime() + day * DAY_MS + hours * HOUR_MS + chance.below(3600) * 1000);
      ahead.push({ at, happen: () => playOrder({ shop, people, chance, at, later: (event) => ahead.push(event) }) });
    }
  }
  return {
    advanceTo: (until) => {
      for (;;) {
        ahead.sort((a, b) => a.at.getTime() - b.at.getTime());
        const [next] = ahead;
        if (!next || next.at >= until) return;
        ahead.shift();
        next.happen();
      }
    },
  };
}

interface Playing {
  shop: Shop;
  people: readonly Person[];
  chance: Chance;
  at: Date;
  /** What follows from the order, to be played when its time has come. */
  later: (event: Happening) => void;
}

function playOrder({ shop, people, chance, at, later }: Playing): void {
  // Every customer has one partner's link at hand: the first few partners are the busiest.
  const customer = chance.below(CUSTOMERS);
  const person = people[Math.floor((customer / CUSTOMERS) ** 2 * people.length)];
  const way = person ? arrival(person.code, new Date(at.getTime() - 2 * HOUR_MS), chance) : {};
  const lines = Array.from({ length: 1 + chance.below(3) }, () => ({
    variant: chance.pick(PRODUCTS),
    quantity: 1 + chance.below(QUANTITY_MAX),
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
  const after = (hours: number, happen: (quietly: { at: Date; webhooks: false }) => void) => {
    const when = new Date(at.getTime() + hours * HOUR_MS);
    later({ at: when, happen: () => happen({ at: when, webhooks: false }) });
  };
  const isUnpaid = order.transactions.every((transaction) => transaction.status !== 'success');
  if (isUnpaid) after(30, (quietly) => shop.payOrder(order.id, quietly));
  after(40, (quietly) => shop.fulfilOrder(order.id, quietly));
  const [line] = order.lines;
  if (line && chance.isHit(0.06)) {
    const lines = [{ line: line.id, quantity: 1 }];
    after(220, (quietly) => shop.refundOrder(order.id, { ...quietly, lines, restock: 'return' }));
  }
}
