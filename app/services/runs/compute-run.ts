import { writeRun, type EarningColumns, type FigureColumns } from '#app/adapters/db/bulk.server.ts';
import type { RunFacts } from '#app/adapters/db/facts.server.ts';
import type { StoredCap } from '#app/adapters/db/run-caps.server.ts';
import { Hash } from '#app/domain/engine/hash.ts';
import type { Checkpoint } from '#app/domain/engine/pay-orders.ts';
import type { PartnerFigures, RunResult } from '#app/domain/engine/run-result.ts';
import { computedRun } from '#app/services/runs/computed-run.ts';
import { reviewOf } from '#app/services/runs/review-of.ts';
import type { RunSpec, RunSummary } from '#app/services/runs/run-spec.ts';

/** The columns of the rows; a row of the period has no order and stands at the period's last instant. */
function earningsOf({ rows }: RunResult, { facts, shopId, orderId }: RunFacts): EarningColumns {
  const { orderIndex } = rows;
  const lastMs = facts.period.endMs - 1;
  return {
    earner: rows.earner,
    source: rows.source,
    shopId: orderIndex.map((order) => shopId[order] ?? 0),
    orderId: BigInt64Array.from(orderIndex, (order) => orderId[order] ?? 0n),
    asOfMs: Float64Array.from(orderIndex, (order) => facts.orders.asOfMs[order] ?? lastMs),
    component: rows.component,
    level: rows.level,
    ratePpm: rows.ratePpm,
    baseMinor: rows.base,
    amountMinor: rows.amountMinor,
  };
}

function capsOf({ caps, partners }: RunResult, { shopId, orderId, latePeriods }: RunFacts): StoredCap[] {
  return caps.map(({ period, component, kind, about, rawMinor, cappedMinor }) => {
    const isOrder = kind === 'order';
    return {
      ...{ component, kind, rawMinor, cappedMinor },
      periodId: period < 0 ? 0 : (latePeriods[period] as number),
      about: isOrder ? 0 : (partners.number[about] as number),
      shopId: isOrder ? (shopId[about] as number) : 0,
      orderId: isOrder ? (orderId[about] as bigint) : 0n,
    };
  });
}

function earnedOf({ earnedMinor, number }: PartnerFigures): Float64Array {
  const earned = new Float64Array(number.length);
  for (const component of earnedMinor) {
    for (let index = 0; index < earned.length; index++) {
      earned[index] = (earned[index] as number) + (component[index] as number);
    }
  }
  return earned;
}

function figuresOf(partners: PartnerFigures, amountMinor: Float64Array): FigureColumns {
  return {
    number: partners.number,
    position: partners.position,
    subtreeEnd: partners.subtreeEnd,
    depth: partners.depth,
    active: partners.isActive,
    activityMet: partners.activityMet,
    rank: partners.rank,
    title: partners.title,
    reach: partners.reach,
    measured: partners.measured,
    customerMinor: partners.customerVolume,
    ownMinor: partners.ownVolume,
    teamMinor: partners.teamVolume,
    orders: partners.customerOrders,
    amountMinor,
  };
}

/** The engine knows orders by their place; with Shopify's numbers the fingerprint names the orders themselves. */
function withOrders(hash: string, { shopId, orderId }: RunFacts): string {
  const named = new Hash().text(hash);
  for (let order = 0; order < orderId.length; order++) {
    const id = orderId[order] as bigint;
    named.pair(shopId[order] as number, Number(id >> 32n)).pair(Number(id & 0xffff_ffffn), order);
  }
  return named.hex();
}

/**
 * Facts up to the watermark ▶ engine ▶ rows into their table (design 7). The facts are one
 * snapshot; rows and figures count for nothing before the caller makes the run current. @throws whatever `checkpoint` throws, before anything is written
 */
export async function computeRun(spec: RunSpec, checkpoint: Checkpoint): Promise<RunSummary> {
  const { read, result, readMs, computeMs } = await computedRun(spec, checkpoint);
  const earned = earnedOf(result.partners);
  const begin = performance.now();
  if (spec.target) {
    await writeRun({
      networkId: spec.networkId,
      runId: spec.runId,
      target: spec.target,
      earnings: earningsOf(result, read),
      basis: result.rows.basis,
      caps: capsOf(result, read),
      cents: result.rows.cents,
      figures: figuresOf(result.partners, earned),
      state: { ...result.state, earnings: result.earnings },
    });
  }
  return {
    rowHash: withOrders(result.rowHash, read),
    inputHash: withOrders(result.inputHash, read),
    rowCount: result.rows.count,
    earnerCount: earned.reduce((count, amount) => count + (amount > 0 ? 1 : 0), 0),
    amountMinor: BigInt(result.totals.paidMinor),
    totals: result.totals,
    review: reviewOf(result, read.facts, earned),
    orphans: result.orphans,
    durationsMs: {
      read: Math.round(readMs),
      compute: Math.round(computeMs),
      write: Math.round(performance.now() - begin),
    },
  };
}
