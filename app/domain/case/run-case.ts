import { factsOfCase, planOfPeriod } from '#app/domain/case/case-facts.ts';
import type { Case, CaseEarnings, CaseState } from '#app/domain/case/case-schema.ts';
import type { NextState } from '#app/domain/engine/run-result.ts';
import type { Facts } from '#app/domain/engine/facts.ts';
import { runPeriod } from '#app/domain/engine/run-period.ts';
import type { RunResult } from '#app/domain/engine/run-result.ts';
import { currency, toDecimal } from '#app/domain/money/currency.ts';
import { minor, ppm } from '#app/domain/money/minor.ts';
import { rateOf } from '#app/domain/plan/fields.ts';
import type { Plan } from '#app/domain/plan/plan.ts';

/** One row of a case. `order` is null for a row of the period, whose `source` says what it is about. */
export interface CaseRow {
  readonly row: number;
  readonly component: string;
  readonly earner: number;
  readonly order: number | null;
  readonly source: number | null;
  readonly level: number;
  readonly rate: string;
  /** Money in the plan's currency, or points where the component's base is CV. */
  readonly base: string;
  readonly amount: string;
}

export interface CaseBudget {
  readonly budget: string;
  readonly paid: string;
  readonly breakage: string;
}

/** What a case comes to: amounts as decimal strings of the plan's currency. */
export interface CaseResult {
  readonly rows: readonly CaseRow[];
  readonly ranks: readonly {
    readonly partner: number;
    readonly is_active: boolean;
    readonly paid_as: string | null;
    readonly title: string | null;
  }[];
  readonly state: CaseState;
  /** What other cadences of the plan match: the `prior.earnings` of their cases. */
  readonly earnings: CaseEarnings;
  readonly totals: CaseBudget & {
    readonly orders: number;
    readonly rows: number;
    readonly components: readonly (CaseBudget & { readonly id: string; readonly rows: number })[];
    /** Components of older plans that paid late orders, by the accepted period that had them. */
    readonly late_components: readonly (CaseBudget & {
      readonly period: number;
      readonly id: string;
      readonly rows: number;
    })[];
  };
  readonly input_hash: string;
  readonly row_hash: string;
}

const UNHURRIED = () => undefined;

/** Runs a case. @throws InvariantError where its facts contradict each other, e.g. in a circle of sponsors */
export function runCase(given: Case): CaseResult {
  const { facts, prior } = factsOfCase(given);
  return resultOf(given, facts, runPeriod(facts, given.plan, prior, UNHURRIED));
}

function resultOf(given: Case, facts: Facts, result: RunResult): CaseResult {
  const { plan } = given;
  const money = (amount: number) => toDecimal(minor(BigInt(amount)), currency(plan.currency));
  const { rows, partners, totals } = result;
  const budget = (of: { budgetMinor: number; paidMinor: number; breakageMinor: number }): CaseBudget => ({
    budget: money(of.budgetMinor),
    paid: money(of.paidMinor),
    breakage: money(of.breakageMinor),
  });
  const rankId = (place: number) => plan.ranks.ladder[place - 1]?.id ?? null;
  return {
    rows: Array.from({ length: rows.count }, (_, index) =>
      rowOf(planOfRow(given, facts, rows, index), facts, rows, index),
    ),
    ranks: [...partners.number.keys()].slice(1).map((index) => ({
      partner: partners.number[index] as number,
      is_active: partners.isActive[index] === 1,
      paid_as: rankId(partners.rank[index] as number),
      title: rankId(partners.title[index] as number),
    })),
    state: stateOf(result.state),
    earnings: result.earnings.flatMap(({ component, partner, netMinor, grossMinor }) =>
      [...partner].map((number, row) => ({
        ...{ component, partner: number },
        net: money(netMinor[row] as number),
        gross: money(grossMinor[row] as number),
      })),
    ),
    totals: {
      orders: totals.orders,
      rows: totals.rows,
      ...budget(totals),
      components: totals.components
        .filter(({ period }) => period < 0)
        .map((component) => ({ id: component.id, rows: component.rows, ...budget(component) })),
      late_components: totals.components
        .filter(({ period }) => period >= 0)
        .map((component) => ({
          ...{ period: component.period, id: component.id, rows: component.rows },
          ...budget(component),
        })),
    },
    input_hash: result.inputHash,
    row_hash: result.rowHash,
  };
}

/** The plan that paid a row: of a late order that of its own period. */
function planOfRow(given: Case, { orders }: Facts, rows: RunResult['rows'], index: number): Plan {
  const order = rows.orderIndex[index] as number;
  const period = order < 0 ? -1 : (orders.activityOf[order] as number);
  return period < 0 ? given.plan : planOfPeriod(given, period);
}

function rowOf(plan: Plan, facts: Facts, rows: RunResult['rows'], index: number): CaseRow {
  const component = plan.components[rows.component[index] as number];
  const order = rows.orderIndex[index] as number;
  const isPoints = component !== undefined && 'base' in component && component.base.volume === 'cv';
  const base = rows.base[index] as number;
  const inCurrency = currency(plan.currency);
  return {
    row: index + 1,
    component: component?.id ?? '',
    earner: rows.earner[index] as number,
    order: order < 0 ? null : (facts.orders.key[order] as number),
    source: order < 0 ? (rows.source[index] as number) : null,
    level: rows.level[index] as number,
    rate: rateOf(ppm(rows.ratePpm[index] as number)),
    base: isPoints ? pointsText(base, plan.volumes.scale) : toDecimal(minor(BigInt(base)), inCurrency),
    amount: toDecimal(minor(BigInt(rows.amountMinor[index] as number)), inCurrency),
  };
}

function pointsText(points: number, scale: number): string {
  const digits = String(points).padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function stateOf({ ranks, components }: NextState): CaseState {
  const idOf = (place: number | undefined) => (place === undefined ? null : (ranks.ladder[place] ?? null));
  const since = (periods: number) => (periods < 0 ? null : periods);
  const counters = Map.groupBy(
    [...ranks.reachedBy.keys()].map((row) => ({
      partner: ranks.reachedBy[row] as number,
      counted: {
        rank: ranks.ladder[ranks.reached[row] as number] ?? '',
        since_promotion: since(ranks.sincePromotion[row] as number),
        grace_used: ranks.graceUsed[row] as number,
        since_grace: since(ranks.sinceGrace[row] as number),
      },
    })),
    ({ partner }) => partner,
  );
  return {
    ranks: [...ranks.partner].map((partner, row) => ({
      partner,
      title: idOf(ranks.title[row]),
      paid_as: idOf(ranks.paidAs[row]),
      reached: (counters.get(partner) ?? []).map(({ counted }) => counted),
    })),
    components: Object.fromEntries(
      Object.entries(components).map(([id, columns]) => [
        id,
        Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]])),
      ]),
    ),
  };
}
