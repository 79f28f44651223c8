import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { z } from 'zod';
import { SubmitButton } from '#app/components/portal/button.tsx';
import { Select } from '#app/components/portal/field.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { usePortalFormat } from '#app/components/portal/portal-format.ts';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import { Row, Rows } from '#app/components/portal/rows.tsx';
import styles from '#app/components/portal/team.module.css';
import text from '#app/components/portal/text.module.css';
import { LOCALES } from '#app/locales/catalogue.ts';
import { requireOwnForm, requirePartner, signedOutHeaders } from '#app/partner.server.ts';
import { profilePage } from '#app/queries/portal/profile.ts';
import { load } from '#app/respond.server.ts';
import { hashOf } from '#app/services/portal/secret.ts';
import { signOut, signOutEverywhere } from '#app/services/portal/sessions.ts';
import { setLanguage } from '#app/services/portal/set-language.ts';

export const meta = portalMeta('profile');

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { networkId, partner, secret, now } = await requirePartner(request, params);
  return load(() => profilePage({ networkId, number: partner.number, sessionHash: hashOf(secret), now }));
}

const form = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('language'), language: z.enum(LOCALES) }),
  z.object({ intent: z.literal('sign-out') }),
  z.object({ intent: z.literal('sign-out-everywhere') }),
]);

export async function action({ request, params }: ActionFunctionArgs) {
  requireOwnForm(request);
  const { network, networkId, partner, secret, now } = await requirePartner(request, params);
  const wish = form.safeParse(Object.fromEntries(await request.formData()));
  if (!wish.success) throw Response.json(null, { status: 422 });
  const own = { networkId, number: partner.number, now };
  const page = `/portal/${network.handle}/profile`;
  switch (wish.data.intent) {
    case 'language': {
      const { language } = wish.data;
      await load(() => setLanguage({ ...own, language }));
      return redirect(page);
    }
    case 'sign-out':
      await load(() => signOut({ networkId, secret, now }));
      break;
    case 'sign-out-everywhere':
      await load(() => signOutEverywhere(own));
  }
  return redirect(`/portal/${network.handle}/sign-in`, { headers: await signedOutHeaders(network.handle) });
}

type ProfileData = Awaited<ReturnType<typeof loader>>;

function Person({ profile }: { profile: ProfileData }) {
  const t = useTranslations('portal.profile');
  const { brand } = usePortal();
  const format = usePortalFormat();
  const facts = [
    [t('name'), profile.name || '–'],
    [t('number'), String(profile.number)],
    [t('others'), profile.shownName || '–'],
    [t('since'), format.date(new Date(profile.joinedAt))],
    [t('email'), profile.email ?? '–'],
    [t('phone'), profile.phone ?? '–'],
  ];
  return (
    <section className={text['section']} aria-labelledby="person">
      <h2 id="person">{t('person')}</h2>
      <dl className={styles['facts']}>
        {facts.map(([label, value]) => (
          <div key={label} className={styles['fact']}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={text['note']}>{t('changeNote', { merchant: brand.name })}</p>
    </section>
  );
}

function Language({ language }: { language: string }) {
  const t = useTranslations('portal.profile');
  return (
    <section className={text['section']} aria-labelledby="language">
      <h2 id="language">{t('language')}</h2>
      <Form method="post" className={styles['search']} reloadDocument>
        <Select
          label={t('languageOf')}
          name="language"
          value={language}
          options={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
        />
        <SubmitButton look="secondary" name="intent" value="language">
          {t('saveLanguage')}
        </SubmitButton>
      </Form>
    </section>
  );
}

const LANGUAGES = ['de', 'en'] as const;

function Devices({ devices }: { devices: ProfileData['devices'] }) {
  const t = useTranslations('portal.profile');
  const format = usePortalFormat();
  return (
    <section className={text['section']} aria-labelledby="devices">
      <h2 id="devices">{t('devices')}</h2>
      <Rows>
        {devices.map((device) => (
          <Row
            key={`${device.since} ${device.device}`}
            title={device.device || t('unknownDevice')}
            detail={t('deviceSince', { at: format.instant(new Date(device.since)) })}
            {...(device.isThis ? { side: <span className={text['note']}>{t('thisDevice')}</span> } : {})}
          />
        ))}
      </Rows>
      <Form method="post" className={text['stack']} reloadDocument>
        <SubmitButton look="secondary" name="intent" value="sign-out" isWide>
          {t('signOut')}
        </SubmitButton>
        <SubmitButton look="quiet" name="intent" value="sign-out-everywhere" isWide>
          {t('signOutEverywhere')}
        </SubmitButton>
      </Form>
    </section>
  );
}

export default function Profile() {
  const profile = useLoaderData<typeof loader>();
  const t = useTranslations('portal.profile');
  return (
    <div className={text['stack']}>
      <h1>{t('heading')}</h1>
      <div className={text['columns']}>
        <Person profile={profile} />
        <div className={text['stack']}>
          <Language language={profile.language} />
          <Devices devices={profile.devices} />
        </div>
      </div>
    </div>
  );
}
