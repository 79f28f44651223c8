import type { LevelPay, Reversal } from '#app/domain/explain/explanation.ts';
import { minor, PPM_ONE } from '#app/domain/money/minor.ts';
import { capSteps } from '#app/locales/explanation-caps.ts';
import type { TextContext } from '#app/locales/explanation-words.ts';

/** One step of an amount: what it is, and its figure. */
export interface BreakdownLine {
  readonly label: string;
  readonly value: string;
}

/** Every step from the goods to the amount, then what does not count and where the rate stands. */
export function breakdownOf(value: LevelPay, context: TextContext): BreakdownLine[] {
  const { t, format } = context;
  const { base, caps } = value;
  const money = (amount: string | bigint) => format.money(minor(BigInt(amount)), value.currency);
  const lines: BreakdownLine[] = [
    { label: t(base.taxes.length > 0 ? 'breakdown.goodsWithTax' : 'breakdown.goods'), value: money(base.goodsMinor) },
  ];
  if (base.discountMinor !== '0') lines.push({ label: t('breakdown.discount'), value: money(base.discountMinor) });
  for (const { ratePpm, amountMinor } of base.taxes) {
    const label = ratePpm === null ? t('breakdown.taxUnknown') : t('breakdown.tax', { rate: format.percent(ratePpm) });
    lines.push({ label, value: money(amountMinor) });
  }
  if (base.refundedMinor !== '0') lines.push({ label: t('breakdown.refunded'), value: money(base.refundedMinor) });
  lines.push({ label: t('breakdown.base'), value: money(base.baseMinor) });
  if (value.factorPpm !== PPM_ONE) {
    lines.push({ label: t('breakdown.factor'), value: format.percent(value.factorPpm) });
  }
  const exact = BigInt(base.baseMinor) * BigInt(value.factorPpm) * BigInt(value.ratePpm);
  if (exact % BigInt(PPM_ONE) ** 2n !== 0n) {
    lines.push({ label: t('breakdown.rounded'), value: format.exactMoney(exact / BigInt(PPM_ONE), value.currency) });
  }
  lines.push({ label: rateLabelOf(value, context), value: money(caps[0]?.beforeMinor ?? value.amountMinor) });
  lines.push(...capSteps(value, context));
  for (const { what, amountMinor } of base.notCounted)
    lines.push({ label: t(`breakdown.${what}`), value: money(amountMinor) });
  if (base.otherGoodsMinor !== '0')
    lines.push({ label: t('breakdown.otherGoods'), value: money(base.otherGoodsMinor) });
  return [...lines, ...sourceOf(value, context)];
}

/** The steps of plans 4.4.4: both sums taken back are floored, the difference is this row. */
export function reversalBreakdownOf(value: Reversal, { t, format }: TextContext): BreakdownLine[] {
  const { original } = value;
  const money = (amount: string | bigint) => format.money(minor(BigInt(amount)), value.currency);
  const before = BigInt(value.refundedBeforeMinor);
  const lines: BreakdownLine[] = [
    {
      label: t('breakdown.originalAmount', { period: format.span(original.period.from, original.period.to) }),
      value: money(original.amountMinor),
    },
    { label: t('breakdown.originalBase'), value: money(original.baseMinor) },
  ];
  if (before > 0n) lines.push({ label: t('breakdown.returnedBefore'), value: money(before) });
  lines.push({
    label: t('breakdown.returned', { on: format.day(value.refundedOn) }),
    value: money(value.refundedMinor),
  });
  const earlier = (BigInt(original.amountMinor) * before) / BigInt(original.baseMinor);
  const shown = { original: money(original.amountMinor), base: money(original.baseMinor), earlier: money(earlier) };
  const all = money(before + BigInt(value.refundedMinor));
  const label = t(before > 0n ? 'breakdown.shareAfterOthers' : 'breakdown.share', { ...shown, refunded: all });
  lines.push({ label, value: money(value.amountMinor) });
  lines.push({ label: t('breakdown.paidOn'), value: format.day(value.order.paidOn) });
  return lines;
}

/** "× 6 % (2 steps from the order, 16 % less 10 % below)". */
function rateLabelOf(value: LevelPay, words: Pick<TextContext, 't' | 'format'>): string {
  const { t, format } = words;
  const rate = format.percent(value.ratePpm);
  const place = value.counts === 'nothing' ? [] : [t(`place.${value.counts}`, { level: value.level })];
  const where = [...place, ...rateSourceOf(value, words)].join(', ');
  return where === '' ? t('breakdown.rate', { rate }) : t('breakdown.rateWhere', { rate, where });
}

function rateSourceOf({ rate }: LevelPay, { t, format }: Pick<TextContext, 't' | 'format'>): string[] {
  if (rate.kind === 'points') {
    return [t('breakdown.points', { points: rate.points, point: format.percent(rate.pointPpm) })];
  }
  if (rate.kind === 'difference') {
    const shown = { own: format.percent(rate.ownPpm), below: format.percent(rate.belowPpm) };
    return [t(`breakdown.${rate.bound ?? 'difference'}`, shown)];
  }
  return rate.table.kind === 'default' ? [] : [t(`breakdown.${rate.table.kind}`, { table: rate.table.value })];
}

function sourceOf(
  { plan, order, period, rank, tree, treeAsOf }: LevelPay,
  { t, format }: Pick<TextContext, 't' | 'format'>,
): BreakdownLine[] {
  return [
    ...(rank === null ? [] : [{ label: t('breakdown.rank'), value: rank }]),
    ...(tree === 'sponsor' ? [] : [{ label: t('breakdown.tree'), value: t(`breakdown.treeKind.${tree}`) }]),
    ...(treeAsOf === 'order_time' ? [] : [{ label: t('breakdown.treeAsOf'), value: format.day(period.to) }]),
    { label: t('breakdown.paidOn'), value: format.day(order.paidOn) },
    { label: t('breakdown.period'), value: format.span(period.from, period.to) },
    { label: t('breakdown.plan'), value: t('breakdown.planVersion', { name: plan.name, version: plan.version }) },
  ];
}
