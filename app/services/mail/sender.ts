import { findBrand, findLogo, type Logo } from '#app/adapters/db/repositories/brand.server.ts';
import { findPartner, type Partner } from '#app/adapters/db/repositories/partners.server.ts';
import { loadNetwork, type PortalNetwork } from '#app/adapters/db/repositories/portal-networks.server.ts';
import { findContact } from '#app/adapters/db/repositories/profiles.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { brandOf, DEFAULT_COLOUR, type Brand } from '#app/domain/brand/brand.ts';

/** A merchant's network as its mails show it. */
export interface Sender {
  readonly network: PortalNetwork;
  readonly brand: Brand;
  /** The logo travels with the mail: opening a mail tells nobody. */
  readonly logo: Logo | null;
}

export async function loadSender(tx: Tx): Promise<Sender> {
  const network = await loadNetwork(tx, tx.networkId);
  const chosen = await findBrand(tx);
  const brand =
    chosen?.value ?? brandOf({ name: network.name, colour: DEFAULT_COLOUR, imprintUrl: null, privacyUrl: null });
  return { network, brand, logo: await findLogo(tx) };
}

/** A partner and the address to write to; null where there is none (any more). */
export async function findRecipient(tx: Tx, number: number): Promise<{ partner: Partner; email: string } | null> {
  const partner = await findPartner(tx, number);
  const contact = partner && (await findContact(tx, number));
  return partner && contact?.email ? { partner, email: contact.email } : null;
}
