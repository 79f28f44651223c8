import { Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';

/** The rank that a period pays as, and the best ever reached where that is another. */
export function RankText({ rank, title }: { rank: string | null; title: string | null }) {
  const t = useTranslations('partners.rank');
  if (title === null || title === rank) return <Text as="span">{rank ?? '–'}</Text>;
  return <Text as="span">{rank === null ? t('titleOnly', { title }) : t('paidAs', { title, rank })}</Text>;
}
