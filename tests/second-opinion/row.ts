import type { Component, Order, OrderComponent, OrderPaying } from '#tests/second-opinion/document.ts';
import { rateText, rounded, times, unitsText, type Fraction } from '#tests/second-opinion/fraction.ts';
import { baseText, worthOf } from '#tests/second-opinion/order-base.ts';
import { moneyDecimals } from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** One earning, its amount in the currency's smallest unit. */
export interface Row {
  readonly component: string;
  readonly earner: number;
  readonly order: number | null;
  readonly source: number | null;
  readonly level: number;
  readonly rate: string;
  readonly base: string;
  readonly amount: bigint;
}

interface Share {
  readonly earner: number;
  readonly level: number;
  readonly rate: Fraction;
  readonly base: Fraction;
}

/** A share of an order: exact, then rounded once (plans 4.18); none where it comes to nothing. */
export function shareRow(world: World, component: OrderPaying, order: Order, share: Share): Row[] {
  const amount = rounded(times(worthOf(world, component, share.base), share.rate), component.rounding);
  if (amount === 0n) return [];
  return [
    {
      component: component.id,
      earner: share.earner,
      order: order.id,
      source: null,
      level: share.level,
      rate: rateText(share.rate),
      base: baseText(world, component, share.base),
      amount,
    },
  ];
}

type Based = Component & { base: OrderComponent['base'] };

/** A share of a volume of the period, about `source`; none where it comes to nothing. */
export function volumeRow(world: World, component: Based, share: Share & { source: number }): Row[] {
  const amount = rounded(times(worthOf(world, component, share.base), share.rate), component.rounding);
  return amount === 0n ? [] : [periodRow(world, component, share, amount)];
}

/** A row of the period of an amount that is known already. */
export function periodRow(world: World, component: Based, share: Share & { source: number }, amount: bigint): Row {
  return {
    component: component.id,
    earner: share.earner,
    order: null,
    source: share.source,
    level: share.level,
    rate: rateText(share.rate),
    base: baseText(world, component, share.base),
    amount,
  };
}

/** A row as the line by which both opinions are compared. */
export function rowText(world: World, row: Row): string {
  const amount = unitsText(row.amount, moneyDecimals(world.plan));
  return [row.component, row.earner, row.order, row.source, row.level, row.rate, row.base, amount].join(' ');
}
