import { findBrand, findLogo, findLogoHash, type Logo } from '#app/adapters/db/repositories/brand.server.ts';
import type { PortalNetwork } from '#app/adapters/db/repositories/portal-networks.server.ts';
import { inTransaction } from '#app/adapters/db/transaction.server.ts';
import { brandOf, DEFAULT_COLOUR, type Brand } from '#app/domain/brand/brand.ts';
import { styleSheetOf } from '#app/domain/brand/style-sheet.ts';

/** What every page of a portal shows of its merchant. */
export interface PortalBrand {
  readonly name: string;
  /** Part of the style sheet's address, so that a browser keeps it until the brand changes. */
  readonly version: number;
  /** Likewise of the logo's; null where there is none, and the name stands in its place. */
  readonly logo: string | null;
  readonly imprintUrl: string | null;
  readonly privacyUrl: string | null;
}

const defaultBrand = (network: PortalNetwork): Brand =>
  brandOf({ name: network.name, colour: DEFAULT_COLOUR, imprintUrl: null, privacyUrl: null });

const HASH_SHOWN = 16;

export function portalBrand(network: PortalNetwork): Promise<PortalBrand> {
  return inTransaction(network.id, async (tx) => {
    const chosen = await findBrand(tx);
    const logo = await findLogoHash(tx);
    const { name, imprintUrl, privacyUrl } = chosen?.value ?? defaultBrand(network);
    return { name, version: chosen?.version ?? 0, logo: logo?.slice(0, HASH_SHOWN) ?? null, imprintUrl, privacyUrl };
  });
}

/** The brand's colours as a style sheet. */
export function brandStyleSheet(network: PortalNetwork): Promise<string> {
  return inTransaction(network.id, async (tx) => styleSheetOf((await findBrand(tx))?.value ?? defaultBrand(network)));
}

export const portalLogo = (network: PortalNetwork): Promise<Logo | null> => inTransaction(network.id, findLogo);
