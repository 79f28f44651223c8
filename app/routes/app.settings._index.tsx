import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Page } from '@shopify/polaris';
import { CalendarIcon, HeartIcon, PaintBrushFlatIcon, StoreIcon, TargetIcon, WalletIcon } from '@shopify/polaris-icons';
import { useTranslations } from 'use-intl';
import { SectionList } from '#app/components/admin/settings/section-list.tsx';
import { useFormat } from '#app/components/shared/format.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { currentSettings } from '#app/queries/settings/current-settings.ts';
import { networkFacts } from '#app/queries/settings/network-facts.ts';
import { load } from '#app/respond.server.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId } = await requireMerchant(request);
  return load(async () => ({
    facts: await networkFacts(networkId),
    settings: await currentSettings(networkId, ['hold', 'payout', 'attribution', 'brand']),
  }));
}

export default function Settings() {
  const { facts, settings } = useLoaderData<typeof loader>();
  const t = useTranslations('settings');
  const { money } = useFormat();
  const { hold, payout, attribution, brand } = settings;
  const days = hold.value.deliveryDays + hold.value.returnDays;
  const minimum = money(payout.value.minimumMinor, facts.currency);
  const sections = [
    { key: 'programme', icon: CalendarIcon, summary: t('summary.programme', { cadence: facts.cadence, days }) },
    {
      key: 'attribution',
      icon: TargetIcon,
      summary: t('summary.attribution', { days: attribution.value.window_days }),
    },
    { key: 'money', icon: WalletIcon, summary: t('summary.money', { minimum }) },
    { key: 'branding', icon: PaintBrushFlatIcon, summary: t('summary.branding', { name: brand.value.name }) },
    { key: 'shops', icon: StoreIcon, summary: t('summary.shops', { count: facts.shops.length }) },
    { key: 'health', icon: HeartIcon, summary: t('summary.health') },
  ] as const;
  return (
    <Page title={t('title')} narrowWidth>
      <SectionList
        sections={sections.map(({ key, icon, summary }) => {
          return { to: `/app/settings/${key}`, title: t(`section.${key}`), icon, summary };
        })}
      />
    </Page>
  );
}
