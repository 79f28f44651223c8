import type { PlacementRule } from '#app/domain/placement/place-waiting.ts';
import type { Tree } from '#app/domain/plan/trees.ts';

/** What a published version says of trees, and from when on periods follow it. */
export interface PublishedTrees {
  readonly version: number;
  readonly effectiveMs: number;
  readonly trees: readonly Tree[];
}

/** A tree's rule over a stretch of time `[fromMs, untilMs)`. */
export interface RuleSpan {
  readonly rule: PlacementRule;
  readonly fromMs: number;
  /** Infinity while nothing is published that takes over. */
  readonly untilMs: number;
  /** When a version with this tree was in force for the first time: nobody stands in it before. */
  readonly beganMs: number;
}

/** Which rules hold when, earliest first: at an instant the newest version that begins by then (design 9.10). */
export function ruleSpans(versions: readonly PublishedTrees[]): RuleSpan[] {
  const instants = [...new Set(versions.map(({ effectiveMs }) => effectiveMs))].sort((a, b) => a - b);
  const began = new Map<string, number>();
  return instants.flatMap((fromMs, index) => {
    const inForce = versions
      .filter(({ effectiveMs }) => effectiveMs <= fromMs)
      .reduce((newest, version) => (version.version > newest.version ? version : newest));
    const rules = inForce.trees.filter((tree): tree is PlacementRule => tree.kind !== 'sponsor');
    return rules.map((rule): RuleSpan => {
      const beganMs = began.get(rule.id) ?? fromMs;
      began.set(rule.id, beganMs);
      return { rule, fromMs, untilMs: instants[index + 1] ?? Infinity, beganMs };
    });
  });
}

/** Slots below one position. */
export const widthOf = (rule: PlacementRule): number => (rule.kind === 'binary' ? 2 : rule.width);
