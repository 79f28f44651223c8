import type { EventPay, GroupBracketPay, PairingPay, PeriodPay, PoolPay } from '#app/domain/explain/period-pay.ts';
import { minor } from '#app/domain/money/minor.ts';
import { sourceIn, wordsOf } from '#app/locales/explanation-period.ts';
import { nameIn, volumeIn, type TextContext } from '#app/locales/explanation-words.ts';

/** The sentences after the first: how the amount came about, in the order in which it did. */
export function periodDetailsOf(value: PeriodPay, context: TextContext): string[] {
  const { pay } = value;
  const { t } = context;
  switch (pay.kind) {
    case 'leg_pairing':
      return pairingDetails(pay, value, context);
    case 'matching': {
      const who = context.viewer === 'partner' ? 'you' : 'named';
      return [t(`level.${pay.counts}.${who}`, { level: pay.level, earner: nameIn(context, value.earner) })];
    }
    case 'match_down':
      return [t('periodPay.matchDownFund', wordsOf(value, context))];
    case 'pool':
      return poolDetails(pay, value, context);
    case 'one_time':
      return eventDetails(pay.event, value, context);
    case 'leg_bonus':
      return [
        t('periodPay.leg.place', { place: pay.place, legs: pay.legs }),
        ...(pay.levels === null ? [] : [t('periodPay.leg.levels', { levels: pay.levels })]),
        ...(value.source.kind === 'position'
          ? [t('periodPay.leg.position', { position: String(value.source.position) })]
          : []),
      ];
    case 'group_bracket':
      return bracketDetails(pay, value, context);
  }
}

const moneyIn = ({ currency }: PeriodPay, { format }: TextContext) => {
  return (amount: string) => format.money(minor(BigInt(amount)), currency);
};

function pairingDetails(pay: PairingPay, value: PeriodPay, context: TextContext): string[] {
  const { t } = context;
  const money = moneyIn(value, context);
  const { limit } = pay;
  const limits = limit && { covered: money(limit.coveredMinor), most: money(limit.mostMinor) };
  return [
    ...pairsDetails(pay, value, context),
    ...(limits ? [t(limit.stays ? 'periodPay.pairs.limitStays' : 'periodPay.pairs.limitUsed', limits)] : []),
    ...(pay.setOffMinor === '0' ? [] : [t('periodPay.pairs.setOff', { amount: money(pay.setOffMinor) })]),
  ];
}

function pairsDetails({ pairs }: PairingPay, value: PeriodPay, context: TextContext): string[] {
  const { t } = context;
  const { currency } = value;
  const { rate, base } = wordsOf(value, context);
  switch (pairs.kind) {
    case 'volume': {
      const { ratio } = pairs;
      const first = t('periodPay.pairs.volume', { rate, base });
      if (ratio === null) return [first];
      const words = {
        weak: volumeIn(ratio.weak, currency, context),
        strong: volumeIn(ratio.strong, currency, context),
      };
      return [first, t('periodPay.pairs.ratio', words)];
    }
    case 'cycles': {
      const { cycles, turned, eachMinor } = pairs;
      const volumes = {
        left: volumeIn(pairs.left, currency, context),
        right: volumeIn(pairs.right, currency, context),
      };
      const first =
        eachMinor === null
          ? t('periodPay.pairs.cyclesRate', { cycles, ...volumes, rate, base })
          : t('periodPay.pairs.cyclesEach', { cycles, ...volumes, each: moneyIn(value, context)(eachMinor) });
      return turned === 0 ? [first] : [first, t('periodPay.pairs.turned', { turned })];
    }
    case 'step': {
      const words = {
        volume: volumeIn(pairs.volume, currency, context),
        each: moneyIn(value, context)(pairs.eachMinor),
      };
      return [t('periodPay.pairs.step', words)];
    }
  }
}

function poolDetails(pay: PoolPay, value: PeriodPay, context: TextContext): string[] {
  const { t } = context;
  const money = moneyIn(value, context);
  const { rate, base } = wordsOf(value, context);
  const fund = { rate, base, fund: money(pay.fundMinor) };
  return [
    pay.carriedMinor === '0'
      ? t('periodPay.pool.fund', fund)
      : t('periodPay.pool.fundCarried', { ...fund, carried: money(pay.carriedMinor) }),
    sharesText(pay, value, context),
    ...(pay.top === null ? [] : [t('periodPay.pool.top', { top: pay.top })]),
  ];
}

function sharesText({ shares }: PoolPay, { currency }: PeriodPay, context: TextContext): string {
  const { t, format } = context;
  if (shares.kind === 'by_volume') {
    const words = { own: volumeIn(shares.own, currency, context), all: volumeIn(shares.all, currency, context) };
    return t(`periodPay.pool.${shares.figure}`, words);
  }
  return t(`periodPay.pool.${shares.kind}`, { own: format.integer(shares.own), all: format.integer(shares.all) });
}

function eventDetails(event: EventPay, value: PeriodPay, context: TextContext): string[] {
  const { t, format } = context;
  const money = moneyIn(value, context);
  switch (event.kind) {
    case 'rank_advancement': {
      const { held, holdPeriods: needed, early } = event;
      const words = early && {
        days: early.days,
        event: money(event.eventMinor),
        factor: format.percent(early.factorPpm),
      };
      return [
        ...(held === 0 && needed === 0 ? [] : [t('periodPay.event.held', { held, needed })]),
        ...(words ? [t('periodPay.event.early', words)] : []),
      ];
    }
    case 'sponsor_promotion': {
      const { fromRank: from, toRank: to } = event;
      const source = sourceIn(value, context);
      return [
        from === null
          ? t('periodPay.event.roseFirst', { source, to })
          : t('periodPay.event.rose', { source, from, to }),
      ];
    }
    case 'lifestyle': {
      const { periods, periodsNeeded: needed, ofLast } = event;
      return [t('periodPay.event.lifestyle', { periods, needed, ofLast })];
    }
    case 'customers': {
      const { now, before, days } = event;
      const each = volumeIn(event.each, value.currency, context);
      const { period } = wordsOf(value, context);
      return [
        t('periodPay.event.customers', { now, before, each }),
        days === null ? t('periodPay.event.inPeriod', { period }) : t('periodPay.event.inDays', { days }),
      ];
    }
  }
}

function bracketDetails({ own, below }: GroupBracketPay, value: PeriodPay, context: TextContext): string[] {
  const { t } = context;
  const source = sourceIn(value, context);
  const { group: reached, atLeast: from, rate: ownRate } = bracketWords(own, value, context);
  const first =
    reached === null || from === null
      ? []
      : [t('periodPay.bracket.own', { group: reached, atLeast: from, rate: ownRate })];
  if (below === null) return first;
  const { group, atLeast, rate } = bracketWords(below, value, context);
  if (group === null) return [...first, t('periodPay.bracket.belowHidden', { source, rate })];
  if (atLeast === null) return [...first, t('periodPay.bracket.belowNone', { source, group })];
  return [...first, t('periodPay.bracket.below', { source, group, atLeast, rate })];
}

function bracketWords(
  { group, atLeast, ratePpm }: GroupBracketPay['own'],
  { currency }: PeriodPay,
  context: TextContext,
) {
  return {
    group: group && volumeIn(group, currency, context),
    atLeast: atLeast && volumeIn(atLeast, currency, context),
    rate: context.format.percent(ratePpm),
  };
}
