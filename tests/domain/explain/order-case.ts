import { REACH_ALL } from '#app/domain/engine/scene.ts';
import type { OrderCase, PartnerOnPath } from '#app/domain/explain/case.ts';
import type { Person } from '#app/domain/explain/explanation.ts';
import { minor } from '#app/domain/money/minor.ts';
import { at, type Network, type WalkPlan } from '#tests/domain/engine/arbitrary-network.ts';
import { isActive, sponsorAt, statusAt } from '#tests/domain/engine/naive-run.ts';

const FIRST_NAMES = [
  'Anna',
  'Ben',
  'Cleo',
  'Dora',
  'Emil',
  'Fay',
  'Gero',
  'Hanna',
  'Ivo',
  'Jule',
  'Kira',
  'Leon',
  'Mona',
  'Nils',
];

export const personOf = (number: number): Person => ({ number, name: at(FIRST_NAMES, number - 1001) });

/** What a page would load for one order of a random network; the parts of each base are made up so that they add up to it. */
export function orderCaseOf(network: Network, plan: WalkPlan, index: number): OrderCase {
  const order = at(network.orders, index);
  return {
    plan,
    planVersion: 7,
    order: {
      name: `#${order.key}`,
      paidOn: '2026-10-29',
      paidAtMs: order.asOf,
      isOwn: order.isOwn,
      isTest: false,
      lines: network.entries
        .filter((entry) => entry.order === index && entry.earns)
        .map(({ productClass, base }, place) => {
          const parts =
            base > 0
              ? { discount: 100 * place, tax: Math.floor(base / 10), refunded: 7 }
              : { discount: 0, tax: 0, refunded: -base };
          return {
            productClass: at(network.classes, productClass),
            goodsMinor: minor(BigInt(Math.max(base, 0) + (base > 0 ? parts.discount + parts.tax + parts.refunded : 0))),
            discountMinor: minor(BigInt(parts.discount)),
            taxMinor: minor(BigInt(parts.tax)),
            taxRatePpm: place % 2 === 0 ? 190_000 : 70_000,
            refundedMinor: minor(BigInt(parts.refunded)),
          };
        }),
      notCounted: [{ what: 'shipping', amountMinor: minor(490n) }],
    },
    source: order.partner === 0 ? null : personOf(order.partner),
    path: pathFrom(network, plan, { first: order.partner, asOf: order.asOf, late: order.late }),
    placed: {},
    atEnd: null,
    period: { from: '2026-10-01', to: '2026-10-31', state: 'open' },
    capped: null,
  };
}

function pathFrom(
  network: Network,
  plan: WalkPlan,
  from: { first: number; asOf: number; late: boolean },
): PartnerOnPath[] {
  const path: PartnerOnPath[] = [];
  for (let number = from.first; number !== 0; number = sponsorAt(network, number, from.asOf)) {
    const wasActive = isActive(network, plan, number, from.late);
    path.push({
      person: personOf(number),
      joinedMs: 0,
      status: statusAt(network, number, from.asOf),
      isActive: wasActive,
      rank: 0,
      title: 0,
      reach: plan.components.map(({ qualification }) => (wasActive || qualification.kind === 'none' ? REACH_ALL : 0)),
      figures: { ownMinor: 0, customerMinor: 1234, customerOrders: 0, measured: [] },
    });
  }
  return path;
}
