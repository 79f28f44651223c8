import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, InlineStack, SkeletonBodyText, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Explanation } from '#app/components/admin/commissions/explanation.tsx';
import type { Explanation as ExplanationValue } from '#app/domain/explain/explanation.ts';

interface RowExplanationProps {
  /** Key of the row in addresses. */
  rowKey: string;
  /** Null for a row of the period. */
  orderAddress: string | null;
  partnerAddress: string;
}

type Answer = { ok: true; value: ExplanationValue | { kind: 'outdated' } } | { ok: false };

/** Loads and shows the explanation of a row that was opened; the place is kept while it comes. */
export function RowExplanation({ rowKey, orderAddress, partnerAddress }: RowExplanationProps) {
  const t = useTranslations('commissions.row');
  const fetcher = useFetcher<Answer>();
  const address = `/app/commissions/${rowKey}`;
  const { load } = fetcher;
  useEffect(() => load(address), [load, address]);
  const answer = fetcher.data;
  if (!answer) {
    return (
      <div role="status" aria-label={t('loading')}>
        <SkeletonBodyText lines={6} />
      </div>
    );
  }
  if (!answer.ok) {
    return (
      <BlockStack gap="200" inlineAlign="start">
        <Text as="p">{t('failed')}</Text>
        <Button onClick={() => load(address)}>{t('again')}</Button>
      </BlockStack>
    );
  }
  return (
    <BlockStack gap="400">
      {answer.value.kind === 'outdated' ? <Text as="p">{t('outdated')}</Text> : <Explanation value={answer.value} />}
      <InlineStack gap="200">
        {orderAddress !== null && <Button url={orderAddress}>{t('openOrder')}</Button>}
        <Button url={partnerAddress}>{t('openPartner')}</Button>
      </InlineStack>
    </BlockStack>
  );
}
