import type { HeadersFunction, LinksFunction, LoaderFunctionArgs, SerializeFrom } from '@remix-run/node';
import {
  Outlet,
  useLoaderData,
  useRouteError,
  useRouteLoaderData,
  type ShouldRevalidateFunction,
} from '@remix-run/react';
import { NavMenu } from '@shopify/app-bridge-react';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import polarisDe from '@shopify/polaris/locales/de.json';
import polarisEn from '@shopify/polaris/locales/en.json';
import { AppProvider } from '@shopify/shopify-app-remix/react';
import { boundary } from '@shopify/shopify-app-remix/server';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { AdminError } from '#app/components/admin/admin-error.tsx';
import { AdminLink } from '#app/components/admin/admin-link.tsx';
import { FramelessError } from '#app/components/admin/frameless-error.tsx';
import { NAVIGATION } from '#app/components/admin/navigation.ts';
import { Texts } from '#app/components/shared/i18n.tsx';
import { env } from '#app/env.server.ts';
import { localeOf, pick, type Messages } from '#app/locales/catalogue.ts';
import { requireShop } from '#app/merchant.server.ts';

/** The namespaces of the admin's pages; the portal's and the mails' texts stay on the server. */
const NAMESPACES = [
  ...(['admin', 'commissions', 'errors', 'explanation', 'glossary', 'home', 'money', 'orders'] as const),
  ...(['partners', 'payouts', 'periods', 'plan', 'settings', 'setup', 'tree'] as const),
] satisfies (keyof Messages)[];

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: polarisStyles }];

/** The frame of the admin: language, Polaris, App Bridge. Shopify names the language on the first document. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request);
  const locale = localeOf(new URL(request.url).searchParams.get('locale'));
  return {
    apiKey: env().SHOPIFY_API_KEY,
    appBridgeUrl: env().APP_BRIDGE_URL ?? null,
    locale,
    isSetUp: shop.networkId !== null,
    timeZone: shop.timeZone,
    currency: shop.currency,
    shopDomain: shop.domain,
    messages: pick(locale, NAMESPACES),
    polaris: locale === 'de' ? polarisDe : polarisEn,
  };
}

// The language comes with the first document only: loading again would lose it. Set-up is what changes the rest.
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction }) =>
  formAction?.startsWith('/app/setup') ?? false;

function Navigation() {
  const t = useTranslations('admin.navigation');
  return (
    <NavMenu>
      <AdminLink to="/app" rel="home">
        {t('home')}
      </AdminLink>
      {NAVIGATION.map((page) => (
        <AdminLink key={page} to={`/app/${page}`}>
          {t(page)}
        </AdminLink>
      ))}
    </NavMenu>
  );
}

function Frame({ data, children }: { data: SerializeFrom<typeof loader>; children: ReactNode }) {
  const { apiKey, appBridgeUrl, isSetUp, locale, timeZone, messages, polaris } = data;
  return (
    <AppProvider
      isEmbeddedApp
      apiKey={apiKey}
      i18n={polaris}
      {...(appBridgeUrl ? { __APP_BRIDGE_URL: appBridgeUrl } : {})}
    >
      <Texts locale={locale} timeZone={timeZone} messages={messages}>
        {isSetUp && <Navigation />}
        <main>{children}</main>
      </Texts>
    </AppProvider>
  );
}

export default function AdminLayout() {
  return (
    <Frame data={useLoaderData<typeof loader>()}>
      <Outlet />
    </Frame>
  );
}

/** A page that failed leaves the frame standing; Shopify's own answers (bounce pages, redirects) go through as they are. */
export function ErrorBoundary() {
  const error = useRouteError();
  const data = useRouteLoaderData<typeof loader>('routes/app');
  if (!data) return <FramelessError error={error} />;
  return (
    <Frame data={data}>
      <AdminError error={error} />
    </Frame>
  );
}

export const headers: HeadersFunction = (headersArgs) => boundary.headers(headersArgs);
