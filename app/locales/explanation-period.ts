import type { EventPay, PeriodPay } from '#app/domain/explain/period-pay.ts';
import { minor } from '#app/domain/money/minor.ts';
import { amountIn } from '#app/locales/explanation-caps.ts';
import { nameIn, volumeIn, type TextContext } from '#app/locales/explanation-words.ts';

/** Who or what a row is about, within a sentence: a name, or words for somebody who may not be named; empty for nobody. */
export function sourceIn({ source, pay }: PeriodPay, context: TextContext): string {
  if (source.kind === 'period') return '';
  if (source.person.name !== null) return nameIn(context, source.person);
  return context.t(pay.kind === 'match_down' ? 'periodPay.someone.sponsor' : 'periodPay.someone.below');
}

/** The words that most sentences about a row of the period take. */
export function wordsOf(value: PeriodPay, context: TextContext) {
  const { format } = context;
  const { share, currency, period } = value;
  return {
    amount: amountIn(value, context),
    earner: nameIn(context, value.earner),
    source: sourceIn(value, context),
    period: format.span(period.from, period.to),
    base: share === null ? '' : volumeIn(share.base, currency, context),
    rate: share === null ? '' : format.percent(share.ratePpm),
  };
}

/** The first sentence: what somebody earns, and from what. It stands alone in a list. */
export function periodResultOf(value: PeriodPay, context: TextContext): string {
  const { t, format } = context;
  const { pay, currency } = value;
  const who = context.viewer === 'partner' ? 'you' : 'named';
  const words = wordsOf(value, context);
  switch (pay.kind) {
    case 'leg_pairing':
      return t(`periodPay.${who}.legPairing`, words);
    case 'matching':
      return t(`periodPay.${who}.matching`, words);
    case 'match_down': {
      const fund = format.money(minor(BigInt(pay.fundMinor)), currency);
      return t(`periodPay.${who}.matchDown`, { ...words, fund, earners: pay.earners });
    }
    case 'pool':
      return t(`periodPay.${who}.pool`, words);
    case 'one_time':
      return eventResultOf(pay.event, value, context);
    case 'leg_bonus':
      return t(`periodPay.${who}.legBonus`, words);
    case 'group_bracket':
      return t(`periodPay.${who}.${pay.below === null ? 'bracketOwn' : 'bracketBelow'}`, words);
  }
}

function eventResultOf(event: EventPay, value: PeriodPay, context: TextContext): string {
  const { t, format, viewer } = context;
  const who = viewer === 'partner' ? 'you' : 'named';
  const words = wordsOf(value, context);
  switch (event.kind) {
    case 'rank_advancement':
      return t(`periodPay.${who}.rankAdvancement`, { ...words, rank: event.rank });
    case 'sponsor_promotion':
      return t(`periodPay.${who}.sponsorPromotion`, { ...words, rank: event.rank });
    case 'lifestyle':
      return t(`periodPay.${who}.lifestyle`, { ...words, rank: event.rank });
    case 'customers': {
      if (event.step !== null) return t(`periodPay.${who}.customersStep`, { ...words, step: event.step });
      const each = format.money(minor(BigInt(event.eventMinor)), value.currency);
      return t(`periodPay.${who}.customersEach`, { ...words, each, count: event.now - event.before });
    }
  }
}
