import { findPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { devicesOf } from '#app/adapters/db/repositories/portal-sessions.server.ts';
import { findContact } from '#app/adapters/db/repositories/profiles.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { localeOf, type Locale } from '#app/locales/catalogue.ts';
import { shownName } from '#app/queries/portal/person-name.ts';

export interface ProfilePage {
  readonly number: number;
  readonly name: string;
  /** As others see it. */
  readonly shownName: string;
  readonly joinedAt: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: Locale;
  readonly devices: readonly { readonly device: string; readonly since: string; readonly isThis: boolean }[];
}

/** A partner's own data, for that partner only. `sessionHash` is the device that asks. */
export function profilePage(visit: {
  networkId: NetworkId;
  number: number;
  sessionHash: Buffer;
  now: Date;
}): Promise<ProfilePage> {
  const { networkId, number, sessionHash, now } = visit;
  return inTransaction(networkId, async (tx) => {
    const partner = await findPartner(tx, number);
    assert(partner, `no partner ${number}`);
    const contact = await findContact(tx, number);
    const devices = await devicesOf(tx, { number, hash: sessionHash, now });
    return {
      number,
      name: `${partner.firstName} ${partner.lastName}`.trim(),
      shownName: shownName(partner),
      joinedAt: partner.joinedAt.toISOString(),
      email: contact?.email ?? null,
      phone: contact?.phone ?? null,
      language: localeOf(partner.language),
      devices: devices.map(({ since, ...device }) => ({ ...device, since: since.toISOString() })),
    };
  });
}
