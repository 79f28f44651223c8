import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useRevalidator } from '@remix-run/react';
import { Banner, BlockStack, Box, Button, InlineStack, Layout, Page, Text } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { AsOf } from '#app/components/admin/as-of.tsx';
import { AcceptModal } from '#app/components/admin/periods/accept-modal.tsx';
import { ChangesCard } from '#app/components/admin/periods/changes-card.tsx';
import { ChecksCard } from '#app/components/admin/periods/checks-card.tsx';
import { ComponentTable } from '#app/components/admin/periods/component-table.tsx';
import { LevelTable } from '#app/components/admin/periods/level-table.tsx';
import { LookCard } from '#app/components/admin/periods/look-card.tsx';
import { PeriodBadge } from '#app/components/admin/periods/period-badge.tsx';
import { PeriodFigures } from '#app/components/admin/periods/period-figures.tsx';
import { RanksCard } from '#app/components/admin/periods/ranks-card.tsx';
import { usePeriodName } from '#app/components/admin/periods/use-period-name.ts';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm, type FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { useStaffName } from '#app/components/admin/use-staff-name.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { numberParam } from '#app/number-param.server.ts';
import { periodPage } from '#app/queries/periods/period-page.ts';
import { rankCounts } from '#app/queries/periods/rank-counts.ts';
import { load, respond } from '#app/respond.server.ts';
import { acceptPeriod } from '#app/services/runs/accept-period.ts';
import { cancelRun } from '#app/services/runs/preview-run.ts';
import { recalculate } from '#app/services/runs/recalculate.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('accept'), runId: z.int(), rowHash: z.string().max(64) }),
  z.object({ intent: z.literal('recalculate') }),
  z.object({ intent: z.literal('cancel'), runId: z.int() }),
]);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  const page = await load(() => periodPage(networkId, numberParam(params['period']), now));
  const ranks = page.run ? rankCounts(networkId, page.run.id).catch(() => []) : Promise.resolve([]);
  return { ...page, ranks, now: now.toISOString() };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  const periodId = numberParam(params['period']);
  return respond(async () => {
    const form = await parseForm(request, formSchema);
    switch (form.intent) {
      case 'accept':
        return acceptPeriod({ networkId, periodId, runId: form.runId, rowHash: form.rowHash, now, actor });
      case 'recalculate':
        return recalculate(networkId, periodId);
      case 'cancel':
        return cancelRun(networkId, form.runId, now);
    }
  });
}

const POLL_RUNNING_MS = 1000;
const POLL_MS = 30_000;

/** Loads again while the page is looked at, often while a calculation is under way; old figures stay until then. */
function useFresh(isRunning: boolean) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') revalidate();
    };
    const timer = setInterval(look, isRunning ? POLL_RUNNING_MS : POLL_MS);
    return () => clearInterval(timer);
  }, [isRunning, revalidate]);
}

export default function Period() {
  const page = useLoaderData<typeof loader>();
  const { period, run, currency, before, running, previousOpen, accepted, now } = page;
  const t = useTranslations('periods');
  const nameOf = usePeriodName();
  const staff = useStaffName();
  const format = useFormat();
  const fetcher = useFetcher<FormAnswer>();
  const [isAccepting, setAccepting] = useState(false);
  const acceptance = useAdminForm({
    stored: { runId: run?.id ?? 0, rowHash: run?.rowHash ?? '' },
    intent: 'accept',
    onSaved: () => setAccepting(false),
  });
  useFresh(running !== null);
  const name = nameOf(period);
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const refusal = answer?.ok === false ? answer : null;
  const send = (body: Record<string, unknown>) =>
    fetcher.submit(JSON.stringify(body), { method: 'post', encType: 'application/json' });
  const isFinal = period.state === 'accepted';
  const canReview = run !== null && period.state === 'closed';
  return (
    <Page
      title={name}
      titleMetadata={<PeriodBadge state={period.state} />}
      backAction={{ content: t('title'), url: '/app/periods' }}
      {...(canReview ? { primaryAction: { content: t('review'), onAction: () => setAccepting(true) } } : {})}
      secondaryActions={
        isFinal
          ? []
          : [{ content: t('recalculate'), disabled: running !== null, onAction: () => send({ intent: 'recalculate' }) }]
      }
    >
      <BlockStack gap="400">
        <RefusalBanner refusal={refusal} />
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <InlineStack gap="300" align="space-between">
            {accepted ? (
              <Text as="span" tone="subdued">
                {t('acceptedBy', { day: format.day(accepted.at), actor: staff(accepted.actor) })}
              </Text>
            ) : (
              <AsOf at={period.asOf} now={now} isStale={period.isStale && running === null} />
            )}
            {running && <Running {...running} onCancel={() => send({ intent: 'cancel', runId: running.id })} />}
          </InlineStack>
        </Box>
        {previousOpen && <Banner tone="info">{t('previousOpen', { period: nameOf(previousOpen) })}</Banner>}
        {run === null ? (
          <Banner tone="info">{t(page.hasPlan ? 'noPreview' : 'noPlan')}</Banner>
        ) : (
          <>
            <PeriodFigures periodId={period.id} totals={run.totals} earnerCount={run.earnerCount} currency={currency} />
            <Layout>
              <Layout.Section>
                <BlockStack gap="400">
                  <LevelTable periodId={period.id} currency={currency} now={run.totals.review} before={before} />
                  <ComponentTable periodId={period.id} currency={currency} components={run.totals.components} />
                  <ChangesCard
                    periodId={period.id}
                    currency={currency}
                    runId={run.id}
                    earlier={page.earlier}
                    now={now}
                  />
                  <ChecksCard {...run} isAccepted={isFinal} now={now} />
                </BlockStack>
              </Layout.Section>
              <Layout.Section variant="oneThird">
                <BlockStack gap="400">
                  <RanksCard ranks={page.ranks} isListed={period.state === 'open'} />
                  <LookCard
                    periodId={period.id}
                    currency={currency}
                    lateOrders={run.totals.review.lateOrders}
                    unattributedOrders={run.totals.unattributedOrders}
                    unattributedBaseMinor={run.totals.unattributedBaseMinor}
                    takenBackMinor={page.takenBackMinor}
                    orphans={run.totals.orphans.length}
                    outlierCount={run.totals.review.outlierCount}
                    outliers={page.outliers}
                  />
                </BlockStack>
              </Layout.Section>
            </Layout>
            <AcceptModal
              key={run.id}
              isOpen={isAccepting && !isFinal}
              onClose={() => setAccepting(false)}
              onAccept={acceptance.save}
              isBusy={acceptance.isBusy}
              refusal={acceptance.refusal}
              facts={{
                period: name,
                partners: run.earnerCount,
                amount: format.money(run.totals.paidMinor, currency),
                version: run.planVersion,
                at: format.moment(run.startedAt, now),
              }}
            />
          </>
        )}
      </BlockStack>
    </Page>
  );
}

interface RunningProps {
  ordersDone: number;
  ordersTotal: number;
  onCancel: () => void;
}

/** How far a calculation is that is under way, and how to stop it. */
function Running({ ordersDone, ordersTotal, onCancel }: RunningProps) {
  const t = useTranslations('periods');
  const { count } = useFormat();
  return (
    <InlineStack gap="200" blockAlign="center">
      <Text as="span" tone="subdued">
        {ordersTotal > 0 ? t('running', { done: count(ordersDone), total: count(ordersTotal) }) : t('runningShort')}
      </Text>
      <Button variant="plain" onClick={onCancel}>
        {t('cancelRun')}
      </Button>
    </InlineStack>
  );
}
