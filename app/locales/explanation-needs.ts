import type { Need, NeedFigure } from '#app/domain/explain/need-schema.ts';
import type { Quantity } from '#app/domain/explain/period-pay.ts';
import { volumeIn, type TextContext } from '#app/locales/explanation-words.ts';

/** What somebody lacks of what a plan asks, one sentence each: "€30.00 of €50.00 from customers' orders." Nothing where it is met. */
export function needTexts(need: Need, currency: string, context: TextContext): string[] {
  if (need.isMet) return [];
  switch (need.kind) {
    case 'all':
    case 'active':
      return need.of.flatMap((part) => needTexts(part, currency, context));
    case 'any': {
      // Orders of customers come before own purchases, whatever the plan names first.
      const ways = need.of.toSorted((a, b) => Number(isOwn(a)) - Number(isOwn(b)));
      const texts = ways.map((way) => needTexts(way, currency, context).join(' '));
      return texts.length < 2 ? texts : [context.t('need.any', { list: texts.join(` ${context.t('need.or')} `) })];
    }
    case 'not':
      return [context.t('need.not', { list: need.of.flatMap((part) => metTexts(part, currency, context)).join(' ') })];
    default:
      return [figureText(need, currency, context)];
  }
}

const isOwn = (need: Need): boolean => ('of' in need ? need.of.every(isOwn) : need.kind === 'own_volume');

/** The figures by which something is met that must not be. */
function metTexts(need: Need, currency: string, context: TextContext): string[] {
  if (!('of' in need)) return need.isMet ? [figureText(need, currency, context)] : [];
  if (need.kind === 'not') return need.of.flatMap((part) => needTexts(part, currency, context));
  return need.of.flatMap((part) => metTexts(part, currency, context));
}

function figureText(need: NeedFigure, currency: string, context: TextContext): string {
  const { t, format } = context;
  const amount = (of: Quantity) => volumeIn(of, currency, context);
  switch (need.kind) {
    case 'own_volume':
    case 'customer_volume':
    case 'personal_volume':
      return t(`need.${need.kind}`, { value: amount(need.value), atLeast: amount(need.atLeast) });
    case 'group_volume':
      return t('need.group_volume', {
        ...{ value: amount(need.value), atLeast: amount(need.atLeast), levels: need.levels ?? 0 },
        own: need.includesOwn ? 'yes' : 'no',
        groups: need.withoutBreakaway ? 'no' : 'yes',
        leg: need.legMostPpm === null ? 'none' : format.percent(need.legMostPpm),
      });
    case 'customers':
      return t('need.customers', { ...counted(need, context), each: need.each === null ? 'none' : amount(need.each) });
    case 'customer_orders':
      return t('need.customer_orders', counted(need, context));
    case 'personally_sponsored':
    case 'sponsored_in_legs':
    case 'legs': {
      const people = need.kind === 'sponsored_in_legs' ? need.people : 1;
      const active = need.kind === 'legs' ? need.rank === null : need.isActive;
      const where = need.kind === 'legs' ? need.within : 'leg';
      const words = { ...counted(need, context), rank: need.rank ?? 'none', active: active ? 'yes' : 'no' };
      return t(`need.${need.kind}`, { ...words, people, where });
    }
    case 'rank':
    case 'title_rank':
      return t(`need.${need.kind}`, { value: need.value ?? 'none', atLeast: need.atLeast });
  }
}

const counted = ({ value, atLeast }: { value: number; atLeast: number }, { format }: TextContext) => ({
  value: format.integer(value),
  atLeast: format.integer(atLeast),
});
