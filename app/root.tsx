import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches } from '@remix-run/react';
import { useNonce } from '#app/components/shared/nonce.tsx';

/** The page's language stands in the data of the face's layout route (admin, portal). */
function useLanguage(): string {
  for (const { data } of useMatches()) {
    if (typeof data === 'object' && data !== null && 'locale' in data && typeof data.locale === 'string')
      return data.locale;
  }
  return 'en';
}

export default function Root() {
  const nonce = useNonce();
  return (
    <html lang={useLanguage()}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}
