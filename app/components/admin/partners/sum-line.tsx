import { Await } from '@remix-run/react';
import { Box, Text } from '@shopify/polaris';
import { memo, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';

interface Sum {
  count: number;
  heldMinor: string;
  availableMinor: string;
}

interface SumLineProps {
  sum: Promise<Sum | null>;
  currency: string;
}

/**
 * What the filtered rows add up to. It may come after the rows; its place is kept.
 * Kept out of the page's own updates: one that came before it was hydrated would draw it twice.
 */
export const SumLine = memo(function SumLine({ sum, currency }: SumLineProps) {
  const t = useTranslations('partners.list');
  const { money } = useFormat();
  const sentenceOf = ({ count, heldMinor, availableMinor }: Sum) =>
    t('sum', { count, held: money(heldMinor, currency), available: money(availableMinor, currency) });
  const line = (text: string) => (
    <Text as="p" tone="subdued" numeric>
      {text}
    </Text>
  );
  return (
    <Box paddingInline="400" paddingBlock="200" borderBlockEndWidth="025" borderColor="border">
      <Suspense fallback={line(t('sumLoading'))}>
        <Await resolve={sum} errorElement={line(t('sumFailed'))}>
          {(found) => line(found === null ? t('sumFailed') : sentenceOf(found))}
        </Await>
      </Suspense>
    </Box>
  );
});
