import { createContext, useContext } from 'react';

/** What every part of a portal page may ask for. */
export interface Portal {
  /** `/portal/<handle>`, without a slash at its end. */
  readonly base: string;
  readonly currency: string;
  readonly brand: {
    readonly name: string;
    readonly logo: string | null;
    readonly imprintUrl: string | null;
    readonly privacyUrl: string | null;
  };
  /** The page's own instant, so that server and browser say the same. */
  readonly now: string;
}

export const PortalContext = createContext<Portal | null>(null);

export function usePortal(): Portal {
  const portal = useContext(PortalContext);
  if (!portal) throw new Error('outside a portal');
  return portal;
}
