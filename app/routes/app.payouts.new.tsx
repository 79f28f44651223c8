import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useNavigate } from '@remix-run/react';
import { BlockStack, Box, Card, InlineStack, Page, Text } from '@shopify/polaris';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { StepLine } from '#app/components/admin/payouts/step-line.tsx';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import { useAdminForm } from '#app/components/admin/use-admin-form.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { newPayout } from '#app/queries/payouts/payout-pages.ts';
import { load, respond } from '#app/respond.server.ts';
import { freezeBatch } from '#app/services/payouts/freeze-batch.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const formSchema = z.object({
  partners: z.int().min(1),
  totalMinor: z.string().regex(/^\d{1,18}$/),
});

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(() => newPayout(networkId));
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const { partners, totalMinor } = await parseForm(request, formSchema);
    return freezeBatch({ networkId, now, actor, expected: { partners, totalMinor: BigInt(totalMinor) } });
  });
}

export default function NewPayout() {
  const { available, payable, reasons, minimumMinor, currency } = useLoaderData<typeof loader>();
  const t = useTranslations('payouts');
  const { money } = useFormat();
  const navigate = useNavigate();
  const form = useAdminForm({
    stored: { partners: payable.partners, totalMinor: payable.sumMinor },
    intent: 'freeze',
    onSaved: (id) => navigate(`/app/payouts/${String(id)}`),
  });
  const sumOf = ({ partners, sumMinor }: { partners: number; sumMinor: string }) =>
    t('partnersAndSum', { count: partners, amount: money(sumMinor, currency) });
  const canFreeze = payable.partners > 0;
  return (
    <Page
      title={t('new')}
      backAction={{ content: t('title'), url: '/app/payouts' }}
      {...(canFreeze
        ? {
            primaryAction: {
              content: t('freeze', { count: payable.partners, amount: money(payable.sumMinor, currency) }),
              loading: form.isBusy,
              onAction: form.save,
            },
          }
        : {})}
    >
      <BlockStack gap="400">
        <StepLine current="who" />
        <RefusalBanner refusal={form.refusal} />
        <Card>
          <BlockStack gap="300">
            <Line label={t('available')} value={sumOf(available)} />
            <Line label={t('payable')} value={sumOf(payable)} isStrong />
            {!canFreeze && <Text as="p">{t('cannotFreeze')}</Text>}
          </BlockStack>
        </Card>
        {reasons.length > 0 && (
          <Card>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd">
                {t('notPayable')}
              </Text>
              <Text as="p" tone="subdued">
                {t('staysAvailable')}
              </Text>
              {reasons.map(({ reason, ...left }) => (
                <Line
                  key={reason}
                  label={t(`reason.${reason}`, { minimum: money(minimumMinor, currency) })}
                  value={sumOf(left)}
                />
              ))}
            </BlockStack>
          </Card>
        )}
      </BlockStack>
    </Page>
  );
}

function Line({ label, value, isStrong = false }: { label: string; value: string; isStrong?: boolean }) {
  return (
    <InlineStack align="space-between" gap="200">
      <Box>
        <Text as="span" fontWeight={isStrong ? 'semibold' : 'regular'}>
          {label}
        </Text>
      </Box>
      <Text as="span" numeric fontWeight={isStrong ? 'semibold' : 'regular'}>
        {value}
      </Text>
    </InlineStack>
  );
}
