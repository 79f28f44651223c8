import { caseSchema, type Case } from '#app/domain/case/case-schema.ts';
import { binary } from '#app/domain/templates/binary.ts';
import { EXAMPLE_PERIOD } from '#app/domain/templates/example-world.ts';
import { generations } from '#app/domain/templates/generations.ts';
import { matrix } from '#app/domain/templates/matrix.ts';
import { party } from '#app/domain/templates/party.ts';
import { referAFriend } from '#app/domain/templates/refer-a-friend.ts';
import { stairstep } from '#app/domain/templates/stairstep.ts';
import type { Template } from '#app/domain/templates/template.ts';
import { unilevel } from '#app/domain/templates/unilevel.ts';
import { unilevelRanks } from '#app/domain/templates/unilevel-ranks.ts';

/** Plans to start from, simplest first. */
export const TEMPLATES = {
  refer_a_friend: referAFriend,
  unilevel,
  unilevel_ranks: unilevelRanks,
  stairstep,
  binary,
  matrix,
  generations,
  party,
} satisfies Record<string, Template>;

export type TemplateName = keyof typeof TEMPLATES;
export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as TemplateName[];

/** The worked example of a template as a whole case. */
export function caseOfTemplate(name: TemplateName): Case {
  const { plan, example } = TEMPLATES[name];
  const request = { name, currency: 'EUR', cadence: EXAMPLE_PERIOD.cadence };
  return caseSchema.parse({ period: EXAMPLE_PERIOD, plan: plan(request), ...example.world });
}
