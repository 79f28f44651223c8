import { Banner, BlockStack, Button, Card, DataTable, InlineStack, Text } from '@shopify/polaris';
import { useLocale, useTranslations } from 'use-intl';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useDownload } from '#app/components/admin/use-download.ts';
import { useSentence } from '#app/components/shared/use-sentence.ts';
import type { LineError } from '#app/domain/partners/import-cells.ts';
import { importErrorText } from '#app/locales/import-error-text.ts';

interface ResultCardProps {
  importId: string;
  report: { partners: number; errors: number };
  errors: readonly LineError[];
  linesShown: number;
}

/** What the dry run found: the way on, or what is wrong line by line. */
export function ResultCard({ importId, report, errors, linesShown }: ResultCardProps) {
  const t = useTranslations('partners.importing');
  const form = useAdminForm({ stored: {}, intent: 'start' });
  const isFine = report.errors === 0;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('checkedTitle')}
        </Text>
        <RefusalBanner refusal={form.refusal} />
        {isFine ? (
          <Banner tone="success" title={t('checkedFine', { count: report.partners })} />
        ) : (
          <Banner tone="critical" title={t('checkedBad', { count: report.errors })} />
        )}
        {!isFine && <Errors importId={importId} errors={errors} linesShown={linesShown} />}
        {isFine && report.partners > 0 && (
          <InlineStack>
            <Button variant="primary" loading={form.isBusy} onClick={form.save}>
              {t('start', { count: report.partners })}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Errors({ importId, errors, linesShown }: Omit<ResultCardProps, 'report'>) {
  const t = useTranslations('partners.importing');
  const ask = useSentence('partners.importing');
  const locale = useLocale();
  const { start, isBusy } = useDownload();
  const isCut = new Set(errors.map((error) => error.line)).size >= linesShown;
  return (
    <BlockStack gap="300">
      <InlineStack gap="200">
        <Button
          loading={isBusy}
          onClick={() => void start(`/app/partners/import/${importId}/bad-lines?locale=${locale}`, t('badFileName'))}
        >
          {t('badFile')}
        </Button>
        <Button variant="primary" url="/app/partners/import">
          {t('another')}
        </Button>
      </InlineStack>
      <DataTable
        columnContentTypes={['numeric', 'text']}
        headings={[t('line'), t('problem')]}
        rows={errors.map((error) => [error.line, importErrorText(ask, error)])}
      />
      {isCut && <Text as="p">{t('moreErrors', { shown: linesShown })}</Text>}
    </BlockStack>
  );
}
