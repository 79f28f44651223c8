import { assert } from '#app/domain/assert.ts';
import type { Case, CaseEarnings, CaseState } from '#app/domain/case/case-schema.ts';
import type { ComponentEarnings } from '#app/domain/engine/prior-state.ts';
import { FactsColumns } from '#app/domain/engine/facts-columns.ts';
import { STATUS, type Facts, type Placement } from '#app/domain/engine/facts.ts';
import { NO_PRIOR, type PriorPeriod, type PriorState } from '#app/domain/engine/prior-state.ts';
import { REACH_ALL } from '#app/domain/engine/scene.ts';
import { placeOf } from '#app/domain/engine/ladder.ts';
import { unitsOf } from '#app/domain/engine/units.ts';
import type { Plan } from '#app/domain/plan/plan.ts';
import type { VolumeKind } from '#app/domain/plan/volumes.ts';

/** The engine's facts of a case, and what came before it. Facts are recorded in the order in which the document names them. */
export function factsOfCase(given: Case): { facts: Facts; prior: PriorState<Plan> } {
  const columns = new FactsColumns();
  let recorded = 0;
  for (const { number, joined, sponsors, statuses } of given.partners) {
    columns.partner(number, Date.parse(joined));
    for (const { from, sponsor } of sponsors) columns.edge(number, sponsor, Date.parse(from), recorded++);
    const all = statuses ?? [{ from: joined, status: 'active' as const }];
    for (const { from, status } of all) columns.status(number, STATUS[status], Date.parse(from), recorded++);
  }
  for (const placement of placementsOf(given)) columns.placement(placement);
  for (const override of given.overrides ?? []) {
    const { partner } = override;
    if (override.kind === 'rank') columns.override({ kind: 'rank', partner, rank: override.rank });
    else columns.override({ kind: 'active', partner, isActive: override.is_active });
  }
  for (const order of given.orders) addOrder(columns, given.plan, order);
  const { start, end, cadence } = given.period;
  return {
    facts: columns.done({ startMs: Date.parse(start), endMs: Date.parse(end), cadence }),
    prior: priorOf(given),
  };
}

type Line = Case['orders'][number]['lines'][number];
type Amounts = Pick<Line, 'net' | 'pv' | 'cv' | 'margin'>;

function addOrder(columns: FactsColumns, plan: Plan, order: Case['orders'][number]): void {
  columns.order({
    key: order.id,
    partner: order.partner,
    customer: order.customer ?? 0,
    isOwn: order.own ?? false,
    asOfMs: Date.parse(order.paid),
    activityOf: order.late_period ?? -1,
  });
  const classOf = ({ tags = [], collections = [] }: Line) =>
    columns.productClass(JSON.stringify([tags, collections]), () => ({ tags, collections }));
  for (const line of order.lines)
    columns.entry({ productClass: classOf(line), ...entryOf(plan, line, 1), earns: true });
  for (const refund of order.refunds ?? []) {
    const line = order.lines[refund.line];
    assert(line, `a refund of line ${refund.line} of order ${order.id}, which has none`);
    columns.entry({ productClass: classOf(line), ...entryOf(plan, refund, -1), earns: refund.accepted !== true });
  }
}

function entryOf(plan: Plan, amounts: Amounts, sign: 1 | -1) {
  const units = (kind: VolumeKind, text: string) =>
    (text.startsWith('-') ? -unitsOf(plan, kind, text.slice(1)) : unitsOf(plan, kind, text)) * sign;
  return {
    baseMinor: units('net', amounts.net),
    pv: units('pv', amounts.pv ?? '0'),
    cv: units('cv', amounts.cv ?? '0'),
    marginMinor: units('net', amounts.margin ?? '0'),
  };
}

function placementsOf({ positions = [], plan }: Case): Placement[] {
  return plan.trees.flatMap(({ id }) => {
    const own = positions.filter(({ tree }) => tree === id);
    if (own.length === 0) return [];
    const edges = own.flatMap(({ number, edges: dates }) =>
      dates.map(({ from, parent }, seq) => ({ number, parent, fromMs: Date.parse(from), seq })),
    );
    return {
      tree: id,
      positions: {
        number: Int32Array.from(own, ({ number }) => number),
        owner: Int32Array.from(own, ({ owner }) => owner),
      },
      edges: {
        partner: Int32Array.from(edges, ({ number }) => number),
        value: Int32Array.from(edges, ({ parent }) => parent),
        validFromMs: Float64Array.from(edges, ({ fromMs }) => fromMs),
        recordedSeq: Float64Array.from(edges, ({ seq }) => seq),
      },
      slot: Int32Array.from(own, ({ slot }) => slot),
    };
  });
}

/** The plan that an accepted period of a case had. */
export const planOfPeriod = ({ prior, plan }: Pick<Case, 'prior' | 'plan'>, period: number): Plan =>
  prior?.plans?.[period] ?? plan;

function priorOf({ prior, plan: open }: Case): PriorState<Plan> {
  return {
    ...NO_PRIOR,
    ...(prior?.state ? stateOf(prior.state) : {}),
    ...(prior?.earnings ? { earnings: earningsOf(open, prior.earnings) } : {}),
    periods: (prior?.periods ?? []).map((period, index): PriorPeriod<Plan> => {
      const plan = planOfPeriod({ prior, plan: open }, index);
      const rank = (id: string | null) => (id === null ? 0 : placeOf(plan, id));
      return {
        plan,
        partner: Int32Array.from(period, ({ partner }) => partner),
        isActive: Uint8Array.from(period, ({ is_active: isActive }) => Number(isActive)),
        rank: Uint8Array.from(period, (row) => rank(row.rank)),
        title: Uint8Array.from(period, (row) => rank(row.title)),
        reach: plan.components.map((_, component) =>
          Uint8Array.from(period, ({ reach }) => {
            const levels = reach[component];
            assert(levels !== undefined, 'a prior period without a reach for every component');
            return levels ?? REACH_ALL;
          }),
        ),
      };
    }),
  };
}

function earningsOf(plan: Plan, rows: CaseEarnings): ComponentEarnings[] {
  const minor = (text: string) => unitsOf(plan, 'net', text);
  return [...Map.groupBy(rows, ({ component }) => component)].map(([component, own]) => ({
    component,
    partner: Int32Array.from(own, ({ partner }) => partner),
    netMinor: Float64Array.from(own, ({ net }) => minor(net)),
    grossMinor: Float64Array.from(own, ({ gross }) => minor(gross)),
  }));
}

function stateOf({ ranks, components }: CaseState): Pick<PriorState, 'ranks' | 'components'> {
  const counters = ranks.flatMap(({ partner, reached }) => reached.map((row) => ({ partner, ...row })));
  const named = ranks.flatMap(({ title, paid_as: paidAs, reached }) => [
    title,
    paidAs,
    ...reached.map(({ rank }) => rank),
  ]);
  const ladder = [...new Set(named.filter((id) => id !== null))];
  const place = (id: string | null) => (id === null ? -1 : ladder.indexOf(id));
  return {
    ranks: {
      ladder,
      partner: Int32Array.from(ranks, ({ partner }) => partner),
      title: Int8Array.from(ranks, ({ title }) => place(title)),
      paidAs: Int8Array.from(ranks, (row) => place(row.paid_as)),
      reachedBy: Int32Array.from(counters, (row) => row.partner),
      reached: Int8Array.from(counters, (row) => place(row.rank)),
      sincePromotion: Int32Array.from(counters, (row) => row.since_promotion ?? -1),
      graceUsed: Int32Array.from(counters, (row) => row.grace_used),
      sinceGrace: Int32Array.from(counters, (row) => row.since_grace ?? -1),
    },
    components: Object.fromEntries(
      Object.entries(components).map(([id, columns]) => [
        id,
        Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)])),
      ]),
    ),
  };
}
