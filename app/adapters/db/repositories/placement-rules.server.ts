import { publishedTrees } from '#app/adapters/db/repositories/plans.server.ts';
import { acceptedThrough } from '#app/adapters/db/repositories/accepted-through.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { ruleSpans, type RuleSpan } from '#app/domain/placement/rule-spans.ts';

/** A rule by which places are given, and the instants between which it may. */
export interface RuleInForce {
  readonly programmeId: number;
  readonly rule: RuleSpan['rule'];
  /** No place holds from before it: the tree's beginning, or the end of what is accepted (plans 0.4). */
  readonly opensMs: number;
  /** Whose time in the holding tank ends by then is placed by this rule: now, or the last instant before another took over. */
  readonly dueMs: number;
}

/**
 * The rules by which somebody may be due now, earliest first: those of the plans that open periods follow. What an accepted period
 * followed gives no places any more.
 */
export async function placementRules(tx: Tx, now: Date): Promise<RuleInForce[]> {
  const published = await publishedTrees(tx);
  if (published.every(({ trees }) => trees.length < 2)) return [];
  const through = (await acceptedThrough(tx))?.getTime() ?? -Infinity;
  const nowMs = now.getTime();
  return [...Map.groupBy(published, ({ programmeId }) => programmeId)].flatMap(([programmeId, versions]) =>
    ruleSpans(versions.map((version) => ({ ...version, effectiveMs: version.effectiveAt.getTime() })))
      .filter(({ fromMs, untilMs }) => fromMs <= nowMs && untilMs > through)
      .map(({ rule, untilMs, beganMs }) => ({
        programmeId,
        rule,
        opensMs: Math.max(beganMs, through),
        dueMs: Math.min(nowMs, untilMs - 1),
      })),
  );
}
