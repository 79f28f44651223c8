import type { Explanation, LevelPay, Nothing, Reversal } from '#app/domain/explain/explanation.ts';
import type { PeriodPay } from '#app/domain/explain/period-pay.ts';
import { minor } from '#app/domain/money/minor.ts';
import { breakdownOf, reversalBreakdownOf, type BreakdownLine } from '#app/locales/explanation-breakdown.ts';
import { amountIn, capSentences } from '#app/locales/explanation-caps.ts';
import { needTexts } from '#app/locales/explanation-needs.ts';
import { othersOf, passedInMatch } from '#app/locales/explanation-others.ts';
import { periodBreakdownOf } from '#app/locales/explanation-period-breakdown.ts';
import { periodDetailsOf } from '#app/locales/explanation-period-details.ts';
import { periodResultOf } from '#app/locales/explanation-period.ts';
import { nameIn, orderNameIn, type TextContext } from '#app/locales/explanation-words.ts';

/** What one explanation says (faces 5): result with cause, every step of the amount, what happened since, the others on the way. */
export interface ExplanationText {
  /** The first sentence stands alone in a list; at most three short ones follow. */
  readonly sentence: readonly string[];
  readonly breakdown: readonly BreakdownLine[];
  readonly later: readonly string[];
  readonly others: readonly string[];
}

/** The words of an explanation in the language of `t` and `format`, from the value alone. */
export function explanationText(value: Explanation, context: TextContext): ExplanationText {
  switch (value.kind) {
    case 'level_pay':
      return levelPayText(value, context);
    case 'period_pay':
      return periodPayText(value, context);
    case 'reversal':
      return reversalText(value, context);
    case 'nothing':
      return nothingText(value, context);
  }
}

function levelPayText(value: LevelPay, context: TextContext): ExplanationText {
  const { t, format } = context;
  const state = stateText(value, context);
  return {
    sentence: [
      resultOf(value, context),
      ...placeOf(value, context),
      ...rateText(value, context),
      ...capSentences(value.caps, value, context),
      state,
    ],
    breakdown: breakdownOf(value, context),
    later: [
      state,
      ...value.reversals.map(({ on, amountMinor }) =>
        t('later.reversal', { amount: format.money(minor(BigInt(amountMinor)), value.currency), on: format.day(on) }),
      ),
    ],
    others: othersOf(value, context),
  };
}

function resultOf(value: LevelPay, context: TextContext): string {
  const { t, format, viewer } = context;
  const { source, earner } = value;
  const words = {
    amount: amountIn(value, context),
    rate: format.percent(value.ratePpm),
    base: format.money(minor(BigInt(value.base.baseMinor)), value.currency),
    order: orderNameIn(context, value.order.name),
    source: nameIn(context, source),
    earner: nameIn(context, earner),
  };
  const isSelf = source.number === earner.number;
  if (viewer === 'merchant') {
    if (value.order.isOwn) return t('result.named.own', words);
    return t(isSelf ? 'result.named.bySelf' : 'result.named.by', words);
  }
  if (value.order.isOwn) return t(source.name === null ? 'result.you.ownHidden' : 'result.you.own', words);
  if (isSelf) return t('result.you.byYou', words);
  return t(source.name === null ? 'result.you.byHidden' : 'result.you.by', words);
}

/** Where the earner stands; of a pay level also why it is this one: who was skipped on the way. */
function placeOf(value: LevelPay, context: TextContext): string[] {
  const who = context.viewer === 'partner' ? 'you' : 'named';
  switch (value.counts) {
    case 'nothing':
      return [];
    case 'levels':
      return [payLevelOf(value, context, who)];
    case 'generations':
    case 'steps':
      return [context.t(`level.${value.counts}.${who}`, { level: value.level, earner: nameIn(context, value.earner) })];
  }
}

/** How a rate came about that stands in no table. */
function rateText({ rate, earner }: LevelPay, context: TextContext): string[] {
  const { t, format, viewer } = context;
  const who = viewer === 'partner' ? 'you' : 'named';
  const name = nameIn(context, earner);
  if (rate.kind === 'points') {
    return [t(`rate.${who}.points`, { points: rate.points, point: format.percent(rate.pointPpm), earner: name })];
  }
  if (rate.kind === 'cell' || rate.bound !== null || rate.belowPpm === 0) return [];
  const words = { own: format.percent(rate.ownPpm), below: format.percent(rate.belowPpm), earner: name };
  return [t(`rate.${who}.difference`, words)];
}

function payLevelOf(value: LevelPay, context: TextContext, who: 'you' | 'named'): string {
  const { t, format } = context;
  const own = value.path.findIndex(({ person }) => person.number === value.earner.number);
  const skipped = value.path.slice(0, own).filter(({ outcome }) => outcome === 'skipped');
  const earner = nameIn(context, value.earner);
  const [first] = skipped;
  if (first === undefined) return t(`level.levels.${who}`, { level: value.level, earner });
  if (skipped.length > 1) return t(`skipped.${who}.several`, { count: skipped.length, level: value.level, earner });
  if (first.person.name === null && who === 'you') return t('skipped.you.hidden', { level: value.level });
  const words = {
    skipped: nameIn(context, first.person),
    level: value.level,
    earner,
    period: format.span(value.period.from, value.period.to),
  };
  if (first.reason !== 'not-active') return t(`skipped.${who}.one`, words);
  return t(value.period.state === 'open' ? `skipped.${who}.notActiveSoFar` : `skipped.${who}.notActive`, words);
}

function periodPayText(value: PeriodPay, context: TextContext): ExplanationText {
  const state = stateText(value, context);
  return {
    sentence: [
      periodResultOf(value, context),
      ...periodDetailsOf(value, context),
      ...capSentences(value.caps, value, context),
      state,
    ],
    breakdown: periodBreakdownOf(value, context),
    later: [state],
    others: passedInMatch(value, context),
  };
}

function stateText({ state }: Pick<LevelPay, 'state'>, { t, format }: TextContext): string {
  switch (state.word) {
    case 'estimated':
      return t('state.estimated');
    case 'held':
      return state.until === null ? t('state.heldOpen') : t('state.held', { until: format.day(state.until) });
    case 'available':
      return t('state.available');
    case 'paid':
      return t('state.paid', { on: format.day(state.on) });
  }
}

function reversalText(value: Reversal, context: TextContext): ExplanationText {
  const { t, format, viewer } = context;
  const money = (amount: bigint) => format.money(minor(amount), value.currency);
  const { original } = value;
  const refunded = BigInt(value.refundedMinor);
  const base = BigInt(original.baseMinor);
  const words = {
    amount: money(BigInt(value.amountMinor)),
    on: format.day(value.refundedOn),
    refunded: money(refunded),
    base: money(base),
    order: orderNameIn(context, value.order.name),
    original: money(BigInt(original.amountMinor)),
    period: format.span(original.period.from, original.period.to),
    share: format.percent(Number((refunded * 1_000_000n) / base)),
    kept: money(keptOf(value)),
    earner: nameIn(context, value.earner),
  };
  return {
    sentence: [
      t(viewer === 'partner' ? 'reversal.you' : 'reversal.named', words),
      t('reversal.setOff', { period: format.span(value.period.from, value.period.to) }),
    ],
    breakdown: reversalBreakdownOf(value, context),
    later: [],
    others: [],
  };
}

/** What is left of the row after this refund and all before it. */
function keptOf({ original, refundedBeforeMinor, refundedMinor }: Reversal): bigint {
  const amount = BigInt(original.amountMinor);
  return amount - (amount * (BigInt(refundedBeforeMinor) + BigInt(refundedMinor))) / BigInt(original.baseMinor);
}

/** What an open period may still change. */
const isOfPeriod = (reason: Nothing['reason']) => reason === 'not-active' || reason === 'not-qualified';

function nothingText(value: Nothing, context: TextContext): ExplanationText {
  const { t, format, viewer } = context;
  const isOpen = value.period.state === 'open';
  const reason = isOpen && isOfPeriod(value.reason) ? (`${value.reason}-so-far` as const) : value.reason;
  const sentence = t(`nothing.${viewer === 'partner' ? 'you' : 'named'}.${reason}`, {
    order: orderNameIn(context, value.order.name),
    earner: nameIn(context, value.earner),
    period: format.span(value.period.from, value.period.to),
    paidOn: format.day(value.order.paidOn),
    steps: value.steps ?? 0,
    levels: value.levels,
  });
  const money = (amount: string) => format.money(minor(BigInt(amount)), value.currency);
  const { need, wouldBe } = value;
  const more = capSentences(value.caps, value, context);
  if (need) more.push(...needTexts(need, value.currency, context));
  if (wouldBe) {
    const words = { base: money(wouldBe.baseMinor), amount: money(wouldBe.amountMinor) };
    more.push(t('nothing.wouldBe', { rate: format.percent(wouldBe.ratePpm), ...words }));
    if (viewer === 'partner') more.push(t('nothing.appeal'));
  }
  return { sentence: [sentence, ...more, ...onceText(value, context)], breakdown: [], later: [], others: [] };
}

/** One sentence for every part of the plan that no order decides. */
function onceText({ once, currency, period }: Nothing, context: TextContext): string[] {
  const { t, format } = context;
  const span = format.span(period.from, period.to);
  return once.flatMap(({ componentKind, outcome, amountMinor, need }) => {
    const component = t(`componentKind.${componentKind}`);
    if (outcome === 'nothing-to-pay') return t(`once.nothing-to-pay.${componentKind}`, { component, period: span });
    const amount = format.money(minor(BigInt(amountMinor ?? '0')), currency);
    const said = t(`once.${outcome}`, { component, period: span, amount });
    return need === null ? said : [said, ...needTexts(need, currency, context)];
  });
}
