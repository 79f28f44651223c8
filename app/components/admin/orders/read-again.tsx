import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';

interface ReadAgainProps {
  /** `3-5678901234` */
  order: string;
  /** In a row of the list: a text button. */
  isPlain?: boolean;
}

/** Asks Shopify for an order anew; says that it was asked, and stays where it is. */
export function ReadAgain({ order, isPlain = false }: ReadAgainProps) {
  const t = useTranslations('orders');
  const sentence = useSentence('errors');
  const fetcher = useFetcher<FormAnswer>();
  const ask = () => {
    fetcher.submit(JSON.stringify({ intent: 'read-again' }), {
      method: 'post',
      action: `/app/orders/${order}`,
      encType: 'application/json',
    });
  };
  const answer = fetcher.data;
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Button
        variant={isPlain ? 'plain' : 'secondary'}
        onClick={ask}
        loading={fetcher.state !== 'idle'}
        disabled={answer?.ok ?? false}
      >
        {t('readAgain')}
      </Button>
      <div role="status">
        {answer && (
          <Text as="p" variant="bodySm" tone="subdued">
            {answer.ok ? t('reading') : sentence(answer.code, answer.details)}
          </Text>
        )}
      </div>
    </BlockStack>
  );
}
