import type { LevelPay, PathStep } from '#app/domain/explain/explanation.ts';
import type { PeriodPay } from '#app/domain/explain/period-pay.ts';
import { minor } from '#app/domain/money/minor.ts';
import { needTexts } from '#app/locales/explanation-needs.ts';
import { nameIn, type TextContext } from '#app/locales/explanation-words.ts';

/** One sentence for everybody on the way from the order upwards, nearest first: amount, level or reason. */
export function othersOf(value: LevelPay, context: TextContext): string[] {
  return value.path.map((step) => stepText(step, value, context));
}

function stepText(step: PathStep, value: LevelPay, context: TextContext): string {
  const { t, format } = context;
  const name = nameIn(context, step.person);
  const place = t(`place.${value.counts}`, { level: step.level ?? 0 });
  if (step.outcome === 'paid') {
    if (step.amountMinor !== null) {
      return t('others.paid', { name, place, amount: format.money(minor(BigInt(step.amountMinor)), value.currency) });
    }
    return t(context.viewer === 'partner' ? 'others.took' : 'others.nothingAtLevel', { name, place });
  }
  const reason = reasonOf(step, value, context);
  if (step.outcome === 'unpaid') {
    return reason === '' ? t('others.unpaid', { name, place }) : t('others.unpaidBecause', { name, place, reason });
  }
  return reason === '' ? t('others.skipped', { name }) : t('others.skippedBecause', { name, reason });
}

function reasonOf({ reason, need }: PathStep, { period, currency }: LevelPay, context: TextContext): string {
  if (reason === null) return '';
  const why = context.t(`passReason.${reason}`, { period: context.format.span(period.from, period.to) });
  return need === null ? why : [why, ...needTexts(need, currency, context)].join(' ');
}

/** One sentence for everybody whom a match passed over on its way up, nearest first. */
export function passedInMatch({ pay, period }: PeriodPay, context: TextContext): string[] {
  if (pay.kind !== 'matching') return [];
  const { t, format } = context;
  const lines = pay.passed.map(({ person, reason, level }) => {
    const name = nameIn(context, person);
    const because = reason && t(`passReasonAtEnd.${reason}`, { period: format.span(period.from, period.to) });
    if (level === null)
      return because ? t('others.skippedBecause', { name, reason: because }) : t('others.skipped', { name });
    const place = t(`place.${pay.counts}`, { level });
    return because ? t('others.unpaidBecause', { name, place, reason: because }) : t('others.unpaid', { name, place });
  });
  return pay.morePassed > 0 ? [...lines, t('others.more', { count: pay.morePassed })] : lines;
}
