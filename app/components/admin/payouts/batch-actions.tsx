import { Banner, BlockStack, Button, ButtonGroup, Card, Text } from '@shopify/polaris';
import { useLocale, useTranslations } from 'use-intl';
import type { BatchState } from '#app/components/admin/payouts/batch-badge.tsx';
import { useDownload } from '#app/components/admin/use-download.ts';
import { useStaffName } from '#app/components/admin/use-staff-name.ts';
import { useFormat } from '#app/components/shared/format.ts';

interface BatchActionsProps {
  batch: {
    id: number;
    state: BatchState;
    partners: number;
    totalMinor: string;
    exportedAt: string | null;
    settledAt: string | null;
    settledBy: string | null;
    fileHash: string | null;
  };
  currency: string;
  isBusy: boolean;
  onMarkPaid: () => void;
  onCancel: () => void;
  /** The file was handed over: the page loads again. */
  onExported: () => void;
}

/** What can be done with a payout now: one primary action, with count and sum in its label. */
export function BatchActions({ batch, currency, isBusy, onMarkPaid, onCancel, onExported }: BatchActionsProps) {
  const t = useTranslations('payouts');
  const { money, day } = useFormat();
  const locale = useLocale();
  const staff = useStaffName();
  const file = useDownload();
  const amount = money(batch.totalMinor, currency);
  const download = async () => {
    const address = `/app/payouts/${batch.id}/file?locale=${locale}`;
    if (await file.start(address, `payout-${batch.id}.csv`, { method: 'post' })) onExported();
  };
  return (
    <Card>
      <BlockStack gap="400">
        {file.hasFailed && <Banner tone="critical" title={t('downloadFailed')} />}
        {batch.state === 'draft' && (
          <>
            <Text as="p">{t('draft.explain')}</Text>
            <ButtonGroup>
              <Button variant="primary" loading={file.isBusy} onClick={() => void download()}>
                {t('draft.download', { amount })}
              </Button>
              <Button loading={isBusy} onClick={onCancel}>
                {t('draft.cancel')}
              </Button>
            </ButtonGroup>
            <Text as="p" tone="subdued">
              {t('draft.cancelExplain')}
            </Text>
          </>
        )}
        {batch.state === 'exported' && (
          <>
            <Text as="p">{t('exported.explain', { at: day(batch.exportedAt ?? '') })}</Text>
            <ButtonGroup>
              <Button variant="primary" loading={isBusy} onClick={onMarkPaid}>
                {t('exported.markPaid', { count: batch.partners, amount })}
              </Button>
              <Button loading={file.isBusy} onClick={() => void download()}>
                {t('exported.again')}
              </Button>
            </ButtonGroup>
          </>
        )}
        {batch.state === 'paid' && (
          <Text as="p">
            {t('paid.explain', { at: day(batch.settledAt ?? ''), actor: staff(batch.settledBy ?? '') })}
          </Text>
        )}
        {batch.state === 'cancelled' && (
          <Text as="p">{t('cancelled.explain', { at: day(batch.settledAt ?? '') })}</Text>
        )}
        {batch.fileHash && (
          <Text as="p" tone="subdued" breakWord>
            {t('fileHash', { hash: batch.fileHash })}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
