import { describedSchema, type Described, type Outcome, type PlanOf } from '#tests/domain/engine/examples/format.ts';
import * as noPlans from '#tests/domain/engine/examples/no-plans.ts';
import * as places from '#tests/domain/engine/examples/places.ts';
import * as sales from '#tests/domain/engine/examples/sales.ts';
import * as shares from '#tests/domain/engine/examples/shares.ts';
import * as walks from '#tests/domain/engine/examples/walks.ts';

type Evaluator = Described['plan']['evaluator'];
type Translations = { readonly [E in Evaluator]: (plan: PlanOf<E>, described: Described) => Outcome };

/** Plans become a case that `runCase` runs; what is no plan asks the function of the domain that decides it. */
const TRANSLATIONS: Translations = {
  level_walk: walks.levelWalk,
  moved: walks.moved,
  differential_path: walks.differentialPath,
  breakaway: walks.breakaway,
  generation: walks.generation,
  infinity: walks.infinity,
  x_up: walks.xUp,
  matrix: places.matrix,
  binary: places.binary,
  percent: sales.percent,
  margin: sales.margin,
  differential_group: sales.differentialGroup,
  matching_level: shares.matchingLevel,
  match_down: shares.matchDown,
  points_pool: shares.pointsPool,
  share_pool: shares.sharePool,
  payout_cap: shares.payoutCap,
  volume_to_money: noPlans.volumeToMoney,
  matrix_capacity: noPlans.matrixCapacity,
  gv_after_refund: noPlans.volumeAfterRefund,
  clawback_apportion: noPlans.clawback,
  ledger: noPlans.ledger,
  leg_cap: noPlans.legCap,
  rounding: noPlans.rounding,
};

/**
 * What the engine makes of a worked example: the one translation from the format of the examples to a case. It branches on what
 * an example describes and computes no amount. @throws ZodError on a description with a field that nobody translates
 */
export function outcomeOf(example: unknown): Outcome {
  const described = describedSchema.parse(example);
  const { plan } = described;
  // Each translation takes the plan of its own evaluator, which is how it was found.
  const translate = TRANSLATIONS[plan.evaluator] as (plan: Described['plan'], described: Described) => Outcome;
  return translate(plan, described);
}
