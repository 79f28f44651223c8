import '#app/components/portal/portal.css';
import { data, type LoaderFunctionArgs } from '@remix-run/node';
import { isRouteErrorResponse, Outlet, useLoaderData, useRouteError, useRouteLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { PortalContext } from '#app/components/portal/portal-context.tsx';
import { PortalError } from '#app/components/portal/portal-error.tsx';
import { portalMeta } from '#app/components/portal/portal-meta.ts';
import { SignedOutFrame, StandAloneFrame } from '#app/components/portal/frame.tsx';
import { Texts } from '#app/components/shared/i18n.tsx';
import { localeOf, type Locale } from '#app/locales/catalogue.ts';
import { findPartnerVisit, requirePortal } from '#app/partner.server.ts';
import {
  failureWithTexts,
  languageHeaders,
  portalMessages,
  visitorLocale,
  type PortalMessages,
} from '#app/portal-texts.server.ts';
import { portalBrand } from '#app/queries/portal/brand.ts';
import { load } from '#app/respond.server.ts';

export const meta = portalMeta('error');

async function layout({ request, params }: LoaderFunctionArgs) {
  const { network, now } = await requirePortal(params);
  const base = `/portal/${network.handle}`;
  const [visit, brand] = await Promise.all([findPartnerVisit(request, params), portalBrand(network)]);
  const locale = visit ? localeOf(visit.partner.language) : await visitorLocale(request, base);
  const { currency, timeZone } = network;
  const messages = portalMessages(locale);
  return { base, currency, timeZone, locale, brand, now: now.toISOString(), messages };
}

/** Language, brand and texts for every page of a network's portal, signed in or not. */
export async function loader(args: LoaderFunctionArgs) {
  try {
    const loaded = await load(() => layout(args));
    return data(loaded, { headers: await languageHeaders(args.request, loaded.base) });
  } catch (failure) {
    if (!(failure instanceof Response)) throw failure;
    throw await failureWithTexts(failure, args.request);
  }
}

function Branded({ portal, children }: { portal: Awaited<ReturnType<typeof layout>>; children: ReactNode }) {
  return (
    <Texts locale={portal.locale} timeZone={portal.timeZone} messages={portal.messages}>
      <link rel="stylesheet" href={`${portal.base}/brand.css?v=${portal.brand.version}`} />
      <PortalContext.Provider value={portal}>{children}</PortalContext.Provider>
    </Texts>
  );
}

export default function PortalLayout() {
  return (
    <Branded portal={useLoaderData<typeof loader>()}>
      <Outlet />
    </Branded>
  );
}

/** A failure that carries its own words, because the layout itself failed. */
interface WordedFailure {
  readonly locale: Locale;
  readonly messages: PortalMessages;
}

const isWorded = (value: unknown): value is WordedFailure =>
  typeof value === 'object' && value !== null && 'messages' in value;

export function ErrorBoundary() {
  const error = useRouteError();
  const portal = useRouteLoaderData<typeof loader>('routes/portal.$network');
  if (portal) {
    return (
      <Branded portal={portal}>
        <SignedOutFrame>
          <PortalError error={error} base={portal.base} />
        </SignedOutFrame>
      </Branded>
    );
  }
  const words: unknown = isRouteErrorResponse(error) ? error.data : null;
  if (!isWorded(words)) throw error;
  return (
    <Texts locale={words.locale} timeZone="UTC" messages={words.messages}>
      <StandAloneFrame>
        <PortalError error={error} base={null} />
      </StandAloneFrame>
    </Texts>
  );
}
