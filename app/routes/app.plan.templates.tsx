import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData, useNavigate } from '@remix-run/react';
import { BlockStack, Box, InlineGrid, Page, Text } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { TemplateCard } from '#app/components/admin/plan/templates/template-card.tsx';
import { PictureSigns } from '#app/components/admin/plan/templates/template-picture.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';
import { PROGRAMME } from '#app/domain/plan/form-request.ts';
import { nameField } from '#app/domain/settings/fields.ts';
import { TEMPLATE_NAMES } from '#app/domain/templates/templates.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { EXAMPLE_CURRENCY, templatePage } from '#app/queries/plan/template-page.ts';
import { load, respond } from '#app/respond.server.ts';
import { startFromTemplate } from '#app/services/plans/kept-drafts.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const startSchema = z.object({ template: z.enum(TEMPLATE_NAMES, 'not-offered'), name: nameField });

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(async () => ({ ...(await templatePage(networkId)), currency: EXAMPLE_CURRENCY }));
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const start = await parseForm(request, startSchema);
    return startFromTemplate({ networkId, programmeId: PROGRAMME, actor, now, ...start });
  });
}

/** Plans to start from. Starting one makes a draft; nothing is published and nothing is lost. */
export default function PlanTemplates() {
  const { templates, currency } = useLoaderData<typeof loader>();
  const t = useTranslations('plan');
  const navigate = useNavigate();
  const fetcher = useFetcher<FormAnswer>();
  const isStarted = fetcher.data?.ok === true;
  useEffect(() => {
    if (isStarted) void navigate('/app/plan');
  }, [isStarted, navigate]);
  return (
    <Page title={t('template.title')} backAction={{ content: t('title'), url: '/app/plan' }}>
      <BlockStack gap="400">
        <RefusalBanner refusal={fetcher.data?.ok === false ? fetcher.data : null} />
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <BlockStack gap="200">
            <Text as="p" tone="subdued">
              {t('template.intro')}
            </Text>
            <PictureSigns />
          </BlockStack>
        </Box>
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400" alignItems="start">
          {templates.map((template) => (
            <TemplateCard
              key={template.name}
              template={template}
              currency={currency}
              isBusy={fetcher.state !== 'idle'}
              onStart={() =>
                fetcher.submit(
                  { template: template.name, name: t(`template.${template.name}.title`) },
                  { method: 'post', encType: 'application/json' },
                )
              }
            />
          ))}
        </InlineGrid>
      </BlockStack>
    </Page>
  );
}
