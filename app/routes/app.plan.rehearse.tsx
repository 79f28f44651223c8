import type { LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { BlockStack, Button, Card, EmptyState, InlineStack, Page, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { RehearsedCard } from '#app/components/admin/plan/rehearsed-card.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import type { Rehearsal } from '#app/domain/compare/rehearsal.ts';
import { rehearsalGround } from '#app/queries/plan/rehearsal.ts';
import { load } from '#app/respond.server.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(() => rehearsalGround(networkId));
}

type Answer = { ok: true; value: Rehearsal } | Extract<FormAnswer, { ok: false }>;

/** What the plan in hand would have paid in periods that are over. */
export default function Rehearse() {
  const { programmeId, hasDraft, accepted, timeZone } = useLoaderData<typeof loader>();
  const t = useTranslations('plan.rehearse');
  const plan = useTranslations('plan');
  const fetcher = useFetcher<Answer>();
  const [periods, setPeriods] = useState('1');
  const isBusy = fetcher.state !== 'idle';
  const answer = isBusy ? undefined : fetcher.data;
  const ask = () =>
    fetcher.load(
      `/app/plan/rehearsal?${new URLSearchParams({ programmeId: String(programmeId), periods }).toString()}`,
    );
  const choices = Array.from({ length: accepted }, (_, index) => index + 1);
  return (
    <Page title={t('title')} backAction={{ content: plan('title'), url: '/app/plan' }}>
      {accepted === 0 ? (
        <Card>
          <EmptyState heading={t('emptyTitle')} image="">
            <p>{t('emptyBody')}</p>
          </EmptyState>
        </Card>
      ) : (
        <BlockStack gap="400">
          <Card>
            <BlockStack gap="300">
              <Text as="p">{t(hasDraft ? 'ofDraft' : 'ofNewest')}</Text>
              <form
                onSubmit={(event) => {
                  event.preventDefault();
                  ask();
                }}
              >
                <InlineStack gap="300" blockAlign="end">
                  <Select
                    label={t('periods')}
                    options={choices.map((count) => ({ value: String(count), label: t('choice', { count }) }))}
                    value={periods}
                    onChange={setPeriods}
                  />
                  <Button submit variant="primary" loading={isBusy}>
                    {t('ask')}
                  </Button>
                </InlineStack>
              </form>
              {isBusy && (
                <Text as="p" tone="subdued">
                  {t('busy')}
                </Text>
              )}
            </BlockStack>
          </Card>
          <RefusalBanner refusal={answer?.ok === false ? answer : null} />
          <div aria-live="polite">
            {answer?.ok && (
              <BlockStack gap="400">
                {answer.value.periods.map((period) => (
                  <RehearsedCard
                    key={period.periodId}
                    period={period}
                    currency={answer.value.currency}
                    timeZone={timeZone}
                  />
                ))}
              </BlockStack>
            )}
          </div>
        </BlockStack>
      )}
    </Page>
  );
}
