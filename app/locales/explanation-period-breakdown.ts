import type { EventPay, Leg, MatchingPay, PairingPay, PeriodPay, PoolPay } from '#app/domain/explain/period-pay.ts';
import { exactShareOf, sharePaidOf } from '#app/domain/explain/period/recompute-period-pay.ts';
import { currency as currencyOf, decimalsOf } from '#app/domain/money/currency.ts';
import { minor, PPM_ONE } from '#app/domain/money/minor.ts';
import type { BreakdownLine } from '#app/locales/explanation-breakdown.ts';
import { capSteps } from '#app/locales/explanation-caps.ts';
import { volumeIn, type TextContext } from '#app/locales/explanation-words.ts';

type Words = Pick<TextContext, 't' | 'format'>;

/** Every step to the amount of a row of the period, then where the rule stands. */
export function periodBreakdownOf(value: PeriodPay, words: Words): BreakdownLine[] {
  const { t, format } = words;
  const { pay, rank, period, plan, source } = value;
  const uncapped = { ...value, amountMinor: value.caps[0]?.beforeMinor ?? value.amountMinor };
  return [
    ...(source.kind === 'position' ? [{ label: t('periodBreakdown.position'), value: String(source.position) }] : []),
    ...stepsOf(pay, uncapped, words),
    ...capSteps(value, words),
    ...(rank === null ? [] : [{ label: t('breakdown.rank'), value: rank }]),
    { label: t('breakdown.period'), value: format.span(period.from, period.to) },
    { label: t('breakdown.plan'), value: t('breakdown.planVersion', { name: plan.name, version: plan.version }) },
  ];
}

function stepsOf(pay: PeriodPay['pay'], value: PeriodPay, words: Words): BreakdownLine[] {
  switch (pay.kind) {
    case 'leg_pairing':
      return pairingSteps(pay, value, words);
    case 'matching':
      return [...earnedSteps(pay.earned, value, words), ...shareSteps(value, words)];
    case 'match_down': {
      const part = { own: '1', all: words.format.integer(pay.earners), hasRest: pay.hasRest };
      return [...earnedSteps(pay.earned, value, words), ...shareSteps(value, words), ...partSteps(part, value, words)];
    }
    case 'pool':
      return poolSteps(pay, value, words);
    case 'one_time':
      return eventSteps(pay.event, value, words);
    case 'leg_bonus':
      return shareSteps(value, words);
    case 'group_bracket': {
      const { own, below } = pay;
      const rates = { own: words.format.percent(own.ratePpm), below: words.format.percent(below?.ratePpm ?? 0) };
      return shareSteps(value, words, below === null ? null : words.t('periodBreakdown.bracketRate', rates));
    }
  }
}

const moneyIn = ({ currency }: PeriodPay, { format }: Words) => {
  return (amount: string | bigint) => format.money(minor(BigInt(amount)), currency);
};

/** base × what counts of it × worth of a point × rate = share; `where` is what the rate is made of. */
function shareSteps(value: PeriodPay, words: Words, where: string | null = null): BreakdownLine[] {
  const { t, format } = words;
  const { share, currency, pay } = value;
  if (share === null || pay.kind === 'one_time') return [];
  const { base, factorPpm, pointMillionths, ratePpm } = share;
  const rate = format.percent(ratePpm);
  const { numerator, denominator } = exactShareOf(value);
  const lines: BreakdownLine[] = [
    { label: t(`periodBreakdown.base.${pay.kind}`), value: volumeIn(base, currency, words) },
  ];
  if (factorPpm !== PPM_ONE) lines.push({ label: t('breakdown.factor'), value: format.percent(factorPpm) });
  if (pointMillionths !== null) {
    const worth = BigInt(pointMillionths) * 10n ** BigInt(decimalsOf(currencyOf(currency)));
    lines.push({ label: t('periodBreakdown.point'), value: format.exactMoney(worth, currency) });
  }
  if (numerator % denominator !== 0n) {
    const millionths = (numerator * BigInt(PPM_ONE)) / denominator;
    lines.push({ label: t('breakdown.rounded'), value: format.exactMoney(millionths, currency) });
  }
  const label = where === null ? t('breakdown.rate', { rate }) : t('breakdown.rateWhere', { rate, where });
  return [...lines, { label, value: moneyIn(value, words)(sharePaidOf(value)) }];
}

/** What of a fund falls to the row. */
function partSteps(
  { own, all, hasRest }: { own: string; all: string; hasRest: boolean },
  value: PeriodPay,
  words: Words,
): BreakdownLine[] {
  const { t } = words;
  const money = moneyIn(value, words);
  return [
    { label: t('periodBreakdown.partOf', { own, all }), value: money(value.amountMinor) },
    ...(hasRest ? [{ label: t('periodBreakdown.rest'), value: money('1') }] : []),
  ];
}

/** What the source earned by component: two of a kind are told apart by their names in the plan. */
function earnedSteps(earned: MatchingPay['earned'], value: PeriodPay, words: Words): BreakdownLine[] {
  const { t } = words;
  return earned.map(({ component: id, componentKind, amountMinor }) => {
    const component = t(`componentKind.${componentKind}`);
    const isOnly = earned.filter((other) => other.componentKind === componentKind).length === 1;
    const label = isOnly
      ? t('periodBreakdown.earned', { component })
      : t('periodBreakdown.earnedOf', { component, id });
    return { label, value: moneyIn(value, words)(amountMinor) };
  });
}

function poolSteps({ shares, carriedMinor, fundMinor, earners, hasRest }: PoolPay, value: PeriodPay, words: Words) {
  const { t, format } = words;
  const money = moneyIn(value, words);
  const amounts =
    shares.kind === 'by_volume'
      ? { own: volumeIn(shares.own, value.currency, words), all: volumeIn(shares.all, value.currency, words) }
      : { own: format.integer(shares.own), all: format.integer(shares.all) };
  const carried = [
    { label: t('periodBreakdown.carriedFund'), value: money(carriedMinor) },
    { label: t('periodBreakdown.fund'), value: money(fundMinor) },
  ];
  return [
    ...shareSteps(value, words),
    ...(carriedMinor === '0' ? [] : carried),
    ...partSteps({ ...amounts, hasRest }, value, words),
    { label: t('periodBreakdown.earners'), value: format.integer(earners) },
  ];
}

function eventSteps(event: EventPay, value: PeriodPay, words: Words): BreakdownLine[] {
  const { t, format } = words;
  const money = moneyIn(value, words);
  const each = money(event.eventMinor);
  const amount = money(value.amountMinor);
  const inPlan = { label: t('periodBreakdown.event'), value: each };
  if (event.kind === 'customers' && event.step === null) {
    return [{ label: t('periodBreakdown.perCustomer', { count: event.now - event.before, each }), value: amount }];
  }
  if (event.kind !== 'rank_advancement' || event.early === null) return [inPlan];
  const factor = format.percent(event.early.factorPpm);
  return [inPlan, { label: t('periodBreakdown.early', { factor }), value: amount }];
}

const LEG_PARTS = [
  'carriedIn',
  'fresh',
  'own',
  'returned',
  'expired',
  'consumed',
  'flushed',
  'cut',
  'carriedOut',
] as const satisfies readonly (keyof Leg)[];

function pairingSteps(pay: PairingPay, value: PeriodPay, words: Words): BreakdownLine[] {
  const { t } = words;
  const money = moneyIn(value, words);
  const legs = (['left', 'right'] as const).flatMap((side) =>
    LEG_PARTS.filter((part) => pay[side][part].units !== '0').map((part) => ({
      label: t(`periodBreakdown.legs.${side}.${part}`),
      value: volumeIn(pay[side][part], value.currency, words),
    })),
  );
  const setOff = pay.setOffMinor === '0' ? [] : [{ label: t('periodBreakdown.setOff'), value: money(pay.setOffMinor) }];
  return [...legs, ...pairSteps(pay, value, words), ...limitSteps(pay, value, words), ...setOff];
}

function limitSteps(pay: PairingPay, value: PeriodPay, words: Words): BreakdownLine[] {
  const { t } = words;
  const { limit } = pay;
  if (limit === null) return [];
  const money = moneyIn(value, words);
  const most = money(limit.mostMinor);
  if (limit.stays) return [{ label: t('periodBreakdown.limitStays'), value: most }];
  const label = t('periodBreakdown.limitUsed', { most, covered: money(limit.coveredMinor) });
  const rest = limit.hasRest ? [{ label: t('periodBreakdown.rest'), value: money('1') }] : [];
  return [{ label, value: money(BigInt(value.amountMinor) + BigInt(pay.setOffMinor)) }, ...rest];
}

function pairSteps({ pairs }: PairingPay, value: PeriodPay, words: Words): BreakdownLine[] {
  const { t } = words;
  const money = moneyIn(value, words);
  switch (pairs.kind) {
    case 'volume': {
      const { ratio } = pairs;
      if (ratio === null) return shareSteps(value, words);
      const [weak, strong] = [ratio.weak, ratio.strong].map((leg) => volumeIn(leg, value.currency, words));
      return shareSteps(value, words, t('periodBreakdown.ratio', { weak: weak ?? '', strong: strong ?? '' }));
    }
    case 'cycles': {
      if (pairs.eachMinor === null) return shareSteps(value, words);
      const each = money(pairs.eachMinor);
      const made = money(BigInt(pairs.eachMinor) * BigInt(pairs.cycles));
      return [{ label: t('periodBreakdown.cyclesEach', { cycles: pairs.cycles, each }), value: made }];
    }
    case 'step':
      return [{ label: t('periodBreakdown.event'), value: money(pairs.eachMinor) }];
  }
}
