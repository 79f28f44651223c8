import { createCookie, data } from '@remix-run/node';
import { z } from 'zod';
import { localeOf, pick, type Locale, type Messages } from '#app/locales/catalogue.ts';

/** The texts that the portal's pages need in the browser; explanations come as sentences from the server. */
const NAMESPACES = ['portal', 'money'] as const satisfies (keyof Messages)[];

export type PortalMessages = Pick<Messages, (typeof NAMESPACES)[number]>;

export const portalMessages = (locale: Locale): PortalMessages => pick(locale, NAMESPACES);

const languageCookie = (base: string) =>
  createCookie('lineage_language', { path: base, sameSite: 'lax', httpOnly: true, maxAge: 365 * 24 * 60 * 60 });

/** The language for somebody who is not signed in: as asked for on the page, else as the browser says. */
export async function visitorLocale(request: Request, base: string): Promise<Locale> {
  const asked = new URL(request.url).searchParams.get('lang');
  const kept: unknown = await languageCookie(base).parse(request.headers.get('cookie'));
  const browser = request.headers.get('accept-language');
  return localeOf(asked ?? (typeof kept === 'string' ? kept : browser));
}

/** Keeps the language that was asked for, if one was. */
export async function languageHeaders(request: Request, base: string): Promise<Headers> {
  const asked = new URL(request.url).searchParams.get('lang');
  if (asked === null) return new Headers();
  return new Headers({ 'set-cookie': await languageCookie(base).serialize(localeOf(asked)) });
}

const numbered = z.object({ incident: z.string() });

/** A failure before the page knew its network: it carries the words in which it is told. */
export async function failureWithTexts(failure: Response, request: Request) {
  const locale = await visitorLocale(request, '/portal');
  const { incident = null } = numbered.safeParse(await failure.json().catch(() => null)).data ?? {};
  return data({ incident, locale, messages: portalMessages(locale) }, { status: failure.status });
}
