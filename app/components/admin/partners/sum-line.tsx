import { Await } from '@remix-run/react';
import { Box, Text } from '@shopify/polaris';
import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '#app/components/shared/format.ts';

interface Sum {
  count: number;
  heldMinor: string;
  availableMinor: string;
}

/** What the filtered rows add up to. It may come after the rows; its place is kept. */
export function SumLine({ sum, currency }: { sum: Promise<Sum | null>; currency: string }) {
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
}
