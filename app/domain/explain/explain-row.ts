import { assert } from '#app/domain/assert.ts';
import { rateCells } from '#app/domain/explain/rate-cells.ts';
import { capsOver, capSteps } from '#app/domain/explain/caps.ts';
import { isWalkedAtEnd, lineOf, treeOf, type LineOnRecord, type OrderCase } from '#app/domain/explain/case.ts';
import { primitiveOf, type Component } from '#app/domain/engine/registry.ts';
import type { LevelPay, MoneyState, PathStep, RateSource } from '#app/domain/explain/explanation.ts';
import { needOf } from '#app/domain/explain/need.ts';
import type { Need } from '#app/domain/explain/need-schema.ts';
import { isCounted, netOf, traceOf, type Trace, type TracedRow } from '#app/domain/explain/trace.ts';
import { PPM_ONE, sum } from '#app/domain/money/minor.ts';
import type { Minor } from '#app/domain/money/minor.ts';
import { fractionPpm } from '#app/domain/plan/fields.ts';
import { SPONSOR_TREE } from '#app/domain/plan/trees.ts';

/** An earning row as it is stored; `component` is the index in the plan. */
export interface StoredRow {
  readonly earner: number;
  readonly component: number;
  readonly level: number;
  readonly ratePpm: number;
  readonly baseMinor: Minor;
  readonly amountMinor: Minor;
  /** As in `Rows.cents`. */
  readonly cents: number;
}

export interface RowEvents {
  readonly state: MoneyState;
  /** Shares taken back since, oldest first, with their days (`YYYY-MM-DD`). */
  readonly reversals: readonly { readonly on: string; readonly amountMinor: Minor }[];
}

/**
 * Why a row is what it is, decided again by the engine's own primitive from what the run read (design 7).
 * Result: `outdated` where that no longer gives the stored row: the order has changed and a newer run is on its way.
 */
export function explainRow(orderCase: OrderCase, row: StoredRow, events: RowEvents): LevelPay | { kind: 'outdated' } {
  const { plan, order, source, period } = orderCase;
  const component = plan.components[row.component];
  assert(component && source, 'a row without its component or its source');
  const line = lineOf(orderCase, row.component);
  const trace = traceOf(orderCase, row.component);
  const traced = trace.rows.find(
    ({ step, level, ratePpm }) =>
      line[step]?.person.number === row.earner && level === row.level && ratePpm === row.ratePpm,
  );
  const caps = capSteps(
    BigInt(traced?.amountMinor ?? -1),
    capsOver(orderCase.capped?.caps ?? [], plan, row),
    row.cents,
  );
  const left = BigInt(caps.at(-1)?.afterMinor ?? traced?.amountMinor ?? -1);
  if (BigInt(traced?.baseMinor ?? -1) !== row.baseMinor || left !== row.amountMinor) return { kind: 'outdated' };
  const earner = line.find(({ person }) => person.number === row.earner);
  assert(earner, 'a traced row without its earner');
  const { rate, ownLines } = rateOf(orderCase, component, { row, traced, rank: earner.rank });
  return {
    kind: 'level_pay',
    currency: plan.currency,
    amountMinor: text(row.amountMinor),
    earner: earner.person,
    order: { name: order.name, paidOn: order.paidOn, isOwn: order.isOwn },
    source,
    base: { ...baseOf(ownLines, order.lines), notCounted: order.notCounted.filter(isSome).map(asText) },
    factorPpm: 'base' in component ? fractionPpm(component.base.factor) : PPM_ONE,
    ratePpm: row.ratePpm,
    rate,
    rank: plan.ranks.ladder[earner.rank - 1]?.name ?? null,
    level: row.level,
    treeAsOf: isWalkedAtEnd(component) ? 'period_end' : 'order_time',
    counts: countsOf(component),
    tree: plan.trees.find(({ id }) => id === treeOf(component))?.kind ?? SPONSOR_TREE.kind,
    path: pathOf(orderCase, row.component, trace),
    rounding: component.rounding,
    caps,
    plan: { name: plan.name, version: orderCase.planVersion, component: component.id },
    period,
    state: events.state,
    reversals: events.reversals.map(({ on, amountMinor }) => ({ on, amountMinor: text(amountMinor) })),
  };
}

interface Rated {
  readonly row: StoredRow;
  readonly traced: TracedRow | undefined;
  readonly rank: number;
}

/** Where the rate of a row comes from, and the lines that it is paid for. */
function rateOf({ plan, order }: OrderCase, component: Component, { row, traced, rank }: Rated) {
  const primitive = primitiveOf(component);
  assert(primitive.pays === 'orders', `${component.id} pays for no order`);
  const use = primitive.rateUseOf(component);
  const ofAll = (rate: RateSource) => ({ rate, ownLines: order.lines.filter((line) => isCounted(plan, line)) });
  if (use.kind === 'points') {
    return ofAll({ kind: 'points', points: row.ratePpm / use.pointPpm, pointPpm: use.pointPpm });
  }
  if (use.kind === 'difference') {
    assert(traced?.difference, 'a difference without its rates');
    const { ownPpm, belowPpm } = traced.difference;
    const least = Math.max(ownPpm - belowPpm, use.floorPpm);
    const bound = row.ratePpm < least ? 'limit' : row.ratePpm > ownPpm - belowPpm ? 'floor' : null;
    return ofAll({ kind: 'difference', ownPpm, belowPpm, bound });
  }
  const cells = rateCells(plan, component, order.lines, { rank, level: row.level });
  const table = cells.find(({ ratePpm }) => ratePpm === row.ratePpm)?.table;
  assert(table, 'a rate that stands nowhere in the plan');
  return {
    rate: { kind: 'cell' as const, table },
    ownLines: order.lines.filter((line, index) => cells[index]?.ratePpm === row.ratePpm && isCounted(plan, line)),
  };
}

/** What the levels of a component count. */
export function countsOf(component: Component): LevelPay['counts'] {
  const primitive = primitiveOf(component);
  return primitive.pays === 'orders' ? primitive.counts : 'nothing';
}

/** Everybody the walk met, nearest first, with what he got of the order in all. */
function pathOf(orderCase: OrderCase, component: number, trace: Trace): PathStep[] {
  return lineOf(orderCase, component).flatMap(({ person }, step) => {
    const met = trace.steps[step];
    if (met === undefined) return [];
    const got = trace.rows
      .filter((row) => row.step === step)
      .reduce((total, row) => total + leftOf(orderCase, component, row), 0n);
    const passedOver = met.level === 0 ? ('skipped' as const) : ('unpaid' as const);
    return {
      person,
      outcome: met.reason === null ? ('paid' as const) : passedOver,
      level: met.level === 0 ? null : met.level,
      ...(met.reason === 'not-active' ? lackOf(orderCase, component, step) : { reason: met.reason, need: null }),
      amountMinor: got > 0n ? text(got) : null,
    };
  });
}

/** What caps left of a row that a component found: 0 where it is no row any more. */
export function leftOf(orderCase: OrderCase, component: number, row: TracedRow): bigint {
  const { capped } = orderCase;
  if (capped === null) return BigInt(row.amountMinor);
  const earner = lineOf(orderCase, component)[row.step]?.person.number;
  const left = capped.rows.find(
    (other) =>
      other.component === component &&
      other.earner === earner &&
      other.level === row.level &&
      other.ratePpm === row.ratePpm,
  );
  return left?.amountMinor ?? 0n;
}

/** Why somebody with an active status does not qualify for a component: activity alone, or what else it asks, with his figures. */
export function lackOf(orderCase: OrderCase, index: number, step: number) {
  const { plan } = orderCase;
  const [component, partner] = [plan.components[index], lineOf(orderCase, index)[step]];
  assert(component && partner, 'nobody who could lack anything');
  const { figures, isActive, rank, title } = partner;
  const none = { ownMinor: 0, customerMinor: 0, customerOrders: 0, measured: [] };
  const need = needOf(component.qualification, plan, { ...(figures ?? none), isActive, rank, title });
  const reason = lacksActivityAlone(need) ? ('not-active' as const) : ('not-qualified' as const);
  return { reason, need: figures === null || need.isMet ? null : need };
}

function lacksActivityAlone(need: Need): boolean {
  if (need.kind === 'active') return true;
  return need.kind === 'all' && need.of.every((part) => part.isMet || lacksActivityAlone(part));
}

function baseOf(lines: readonly LineOnRecord[], all: readonly LineOnRecord[]) {
  const rates = [...new Set(lines.map(({ taxRatePpm }) => taxRatePpm))];
  const taxes = rates
    .map((ratePpm) => ({
      ratePpm,
      amountMinor: sum(lines.filter((line) => line.taxRatePpm === ratePpm).map((line) => line.taxMinor)),
    }))
    .filter(isSome)
    .map(asText);
  const net = (of: readonly LineOnRecord[]) => of.reduce((total, line) => total + netOf(line), 0);
  return {
    goodsMinor: text(sum(lines.map(({ goodsMinor }) => goodsMinor))),
    discountMinor: text(sum(lines.map(({ discountMinor }) => discountMinor))),
    taxes,
    refundedMinor: text(sum(lines.map(({ refundedMinor }) => refundedMinor))),
    baseMinor: String(net(lines)),
    otherGoodsMinor: String(net(all) - net(lines)),
  };
}

const text = (amount: bigint): string => amount.toString();
const isSome = ({ amountMinor }: { readonly amountMinor: Minor }): boolean => amountMinor !== 0n;
const asText = <T extends { readonly amountMinor: Minor }>(part: T) => ({
  ...part,
  amountMinor: text(part.amountMinor),
});
