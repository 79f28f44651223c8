/** Addresses are read as seen from here; whatever leads away from it is no page of ours. */
const NOWHERE = 'http://portal.invalid';
/** Pages that nobody is sent back to: they are the way in. */
const WAY_IN = /^\/(sign-in|link)(\/|$)/;

/** A longer address is none of ours; it has to fit into a mail. */
export const ASKED_PAGE_LENGTH_MAX = 300;

/**
 * The page of this network's portal that somebody asked for before signing in, as a path with its question; null where there
 * is none. `asked` may be made up by anybody: another host, another network, and the sign-in pages themselves are no answer.
 */
export function askedPage(handle: string, asked: string | null): string | null {
  if (asked === null || !URL.canParse(asked, NOWHERE)) return null;
  const { origin, pathname, search } = new URL(asked, NOWHERE);
  const base = `/portal/${handle}`;
  if (origin !== NOWHERE || !pathname.startsWith(`${base}/`)) return null;
  const page = pathname + search;
  return WAY_IN.test(pathname.slice(base.length)) || page.length > ASKED_PAGE_LENGTH_MAX ? null : page;
}
