import type { LevelPay, Reversal } from '#app/domain/explain/explanation.ts';
import { minor, PPM_ONE } from '#app/domain/money/minor.ts';
import type { TextContext } from '#app/locales/explanation-words.ts';

/** One step of an amount: what it is, and its figure. */
export interface BreakdownLine {
  readonly label: string;
  readonly value: string;
}

/** Every step from the goods to the amount, then what does not count and where the rate stands. */
export function breakdownOf(value: LevelPay, { t, format }: TextContext): BreakdownLine[] {
  const { base } = value;
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
  const exact = BigInt(base.baseMinor) * BigInt(value.ratePpm);
  if (exact % BigInt(PPM_ONE) !== 0n) {
    lines.push({ label: t('breakdown.rounded'), value: format.exactMoney(exact, value.currency) });
  }
  lines.push({ label: rateLabelOf(value, { t, format }), value: money(value.amountMinor) });
  for (const { what, amountMinor } of base.notCounted)
    lines.push({ label: t(`breakdown.${what}`), value: money(amountMinor) });
  if (base.otherGoodsMinor !== '0')
    lines.push({ label: t('breakdown.otherGoods'), value: money(base.otherGoodsMinor) });
  return [...lines, ...sourceOf(value, { t, format })];
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

function rateLabelOf({ ratePpm, level, table }: LevelPay, { t, format }: Pick<TextContext, 't' | 'format'>): string {
  const rate = format.percent(ratePpm);
  switch (table.kind) {
    case 'default':
      return t('breakdown.rate', { rate, level });
    case 'tag':
      return t('breakdown.rateTag', { rate, level, table: table.value });
    case 'collection':
      return t('breakdown.rateCollection', { rate, level, table: table.value });
  }
}

function sourceOf(
  { plan, order, period }: LevelPay,
  { t, format }: Pick<TextContext, 't' | 'format'>,
): BreakdownLine[] {
  return [
    { label: t('breakdown.paidOn'), value: format.day(order.paidOn) },
    { label: t('breakdown.period'), value: format.span(period.from, period.to) },
    { label: t('breakdown.plan'), value: t('breakdown.planVersion', { name: plan.name, version: plan.version }) },
  ];
}
