import type { Cap } from '#app/domain/explain/cap-step.ts';
import type { Explanation, Person } from '#app/domain/explain/explanation.ts';
import type { PeriodPay } from '#app/domain/explain/period-pay.ts';

/** What a partner may read of others: whose name, and whose reason for having been passed over. */
export interface PartnerSight {
  readonly mayName: (number: number) => boolean;
  readonly mayKnowWhy: (number: number) => boolean;
}

/**
 * The part of an explanation that its own earner may see: nothing above him, no amounts and no figures of others, names only where
 * allowed. What is taken out here is not sent (faces 1.10); the texts have words for the gaps.
 */
export function partnerView(value: Explanation, { mayName, mayKnowWhy }: PartnerSight): Explanation {
  const self = value.earner.number;
  const seen = (person: Person): Person =>
    person.number === self || mayName(person.number) ? person : { number: 0, name: null };
  if (value.kind === 'reversal') return value;
  if (value.kind === 'nothing')
    return { ...value, source: value.source && seen(value.source), caps: value.caps.map(ownCap) };
  if (value.kind === 'period_pay') return periodPayFor(value, { seen, mayKnowWhy });
  const own = value.path.findIndex(({ person }) => person.number === self);
  const path = value.path.slice(0, own + 1).map((step) => {
    if (step.person.number === self) return step;
    const knowsWhy = mayKnowWhy(step.person.number);
    return {
      ...step,
      person: seen(step.person),
      reason: knowsWhy ? step.reason : null,
      need: null,
      amountMinor: null,
    };
  });
  return { ...value, source: seen(value.source), path, caps: value.caps.map(ownCap) };
}

/** What all partners of the company came to is not for one of them: his own part says what happened to his rows. */
const ownCap = <T extends Cap>(cap: T): T => ({ ...cap, company: null });

interface Seeing {
  readonly seen: (person: Person) => Person;
  readonly mayKnowWhy: PartnerSight['mayKnowWhy'];
}

/** The base of a match stays, or nobody could follow the amount; of which components it consists is the other's own affair. */
function periodPayFor(value: PeriodPay, { seen, mayKnowWhy }: Seeing): PeriodPay {
  const source = value.source.kind === 'period' ? value.source : { ...value.source, person: seen(value.source.person) };
  return { ...value, source, pay: payFor(value.pay, { seen, mayKnowWhy }), caps: value.caps.map(ownCap) };
}

function payFor(pay: PeriodPay['pay'], { seen, mayKnowWhy }: Seeing): PeriodPay['pay'] {
  switch (pay.kind) {
    case 'matching': {
      const passed = pay.passed.map((step) => {
        const reason = mayKnowWhy(step.person.number) ? step.reason : null;
        return { ...step, person: seen(step.person), reason };
      });
      return { ...pay, earned: [], passed };
    }
    case 'match_down':
      return { ...pay, earned: [] };
    case 'group_bracket':
      return { ...pay, below: pay.below && { ...pay.below, group: null, atLeast: null } };
    default:
      return pay;
  }
}
