import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useRevalidator } from '@remix-run/react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { periodAddress } from '#app/components/admin/addresses.ts';
import { FiguresCard } from '#app/components/admin/home/figures-card.tsx';
import { GuideCard } from '#app/components/admin/home/guide-card.tsx';
import { HealthCard } from '#app/components/admin/home/health-card.tsx';
import { OwedCard } from '#app/components/admin/home/owed-card.tsx';
import { ToDoCard } from '#app/components/admin/home/to-do-card.tsx';
import { embedAddress, useEmbed } from '#app/components/admin/use-embed.ts';
import { useFormat } from '#app/components/shared/format.ts';
import { env } from '#app/env.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { homePage } from '#app/queries/home/home-page.ts';
import { load, respond } from '#app/respond.server.ts';
import { saveSetting } from '#app/services/settings/save-setting.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, shop, now } = await requireMerchant(request);
  const page = await load(() => homePage(networkId, now));
  return { ...page, embedUrl: embedAddress(shop.domain, env().SHOPIFY_API_KEY) };
}

/** The one thing that Home stores: that somebody put the set-up card away. */
export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(() => saveSetting(networkId, { key: 'guide', value: { isDismissed: true }, actor, now }));
}

const IMPORT_POLL_MS = 2000;
const POLL_MS = 30_000;

/** Loads again while the page is looked at: often while the import runs. Old figures stay until new ones are there. */
function useFreshFigures(isImporting: boolean) {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible') revalidate();
    };
    const timer = setInterval(look, isImporting ? IMPORT_POLL_MS : POLL_MS);
    return () => clearInterval(timer);
  }, [isImporting, revalidate]);
}

export default function Home() {
  const { guide, figures, toDo, health, currency, now, embedUrl } = useLoaderData<typeof loader>();
  const t = useTranslations('home');
  const { month } = useFormat();
  const embed = useEmbed();
  useFreshFigures(guide.imported?.isDone === false);
  const due = toDo.find((item) => item.kind === 'period');
  const isEmbedNext = !guide.isDismissed && guide.hasPartner && embed.state === 'off';
  const primaryAction = due
    ? { content: t('review', { period: month(due.startsAt) }), url: periodAddress(due.periodId) }
    : isEmbedNext
      ? { content: t('guide.embed.action'), url: embedUrl, target: '_top' as const }
      : { content: t('addPartner'), url: '/app/partners/new' };
  return (
    <Page title={t('title')} primaryAction={primaryAction}>
      <BlockStack gap="400">
        {!guide.isDismissed && <GuideCard {...guide} embed={embed} embedUrl={embedUrl} />}
        <FiguresCard figures={figures} currency={currency} now={now} />
        <Layout>
          <Layout.Section variant="oneHalf">
            <BlockStack gap="400">
              <ToDoCard items={toDo} />
              <OwedCard currency={currency} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneHalf">
            <HealthCard health={health} embed={embed} now={now} />
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}
