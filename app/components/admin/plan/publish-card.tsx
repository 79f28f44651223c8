import { BlockStack, Button, Card, InlineStack, Select, Text } from '@shopify/polaris';
import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog } from '#app/components/admin/dialog.tsx';
import { Differences } from '#app/components/admin/plan/differences.tsx';
import { FindingsList } from '#app/components/admin/plan/findings-list.tsx';
import { PlanChanges } from '#app/components/admin/plan/sentences.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { useFormat } from '#app/components/shared/format.ts';
import type { Judged } from '#app/domain/compliance/judge-plan.ts';
import type { DocumentChange } from '#app/domain/plan/document-changes.ts';
import type { ChangedSentence } from '#app/domain/plan/sentences.ts';

interface PublishCardProps {
  /** The number that it will have. */
  version: number;
  currency: string;
  changed: readonly ChangedSentence[];
  differs: readonly DocumentChange[];
  starts: readonly { startsAt: string; isRunning: boolean }[];
  /** Of what is saved. */
  findings: readonly Judged[];
  /** Something was typed that is not saved. */
  isDirty: boolean;
}

/** What publishing would change and from when, what stands against it, and the button that asks once more. */
export function PublishCard({ version, currency, changed, differs, starts, findings, isDirty }: PublishCardProps) {
  const t = useTranslations('plan.publish');
  const format = useFormat();
  const fetcher = useFetcher<FormAnswer>();
  const [isAsking, setAsking] = useState(false);
  const next = starts.find(({ isRunning }) => !isRunning) ?? starts[0];
  const [chosen, choose] = useState(next?.startsAt ?? '');
  const start = starts.find(({ startsAt }) => startsAt === chosen) ?? next;
  const publish = () => {
    setAsking(false);
    fetcher.submit(JSON.stringify({ intent: 'publish', startsAt: start?.startsAt }), {
      method: 'post',
      encType: 'application/json',
    });
  };
  const day = start ? format.day(start.startsAt) : '';
  const blocking = findings.filter(({ severity }) => severity === 'error');
  const submit = t('submit', { version, day });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('title', { version })}
        </Text>
        <RefusalBanner refusal={fetcher.data?.ok === false ? fetcher.data : null} />
        <PlanChanges changed={changed} currency={currency} />
        <Differences differs={differs} />
        {findings.length > 0 && (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              {blocking.length > 0 ? t('blocked', { count: blocking.length }) : t('findings')}
            </Text>
            <FindingsList findings={findings} />
          </BlockStack>
        )}
        <Select
          label={t('from')}
          options={starts.map(({ startsAt, isRunning }) => {
            return { value: startsAt, label: t('start', { day: format.day(startsAt), isRunning: String(isRunning) }) };
          })}
          value={start?.startsAt ?? ''}
          onChange={choose}
          {...(start?.isRunning ? { helpText: t('running') } : {})}
        />
        {isDirty && (
          <Text as="p" tone="subdued">
            {t('saveFirst')}
          </Text>
        )}
        <InlineStack>
          <Button
            variant="primary"
            onClick={() => setAsking(true)}
            loading={fetcher.state !== 'idle'}
            disabled={isDirty || differs.length === 0 || blocking.length > 0 || !start}
          >
            {submit}
          </Button>
        </InlineStack>
        <Dialog
          id="publish-plan"
          isOpen={isAsking}
          title={submit}
          submit={submit}
          onSubmit={publish}
          onClose={() => setAsking(false)}
        >
          <Text as="p">{t('consequence', { version, day, isRunning: String(start?.isRunning ?? false) })}</Text>
          <PlanChanges changed={changed} currency={currency} />
        </Dialog>
      </BlockStack>
    </Card>
  );
}
