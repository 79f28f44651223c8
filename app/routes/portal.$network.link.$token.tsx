import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useLocation } from '@remix-run/react';
import { useTranslations } from 'use-intl';
import { ButtonLink, SubmitButton } from '#app/components/portal/button.tsx';
import { SignedOutFrame } from '#app/components/portal/frame.tsx';
import { usePortal } from '#app/components/portal/portal-context.tsx';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import text from '#app/components/portal/text.module.css';
import type { ErrorCode } from '#app/errors.ts';
import { askedPageOf, deviceOf, requireOwnForm, requirePortal, sessionHeaders } from '#app/partner.server.ts';
import { load, respond } from '#app/respond.server.ts';
import { linkState, openSession } from '#app/services/portal/open-session.ts';

export const meta = portalMeta('link');

/** What a browser must not keep: the address is a key until it is used. */
export const headers = () => ({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });

export async function loader({ params }: LoaderFunctionArgs) {
  const { network, now } = await requirePortal(params);
  return { state: await load(() => linkState({ networkId: network.id, token: params['token'] ?? '', now })) };
}

export async function action({ request, params }: ActionFunctionArgs) {
  requireOwnForm(request);
  const { network, now } = await requirePortal(params);
  const visit = { networkId: network.id, token: params['token'] ?? '', now, device: deviceOf(request) };
  const { data: outcome } = await respond(() => openSession(visit));
  if (!outcome.ok) return { code: outcome.code };
  const headers = await sessionHeaders(network.handle, outcome.value.secret);
  throw redirect(askedPageOf(request, network.handle) ?? `/portal/${network.handle}`, { headers });
}

type Shown = 'sign-in' | 'invitation' | 'used' | 'expired' | 'suspended';

/** After the button was pressed its answer counts: by then the link is used, by us. */
function shownOf(state: Shown, code: ErrorCode | undefined): Shown {
  if (code === 'session.link-used') return 'used';
  if (code === 'session.link-expired') return 'expired';
  return code === 'right.missing' ? 'suspended' : state;
}

export default function OpenLink() {
  const { state } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const t = useTranslations('portal.link');
  const { base, brand } = usePortal();
  const { search } = useLocation();
  const shown = shownOf(state, answer?.code);
  const isGood = shown === 'sign-in' || shown === 'invitation';
  return (
    <SignedOutFrame>
      <div className={text['stack']}>
        <h1>{t(`${shown}.heading`, { merchant: brand.name })}</h1>
        <p className={text['muted']}>{t(`${shown}.text`, { merchant: brand.name })}</p>
        {isGood && (
          <Form method="post">
            <SubmitButton isWide>{t(`${shown}.button`)}</SubmitButton>
          </Form>
        )}
        {!isGood && shown !== 'suspended' && (
          <ButtonLink to={`${base}/sign-in${search}`} look="primary" isWide>
            {t('newLink')}
          </ButtonLink>
        )}
      </div>
    </SignedOutFrame>
  );
}
