import { useTranslations } from 'use-intl';
import { useCollectionTitles } from '#app/components/admin/plan/use-collection-titles.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';
import { currency as currencyOf, parseMinor } from '#app/domain/money/currency.ts';
import type { ComponentRates, PlanSentence } from '#app/domain/plan/sentences.ts';

/** Who stands at a pay level in the example line. */
const NAMES = ['Cleo', 'Ben', 'Anna'] as const;

const collectionOf = (sentence: PlanSentence): string[] =>
  sentence.kind === 'table' && sentence.match === 'collection' ? [sentence.value] : [];

/** A plan's sentences in the page's language; a collection by its title where the shop tells it. */
export function usePlanWords(currency: string, sentences: readonly PlanSentence[]): (sentence: PlanSentence) => string {
  const t = useTranslations('plan.sentence');
  const kind = useSentence('plan.kind');
  const format = useFormat();
  const titles = useCollectionTitles(sentences.flatMap(collectionOf));
  const money = (decimal: string) => format.money(parseMinor(decimal, currencyOf(currency)), currency);
  const activityWords = (activity: (PlanSentence & { kind: 'activity' })['activity']): string => {
    switch (activity.kind) {
      case 'none':
        return t('activity.none');
      case 'customer_orders':
        return t('activity.customerOrders', { count: activity.at_least });
      case 'customer_volume':
        return t('activity.customerVolume', { amount: money(activity.at_least) });
      case 'personal_volume':
        return t('activity.personalVolume', { amount: money(activity.at_least) });
    }
  };
  const ratesOf = ({ rank, ratesPpm }: ComponentRates): string => {
    const rates = ratesPpm.map(format.rate).join(' · ');
    return rank === null ? rates : t('ratesOfRank', { rank, rates });
  };
  return (sentence) => {
    switch (sentence.kind) {
      case 'level': {
        const { level, ratePpm } = sentence;
        const name = NAMES[level - 1];
        const rate = format.rate(ratePpm);
        return name ? t('level', { level, rate, name }) : t('furtherLevel', { level, rate });
      }
      case 'table': {
        const rates = sentence.ratesPpm.map(format.rate).join(' · ');
        const { match } = sentence;
        const title = match === 'collection' ? titles[sentence.value] : undefined;
        const value = title === undefined ? sentence.value : t('quoted', { title });
        return sentence.ratesPpm.length === 0
          ? t('noCommission', { match, value })
          : t('table', { match, value, rates });
      }
      case 'compression':
        return t(`compression.${sentence.compression}`);
      case 'activity':
        return activityWords(sentence.activity);
      case 'ranks':
        return t('ranks', { names: sentence.names.join(', ') });
      case 'component': {
        const words = { kind: kind(sentence.component), id: sentence.id };
        const rates = sentence.rates.map(ratesOf).join('; ');
        return rates === '' ? t('componentPlain', words) : t('component', { ...words, rates });
      }
    }
  };
}
