import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useRevalidator } from '@remix-run/react';
import { Banner, BlockStack, Card, Page, ProgressBar, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { ColumnsCard } from '#app/components/admin/partners/importing/columns-card.tsx';
import { ResultCard } from '#app/components/admin/partners/importing/result-card.tsx';
import { useFormat } from '#app/components/shared/format.ts';
import { IMPORT_FIELDS } from '#app/domain/partners/import-columns.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { importIdParam } from '#app/queries/partners/import-id-param.ts';
import { importPage } from '#app/queries/partners/import-page.ts';
import { load, respond } from '#app/respond.server.ts';
import { checkImport, startImport } from '#app/services/partners/upload-import.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('check'), mapping: z.array(z.enum(IMPORT_FIELDS).nullable()).max(200) }),
  z.object({ intent: z.literal('start') }),
]);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(async () => importPage({ networkId, importId: importIdParam(params['id']) }));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const form = await parseForm(request, formSchema);
    const step = { networkId, actor, now, importId: importIdParam(params['id']) };
    return form.intent === 'check' ? checkImport({ ...step, mapping: form.mapping }) : startImport(step);
  });
}

const POLL_MS = 1000;

export default function ImportSteps() {
  const page = useLoaderData<typeof loader>();
  const { id, state, fileName, mapping, report, lineCount, processed } = page.import;
  const t = useTranslations('partners.importing');
  const title = useTranslations('partners')('title');
  const { count } = useFormat();
  const { revalidate } = useRevalidator();
  const isWorking = state === 'checking' || state === 'importing';
  useEffect(() => {
    if (!isWorking) return undefined;
    const timer = setInterval(revalidate, POLL_MS);
    return () => clearInterval(timer);
  }, [isWorking, revalidate]);
  const progress = lineCount > 0 ? (processed / lineCount) * 100 : 0;
  return (
    <Page title={t('title')} backAction={{ content: title, url: '/app/partners' }}>
      <BlockStack gap="400">
        {state === 'failed' && (
          <Banner
            tone="critical"
            title={t('failedTitle')}
            action={{ content: t('another'), url: '/app/partners/import' }}
          >
            <p>{t('failed')}</p>
          </Banner>
        )}
        {state === 'uploaded' && (
          <ColumnsCard fileName={fileName} headings={page.headings} sample={page.sample} mapping={mapping ?? []} />
        )}
        {isWorking && (
          <Card>
            <BlockStack gap="300">
              <Text as="p">
                {state === 'checking'
                  ? t('checkingAny')
                  : t('importing', { done: count(processed), total: count(lineCount) })}
              </Text>
              <ProgressBar progress={progress} animated={false} />
            </BlockStack>
          </Card>
        )}
        {state === 'checked' && report && (
          <ResultCard importId={id} report={report} errors={page.errors} linesShown={page.linesShown} />
        )}
        {state === 'done' && report && (
          <Banner tone="success" title={t('doneTitle')} action={{ content: t('showPartners'), url: '/app/partners' }}>
            <p>{t('done', { count: report.partners })}</p>
          </Banner>
        )}
      </BlockStack>
    </Page>
  );
}
