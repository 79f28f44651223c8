import { useFetcher } from '@remix-run/react';
import { Banner, BlockStack, Button, Card, InlineStack, Select, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { commissionsAddress } from '#app/components/admin/addresses.ts';
import { ChangeTable } from '#app/components/admin/periods/change-table.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { useFormat } from '#app/components/shared/format.ts';
import type { RunChanges } from '#app/domain/compare/run-changes.ts';

interface ChangesCardProps {
  periodId: number;
  currency: string;
  runId: number;
  /** Runs of the period before this one, newest first. */
  earlier: readonly { readonly id: number; readonly at: string }[];
  now: string;
}

type Answer = { ok: true; value: RunChanges } | Extract<FormAnswer, { ok: false }>;

/** Compares the figures of a period with what they were: which rows differ, by how much, and why. */
export function ChangesCard({ periodId, currency, runId, earlier, now }: ChangesCardProps) {
  const t = useTranslations('periods.changes');
  const { moment } = useFormat();
  const fetcher = useFetcher<Answer>();
  const [chosen, choose] = useState(String(earlier[0]?.id ?? ''));
  const isBusy = fetcher.state !== 'idle';
  const answer = isBusy ? undefined : fetcher.data;
  const query = new URLSearchParams({ before: chosen, after: String(runId) }).toString();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('title')}
          </Text>
          <Text as="p" tone="subdued">
            {t(earlier.length === 0 ? 'none' : 'intro')}
          </Text>
        </BlockStack>
        {earlier.length > 0 && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              fetcher.load(`/app/periods/${periodId}/changes?${query}`);
            }}
          >
            <InlineStack gap="300" blockAlign="end">
              <Select
                label={t('since')}
                options={earlier.map(({ id, at }) => ({ value: String(id), label: moment(at, now) }))}
                value={chosen}
                onChange={choose}
              />
              <Button submit loading={isBusy}>
                {t('compare')}
              </Button>
            </InlineStack>
          </form>
        )}
        <RefusalBanner refusal={answer?.ok === false ? answer : null} />
        <div aria-live="polite">
          {answer?.ok && <Changes value={answer.value} periodId={periodId} currency={currency} />}
        </div>
      </BlockStack>
    </Card>
  );
}

/** What was found: the sums, the people, the rows, and the facts about the tree that came in between. */
function Changes({ value, periodId, currency }: { value: RunChanges; periodId: number; currency: string }) {
  const t = useTranslations('periods.changes');
  const { money } = useFormat();
  const { sums, gain, loss, rows, earners, plan, partnerFacts, priorRenewed } = value;
  if (rows.length === 0) return <Text as="p">{t('same', { count: value.same })}</Text>;
  return (
    <BlockStack gap="400">
      {priorRenewed && <Banner tone="info">{t('priorRenewed')}</Banner>}
      {plan && <Banner tone="info">{t('plan', plan)}</Banner>}
      <BlockStack gap="100">
        <Text as="p">
          {t('sums', {
            before: money(sums.before.amountMinor, currency),
            after: money(sums.after.amountMinor, currency),
          })}
        </Text>
        <Text as="p" tone="subdued">
          {t('counts', {
            added: sums.added.rows,
            removed: sums.removed.rows,
            changed: sums.changed.rows,
            same: value.same,
          })}
        </Text>
        {gain.earners > 0 && (
          <Text as="p">{t('gain', { count: gain.earners, amount: money(gain.amountMinor, currency) })}</Text>
        )}
        {loss.earners > 0 && (
          <Text as="p">{t('loss', { count: loss.earners, amount: money(loss.amountMinor, currency) })}</Text>
        )}
      </BlockStack>
      <ChangeTable
        title={t('earners')}
        whatTitle={t('partner')}
        currency={currency}
        lines={earners.map(({ number, name, beforeMinor, afterMinor }) => ({
          ...{ key: String(number), what: name, detail: String(number), beforeMinor, afterMinor },
          to: commissionsAddress({ view: 'all', period: periodId, partner: number }),
        }))}
      />
      <ChangeTable
        title={t('rows', { shown: rows.length, count: sums.added.rows + sums.removed.rows + sums.changed.rows })}
        whatTitle={t('row')}
        currency={currency}
        lines={rows.map((row) => ({
          key: `${row.order?.key ?? row.source}-${row.earner.number}-${row.component}-${row.level}`,
          what: `${row.order?.name ?? t('ofPeriod')} · ${row.earner.name}`,
          to: row.order
            ? `/app/orders/${row.order.key}`
            : commissionsAddress({ view: 'all', period: periodId, partner: row.earner.number }),
          detail: t(`reason.${row.why}`),
          ...{ beforeMinor: row.beforeMinor, afterMinor: row.afterMinor },
        }))}
      />
      {partnerFacts.length > 0 && <PartnerFacts facts={partnerFacts} />}
    </BlockStack>
  );
}

function PartnerFacts({ facts }: { facts: RunChanges['partnerFacts'] }) {
  const t = useTranslations('periods.changes');
  const status = useTranslations('partners.status');
  const { day } = useFormat();
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t('people')}
      </Text>
      {facts.map((fact) => (
        <Text as="p" key={`${fact.kind}-${fact.number}-${fact.validFrom}-${fact.to}`}>
          {fact.kind === 'move'
            ? t('move', { name: fact.name, number: fact.number, sponsor: fact.to, day: day(fact.validFrom) })
            : t('status', {
                ...{ name: fact.name, number: fact.number, day: day(fact.validFrom) },
                status: status(fact.to),
              })}
        </Text>
      ))}
    </BlockStack>
  );
}
