import type { Cap, CapStep } from '#app/domain/explain/cap-step.ts';
import type { Person } from '#app/domain/explain/explanation.ts';
import { minor } from '#app/domain/money/minor.ts';
import { nameIn, type TextContext } from '#app/locales/explanation-words.ts';

/** Whose rows were lowered, and the currency of their sums. */
interface Lowered {
  readonly currency: string;
  readonly earner: Person;
}

/** "€10.00 instead of €12.00", or the amount alone where nothing lowered it. */
export function amountIn(
  { amountMinor, caps, currency }: { amountMinor: string; caps: readonly CapStep[]; currency: string },
  { t, format }: TextContext,
): string {
  const amount = format.money(minor(BigInt(amountMinor)), currency);
  const [first] = caps;
  if (first === undefined || first.beforeMinor === amountMinor) return amount;
  return t('cap.amount', { amount, before: format.money(minor(BigInt(first.beforeMinor)), currency) });
}

/** One sentence for each cap: what it leaves, and what there was. */
export function capSentences(caps: readonly Cap[], { currency, earner }: Lowered, context: TextContext): string[] {
  const { t, viewer } = context;
  return caps.map((cap) => {
    const all = sumsIn(cap.company ?? cap, currency, context);
    const words = {
      ...sumsIn(cap, currency, context),
      all: all.capped,
      allRaw: all.raw,
      earner: nameIn(context, earner),
    };
    return t(`cap.${viewer === 'partner' ? 'you' : 'named'}.${cap.kind}`, words);
  });
}

/** A step for each cap: "× limit per partner: €100.00 of €120.00, and €0.01 of what does not divide", and what is left. */
export function capSteps(
  { caps, currency }: { caps: readonly CapStep[]; currency: string },
  { t, format }: Pick<TextContext, 't' | 'format'>,
): { label: string; value: string }[] {
  return caps.map((step) => {
    const label = t(`cap.label.${step.kind}`, sumsIn(step, currency, { format }));
    const rest = format.money(minor(1n), currency);
    return {
      label: step.hasRest ? t('cap.label.withRest', { label, rest }) : label,
      value: format.money(minor(BigInt(step.afterMinor)), currency),
    };
  });
}

function sumsIn(
  sums: Pick<Cap, 'rawMinor' | 'cappedMinor'>,
  currency: string,
  { format }: Pick<TextContext, 'format'>,
) {
  const money = (amount: string) => format.money(minor(BigInt(amount)), currency);
  return { raw: money(sums.rawMinor), capped: money(sums.cappedMinor) };
}
