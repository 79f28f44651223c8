import { createCookie, redirect, type LoaderFunctionArgs } from '@remix-run/node';
import { findNetworkByHandle, type PortalNetwork } from '#app/adapters/db/repositories/portal-networks.server.ts';
import type { SignedIn } from '#app/adapters/db/repositories/portal-sessions.server.ts';
import { readCommon, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { askedPage } from '#app/domain/portal/asked-page.ts';
import { env } from '#app/env.server.ts';
import { SESSION_DAYS } from '#app/services/portal/open-session.ts';
import { findSession } from '#app/services/portal/sessions.ts';
import { askedOnce } from '#app/under-way.server.ts';
import { SEES_PORTAL } from '#app/domain/partners/partner-status.ts';

type Params = LoaderFunctionArgs['params'];

/** Somebody at a network's portal, signed in or not. */
export interface PortalVisit {
  readonly network: PortalNetwork;
  readonly now: Date;
}

/** A partner who is signed in: the only producer of a `NetworkId` in the portal. */
export interface PartnerVisit extends PortalVisit {
  readonly networkId: NetworkId;
  readonly partner: SignedIn;
  readonly secret: string;
}

/**
 * Goes to no other network's pages. A page's data have the page's address and `.data`, which for the first page is no
 * address below the network's own: so there is a second path.
 */
const cookiePaths = (handle: string): string[] => [`/portal/${handle}`, `/portal/${handle}.data`];

const sessionCookie = (path: string) =>
  createCookie('lineage_portal', {
    path,
    httpOnly: true,
    sameSite: 'lax',
    secure: env().PORTAL_URL.startsWith('https:'),
    maxAge: SESSION_DAYS * 24 * 60 * 60,
  });

async function cookieHeaders(handle: string, secret: string, maxAge?: number): Promise<Headers> {
  const headers = new Headers();
  for (const path of cookiePaths(handle)) {
    const cookie = sessionCookie(path);
    headers.append('set-cookie', await cookie.serialize(secret, maxAge === undefined ? {} : { maxAge }));
  }
  return headers;
}

export const sessionHeaders = (handle: string, secret: string): Promise<Headers> => cookieHeaders(handle, secret);

export const signedOutHeaders = (handle: string): Promise<Headers> => cookieHeaders(handle, '', 0);

/** The network of the address. @throws Response 404 */
export async function requirePortal(params: Params): Promise<PortalVisit> {
  const handle = params['network'] ?? '';
  const network = await askedOnce(`network ${handle}`, () =>
    readCommon((connection) => findNetworkByHandle(connection, handle)),
  );
  if (!network) throw Response.json({ code: 'network.not-found' }, { status: 404 });
  return { network, now: new Date() };
}

/** Who is signed in; null for nobody, also where the cookie is another network's. @throws Response 404 */
export async function findPartnerVisit(request: Request, params: Params): Promise<PartnerVisit | null> {
  const { network, now } = await requirePortal(params);
  const secret: unknown = await sessionCookie('/').parse(request.headers.get('cookie'));
  if (typeof secret !== 'string' || secret === '') return null;
  const partner = await askedOnce(`partner ${network.id} ${secret}`, () =>
    findSession({ networkId: network.id, secret, now }),
  );
  return partner && { network, now, networkId: network.id, partner, secret };
}

/** Where the sign-in page keeps, in its own address, which page was asked for. */
const ASKED = 'to';

/** The page of this network that the address says was asked for; null for none, or for one that is not this network's. */
export const askedPageOf = (request: Request, handle: string): string | null =>
  askedPage(handle, new URL(request.url).searchParams.get(ASKED));

function signInPage(request: Request, handle: string): string {
  const { pathname, search } = new URL(request.url);
  const asked = askedPage(handle, pathname + search);
  return `/portal/${handle}/sign-in${asked === null ? '' : `?${new URLSearchParams({ [ASKED]: asked }).toString()}`}`;
}

/**
 * A partner who sees his pages. @throws Response redirect to the sign-in page, which leads back here afterwards; 403 where
 * the partner was suspended meanwhile
 */
export async function requirePartner(request: Request, params: Params): Promise<PartnerVisit> {
  const visit = await findPartnerVisit(request, params);
  if (!visit) throw redirect(signInPage(request, params['network'] ?? ''));
  if (!SEES_PORTAL.includes(visit.partner.status)) throw Response.json({ code: 'right.missing' }, { status: 403 });
  return visit;
}

/** A form is sent from our own pages only. Browsers say where it came from. @throws Response 403 */
export function requireOwnForm(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') throw Response.json({ code: 'right.missing' }, { status: 403 });
}

const DEVICE_TEXT_MAX = 60;
const BROWSERS = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;
const SYSTEMS = [
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;

/** Browser and system in two words, so that a partner recognises the device; empty where neither says what it is. */
export function deviceOf(request: Request): string {
  const agent = request.headers.get('user-agent') ?? '';
  const first = (list: readonly (readonly [RegExp, string])[]) => list.find(([pattern]) => pattern.test(agent))?.[1];
  const words = [first(BROWSERS), first(SYSTEMS)].filter((word) => word !== undefined);
  return words.join(', ').slice(0, DEVICE_TEXT_MAX);
}
