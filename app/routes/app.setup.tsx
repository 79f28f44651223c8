import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useLocation, useNavigate } from '@remix-run/react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { PlanExample } from '#app/components/admin/plan-example.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { FoundForm } from '#app/components/admin/setup/found-form.tsx';
import { JoinForm } from '#app/components/admin/setup/join-form.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useExample } from '#app/components/admin/use-example.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { answerExample } from '#app/domain/plan/example-request.ts';
import { setUpForm } from '#app/domain/settings/set-up.ts';
import { parseForm } from '#app/form.server.ts';
import { requireShop } from '#app/merchant.server.ts';
import { respond } from '#app/respond.server.ts';
import { createNetwork } from '#app/services/networks/create-network.ts';
import { joinNetwork } from '#app/services/networks/join-network.ts';
import { proposeSetUp } from '#app/services/networks/propose-set-up.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const joinForm = z.object({
  intent: z.literal('join'),
  code: z.string().trim().min(1, 'required').max(40, 'too-long'),
});
const foundForm = setUpForm.extend({ intent: z.literal('found') });
const formSchema = z.discriminatedUnion('intent', [foundForm, joinForm]);

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop, now } = await requireShop(request);
  if (shop.networkId !== null) throw redirect(`/app${new URL(request.url).search}`);
  const proposal = proposeSetUp(shop, now);
  const { currency, levels } = proposal.values;
  return { ...proposal, example: answerExample({ currency, levels: levels.map(fraction), compression: 'standard' }) };
}

/** Proposed rates are whole percentages. */
const fraction = (percent: string) => `0.${percent.padStart(2, '0')}`;

export async function action({ request }: ActionFunctionArgs) {
  const { shop, actor, now } = await requireShop(request);
  return respond(async () => {
    const form = await parseForm(request, formSchema);
    const visit = { domain: shop.domain, actor, now };
    return form.intent === 'join' ? joinNetwork({ ...visit, code: form.code }) : createNetwork({ ...visit, ...form });
  });
}

// What is stored here is nothing until the network stands; then the frame loads again and this page is left.
export const shouldRevalidate = () => false;

export default function SetUp() {
  const { values: proposed, example: first, portalUrl, currencies, timeZones } = useLoaderData<typeof loader>();
  const t = useTranslations('setup');
  const format = useFormat();
  const navigate = useNavigate();
  const { search } = useLocation();
  const onReady = () => navigate(`/app${search}`, { replace: true });
  const form = useAdminForm({ stored: proposed, intent: 'found', onSaved: onReady });
  const { currency, levels } = form.values;
  const example = useExample({ currency, levels, compression: 'standard' }, first);
  const base = format.money(String(example.everybody.baseMinor), example.currency);
  return (
    <Page
      title={t('title')}
      subtitle={t('subtitle')}
      primaryAction={{ content: t('submit'), onAction: form.save, loading: form.isBusy }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <RefusalBanner refusal={form.refusal} />
            <FoundForm form={form} portalUrl={portalUrl} currencies={currencies} timeZones={timeZones} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <PlanExample
              example={example.everybody}
              currency={example.currency}
              title={t('example.title')}
              intro={t('example.intro', { base })}
            />
            <JoinForm onJoined={onReady} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
