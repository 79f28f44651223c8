import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, FormLayout, InlineStack, Text, TextField } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Explanation } from '#app/components/admin/commissions/explanation.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';
import type { Nothing } from '#app/domain/explain/explanation.ts';

type Found = Nothing | { kind: 'earned' | 'no-order' | 'no-partner' | 'no-run' };
type Answer = { ok: true; value: Found } | Extract<FormAnswer, { ok: false }>;

const SENTENCE = { earned: 'earned', 'no-order': 'noOrder', 'no-partner': 'noPartner', 'no-run': 'noRun' } as const;

/** Asks for an order and a partner, and says why that partner gets nothing from it. */
export function WhyNothing() {
  const t = useTranslations('commissions.nothing');
  const problem = useSentence('admin.form.problem');
  const fetcher = useFetcher<Answer>();
  const [orderName, setOrderName] = useState('');
  const [partner, setPartner] = useState('');
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const errorOf = (path: string) => {
    const code = answer?.ok === false ? answer.details[path] : undefined;
    return code === undefined ? false : problem(String(code));
  };
  const ask = () => fetcher.load(`/app/commissions/nothing?${new URLSearchParams({ orderName, partner }).toString()}`);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('title')}
        </Text>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
        >
          <FormLayout>
            <FormLayout.Group>
              <TextField
                label={t('order')}
                helpText={t('orderHelp')}
                value={orderName}
                onChange={setOrderName}
                error={errorOf('orderName')}
                autoComplete="off"
              />
              <TextField
                label={t('partner')}
                helpText={t('partnerHelp')}
                value={partner}
                onChange={setPartner}
                error={errorOf('partner')}
                inputMode="numeric"
                autoComplete="off"
              />
            </FormLayout.Group>
            <InlineStack>
              <Button submit loading={fetcher.state !== 'idle'}>
                {t('ask')}
              </Button>
            </InlineStack>
          </FormLayout>
        </form>
        <RefusalBanner refusal={answer?.ok === false && answer.code !== 'request.invalid' ? answer : null} />
        <div aria-live="polite">{answer?.ok && <Result value={answer.value} />}</div>
      </BlockStack>
    </Card>
  );
}

function Result({ value }: { value: Found }) {
  const t = useTranslations('commissions.nothing');
  if (value.kind === 'nothing') return <Explanation value={value} />;
  return <Text as="p">{t(SENTENCE[value.kind])}</Text>;
}
