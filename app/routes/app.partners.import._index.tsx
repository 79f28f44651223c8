import { randomUUID } from 'node:crypto';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useNavigate } from '@remix-run/react';
import { BlockStack, Card, DropZone, Page, Spinner, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { AppError } from '#app/errors.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { respond } from '#app/respond.server.ts';
import { IMPORT_BYTES_MAX, uploadImport } from '#app/services/partners/upload-import.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

/** The form's own parts around the file. */
const FORM_BYTES_MAX = 10_000;

export async function loader({ request }: LoaderFunctionArgs) {
  await requireMerchant(request);
  return { importId: randomUUID() };
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const length = Number(request.headers.get('content-length') ?? 0);
    if (length > IMPORT_BYTES_MAX + FORM_BYTES_MAX) throw new AppError('import.too-large');
    const form = await request.formData();
    const [file, importId] = [form.get('file'), form.get('importId')];
    if (!(file instanceof File) || typeof importId !== 'string') throw new AppError('import.not-readable');
    const bytes = Buffer.from(await file.arrayBuffer());
    return uploadImport({ networkId, actor, now, importId, fileName: file.name, file: bytes });
  });
}

/** One number for the list while the page stands: a list that is sent twice is one import. */
export const shouldRevalidate = () => false;

export default function ImportPartners() {
  const { importId } = useLoaderData<typeof loader>();
  const t = useTranslations('partners.importing');
  const title = useTranslations('partners')('title');
  const navigate = useNavigate();
  const fetcher = useFetcher<typeof action>();
  const answer = fetcher.state === 'idle' ? fetcher.data : undefined;
  const uploaded = answer?.ok ? answer.value.importId : null;
  useEffect(() => {
    if (uploaded !== null) navigate(`/app/partners/import/${uploaded}`);
  }, [uploaded, navigate]);
  const upload = (file: File | undefined) => {
    if (!file) return;
    const form = new FormData();
    form.set('importId', importId);
    form.set('file', file);
    fetcher.submit(form, { method: 'post', encType: 'multipart/form-data' });
  };
  return (
    <Page title={t('title')} backAction={{ content: title, url: '/app/partners' }}>
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t('uploadTitle')}
          </Text>
          <RefusalBanner refusal={answer && !answer.ok ? answer : null} />
          <Text as="p">{t('uploadBody')}</Text>
          <DropZone allowMultiple={false} disabled={fetcher.state !== 'idle'} onDrop={(files) => upload(files[0])}>
            {fetcher.state === 'idle' ? (
              <DropZone.FileUpload actionTitle={t('choose')} actionHint={t('drop')} />
            ) : (
              <Spinner accessibilityLabel={t('uploading')} />
            )}
          </DropZone>
        </BlockStack>
      </Card>
    </Page>
  );
}
