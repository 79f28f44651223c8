import { Await } from '@remix-run/react';
import { Text } from '@shopify/polaris';
import { memo, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';

interface Sum {
  count: number;
  baseMinor: string;
  costMinor: string;
  costPpm: number | null;
}

interface SumLineProps {
  sum: Promise<Sum | null>;
  currency: string;
}

/**
 * What the filtered orders add up to. It may come after the rows; its place is kept.
 * Kept out of the page's own updates: one that came before it was hydrated would draw it twice.
 */
export const SumLine = memo(function SumLine({ sum, currency }: SumLineProps) {
  const t = useTranslations('orders');
  const { money, share: shareText } = useFormat();
  const line = (text: string) => (
    <Text as="p" tone="subdued" numeric>
      {text}
    </Text>
  );
  const shown = (found: Sum | null) => {
    if (!found) return line(t('sumFailed'));
    const { count, baseMinor, costMinor, costPpm } = found;
    const share = costPpm === null ? '–' : shareText(costPpm);
    return line(t('sum', { count, base: money(baseMinor, currency), cost: money(costMinor, currency), share }));
  };
  return (
    <Suspense fallback={line(t('sumLoading'))}>
      <Await resolve={sum}>{shown}</Await>
    </Suspense>
  );
});
