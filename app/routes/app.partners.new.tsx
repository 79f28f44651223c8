import { randomUUID } from 'node:crypto';
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useNavigate } from '@remix-run/react';
import { BlockStack, Page } from '@shopify/polaris';
import { useCallback, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { NewPartnerForm, type NewPartnerValues } from '#app/components/admin/partners/new-partner-form.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { newPartnerForm } from '#app/domain/partners/new-partner-form.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { respond } from '#app/respond.server.ts';
import { createPartner } from '#app/services/partners/create-partner.ts';
import { invitePartner } from '#app/services/partners/invite-partner.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  await requireMerchant(request);
  const sponsor = new URL(request.url).searchParams.get('sponsor') ?? '0';
  return { requestId: randomUUID(), sponsor };
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const { how, ...person } = await parseForm(request, newPartnerForm);
    return (how === 'now' ? createPartner : invitePartner)({ ...person, networkId, actor, now });
  });
}

export default function NewPartner() {
  const { requestId, sponsor } = useLoaderData<typeof loader>();
  const t = useTranslations('partners');
  const navigate = useNavigate();
  const language = useLocale();
  const [stored] = useState<NewPartnerValues>({
    how: 'invite',
    ...{ firstName: '', lastName: '', email: '', phone: '', country: '', code: '' },
    language,
    sponsor,
    requestId,
  });
  const onSaved = useCallback(
    (value: unknown) => navigate(`/app/partners/${(value as { number: number }).number}`),
    [navigate],
  );
  const form = useAdminForm({ stored, intent: 'new', onSaved });
  return (
    <Page
      title={t('form.titleNew')}
      backAction={{ content: t('title'), url: '/app/partners' }}
      primaryAction={{
        content: form.values.how === 'now' ? t('form.addNow') : t('form.invite'),
        onAction: form.save,
        loading: form.isBusy,
      }}
    >
      <BlockStack gap="400">
        <RefusalBanner refusal={form.refusal} />
        <NewPartnerForm form={form} />
      </BlockStack>
    </Page>
  );
}
