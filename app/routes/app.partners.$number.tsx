import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { Banner, BlockStack, InlineStack, Layout, Page } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useOpener } from '#app/components/admin/use-opener.ts';
import { AccountsCard } from '#app/components/admin/partners/accounts-card.tsx';
import { CodesCard } from '#app/components/admin/partners/codes-card.tsx';
import { ContactCard } from '#app/components/admin/partners/contact-card.tsx';
import { FiguresCard } from '#app/components/admin/partners/figures-card.tsx';
import { HistoryCard } from '#app/components/admin/partners/history-card.tsx';
import { MoveDialog } from '#app/components/admin/partners/move-dialog.tsx';
import { usePersonName } from '#app/components/admin/partners/person-name.ts';
import { PlacesCard } from '#app/components/admin/partners/places-card.tsx';
import { SponsorCard } from '#app/components/admin/partners/sponsor-card.tsx';
import { RankText } from '#app/components/admin/partners/rank-text.tsx';
import { StatusBadge } from '#app/components/admin/partners/status-badge.tsx';
import { isHard, StatusDialog, type StatusIntent } from '#app/components/admin/partners/status-dialog.tsx';
import { TeamCard } from '#app/components/admin/partners/team-card.tsx';
import { useFormat } from '#app/components/shared/format.ts';
import { partnerActionForm } from '#app/domain/partners/partner-action-form.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { numberParam } from '#app/queries/partners/number-param.ts';
import { partnerDetail } from '#app/queries/partners/partner-detail.ts';
import { LEVELS_MAX } from '#app/queries/tree/levels.ts';
import { load, respond } from '#app/respond.server.ts';
import { performAction } from '#app/services/partners/perform-action.ts';
import { RefusalBanner } from '#app/components/admin/refusal-banner.tsx';
import type { FormAnswer } from '#app/components/admin/use-admin-form.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, now, shop } = await requireMerchant(request);
  const detail = await load(() => partnerDetail({ networkId, now, number: numberParam(params['number']) }));
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: shop.timeZone }).format(now);
  return { ...detail, now: now.toISOString(), today, levelsMax: LEVELS_MAX };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const number = numberParam(params['number']);
    return performAction({ networkId, actor, now, number }, await parseForm(request, partnerActionForm));
  });
}

type Open = StatusIntent | 'move' | null;

export default function PartnerPage() {
  const detail = useLoaderData<typeof loader>();
  const { partner, figures, now } = detail;
  const t = useTranslations('partners');
  const { day } = useFormat();
  const name = usePersonName()(partner);
  const [open, setOpen] = useState<Open>(null);
  useOpener(open !== null);
  const fetcher = useFetcher<FormAnswer>();
  const resent = fetcher.state === 'idle' ? fetcher.data : undefined;
  const resend = () =>
    fetcher.submit(JSON.stringify({ intent: 'resend' }), { method: 'post', encType: 'application/json' });
  const deed = (intent: StatusIntent) => ({
    content: t(`detail.${intent}`),
    destructive: isHard(intent),
    onAction: () => setOpen(intent),
  });
  const isWaiting = partner.status === 'applied' || partner.status === 'invited';
  const statusDeeds = {
    applied: [deed('decline')],
    invited: [{ content: t('detail.resend'), onAction: resend }, deed('decline')],
    active: [deed('suspend'), deed('terminate')],
    suspended: [deed('reinstate'), deed('terminate')],
    terminated: [deed('reinstate')],
    declined: [],
    house: [],
  }[partner.status];
  return (
    <Page
      title={name}
      titleMetadata={
        <InlineStack gap="200">
          <StatusBadge status={partner.status} active={figures?.active ?? null} />
          {(detail.rank !== null || detail.title !== null) && <RankText rank={detail.rank} title={detail.title} />}
        </InlineStack>
      }
      subtitle={t('detail.subtitle', { number: partner.number, since: day(partner.joinedAt) })}
      backAction={{ content: t('title'), url: '/app/partners' }}
      {...(isWaiting ? { primaryAction: { content: t('detail.approve'), onAction: () => setOpen('approve') } } : {})}
      secondaryActions={[{ content: t('detail.move'), onAction: () => setOpen('move') }]}
      actionGroups={statusDeeds.length > 0 ? [{ title: t('detail.moreActions'), actions: statusDeeds }] : []}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <RefusalBanner refusal={resent?.ok === false ? resent : null} />
            {resent?.ok && <Banner tone="success" title={t('detail.resent', { name })} />}
            <FiguresCard {...detail} number={partner.number} />
            <TeamCard
              number={partner.number}
              upline={detail.upline}
              levels={detail.levels}
              levelsMax={detail.levelsMax}
            />
            <HistoryCard history={detail.history} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <CodesCard codes={detail.codes} name={name} />
            <AccountsCard accounts={detail.accounts} name={name} />
            <PlacesCard
              places={detail.places}
              number={partner.number}
              name={name}
              isActive={partner.status === 'active'}
              now={now}
            />
            <SponsorCard sponsors={detail.sponsors} partnerName={name} now={now} onMove={() => setOpen('move')} />
            <ContactCard {...partner} contact={detail.contact} />
          </BlockStack>
        </Layout.Section>
      </Layout>
      {open === 'move' && (
        <MoveDialog
          number={partner.number}
          name={name}
          today={detail.today}
          action={`/app/partners/${partner.number}`}
          onClose={() => setOpen(null)}
        />
      )}
      {open !== null && open !== 'move' && (
        <StatusDialog intent={open} name={name} below={figures?.below ?? 0} onClose={() => setOpen(null)} />
      )}
    </Page>
  );
}
