import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useLocation } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import { Sheet } from '#app/components/portal/sheet.tsx';
import { Activity } from '#app/components/portal/team-person.tsx';
import styles from '#app/components/portal/team.module.css';
import text from '#app/components/portal/text.module.css';
import { requirePartner } from '#app/partner.server.ts';
import { teamCard } from '#app/queries/portal/team.ts';
import { load } from '#app/respond.server.ts';

export const meta = portalMeta('team');

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, partner, now } = await requirePartner(request, params);
  const person = /^\d{1,9}$/.test(params['person'] ?? '') ? Number(params['person']) : 0;
  const card = await load(() => teamCard({ networkId, number: partner.number, now, person }));
  if (!card) throw Response.json(null, { status: 404 });
  return card;
}

export default function TeamCard() {
  const { person, since, below } = useLoaderData<typeof loader>();
  const t = useTranslations('portal.team');
  const { base } = usePortal();
  const format = usePortalFormat();
  const { search } = useLocation();
  return (
    <Sheet title={person.name || t('someone')} closeTo={`${base}/team${search}`}>
      <dl className={styles['facts']}>
        <div className={styles['fact']}>
          <dt>{t('cardNumber')}</dt>
          <dd className={text['numbers']}>{person.number}</dd>
        </div>
        <div className={styles['fact']}>
          <dt>{t('cardLevel')}</dt>
          <dd className={text['numbers']}>{person.level}</dd>
        </div>
        <div className={styles['fact']}>
          <dt>{t('cardSince')}</dt>
          <dd>{format.date(new Date(since))}</dd>
        </div>
        <div className={styles['fact']}>
          <dt>{t('cardActivity')}</dt>
          <dd className={styles['together']}>
            <Activity level={person.activity} /> <span aria-hidden>{t(`activity.${person.activity}`)}</span>
          </dd>
        </div>
        <div className={styles['fact']}>
          <dt>{t('cardBelow')}</dt>
          <dd className={text['numbers']}>{format.integer(below)}</dd>
        </div>
      </dl>
      <p className={text['note']}>{t('cardNote')}</p>
    </Sheet>
  );
}
