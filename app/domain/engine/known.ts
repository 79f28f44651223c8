import type { Standing } from '#app/domain/engine/scene.ts';
import type { Known } from '#app/domain/engine/predicate.ts';
import type { RankHistory } from '#app/domain/engine/prior-state.ts';

/** Ranks of a period by partner index: 0 for none, else the place on the ladder from 1. */
export interface RankResult extends Known {
  readonly rank: Uint8Array;
  readonly title: Uint8Array;
  /** By the period's figures alone, before grace and overrides. */
  readonly earned: Uint8Array;
  /** 1: the paid-as rank is held by grace. */
  readonly isGrace: Uint8Array;
  /** Partners whose title rose, with the title they had; ascending by index. */
  readonly promotions: readonly { readonly partner: number; readonly from: number; readonly to: number }[];
  readonly history: RankHistory;
}

/** Partners of the period, with how they got their ranks. */
export interface PeriodStanding extends Standing {
  readonly ranks: RankResult;
}
