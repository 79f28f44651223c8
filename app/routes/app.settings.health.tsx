import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { HealthCard } from '#app/components/admin/home/health-card.tsx';
import { ParkedCard } from '#app/components/admin/settings/parked-card.tsx';
import { DeliveriesCard, SweepsCard } from '#app/components/admin/settings/pipe-cards.tsx';
import { SettingsPage } from '#app/components/admin/settings/settings-page.tsx';
import { useEmbed } from '#app/components/admin/use-embed.ts';
import { parseForm } from '#app/form.server.ts';
import { requireMerchant } from '#app/merchant.server.ts';
import { healthPage } from '#app/queries/settings/health-page.ts';
import { load, respond } from '#app/respond.server.ts';
import { replayParked } from '#app/services/inbox/replay-parked.ts';

export { keepInput as clientAction } from '#app/components/admin/keep-input.ts';

const replayForm = z.object({ intent: z.literal('replay'), webhookId: z.string().min(1).max(200).nullable() });

export async function loader({ request }: LoaderFunctionArgs) {
  const { networkId, now } = await requireMerchant(request);
  return load(() => healthPage(networkId, now));
}

export async function action({ request }: ActionFunctionArgs) {
  const { networkId, actor, now } = await requireMerchant(request);
  return respond(async () => {
    const { webhookId } = await parseForm(request, replayForm);
    return replayParked({ networkId, webhookId, actor, now });
  });
}

export default function HealthSettings() {
  const { now, health, parked, topics, sweeps } = useLoaderData<typeof loader>();
  const t = useTranslations('settings');
  const embed = useEmbed();
  const fetcher = useFetcher<typeof action>();
  const answer = fetcher.data;
  const replay = (webhookId: string | null) =>
    fetcher.submit(JSON.stringify({ intent: 'replay', webhookId }), { method: 'post', encType: 'application/json' });
  return (
    <SettingsPage title={t('section.health')}>
      <HealthCard health={health} embed={embed} now={now} isLinked={false} />
      <ParkedCard
        parked={parked}
        total={health.parked}
        now={now}
        isBusy={fetcher.state !== 'idle'}
        refusal={answer && !answer.ok ? answer : null}
        onReplay={replay}
      />
      <DeliveriesCard topics={topics} now={now} />
      <SweepsCard sweeps={sweeps} now={now} />
    </SettingsPage>
  );
}
