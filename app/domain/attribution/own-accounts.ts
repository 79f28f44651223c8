import type { OwnAccount } from '#app/domain/attribution/lookups.ts';

/** What somebody said of a buyer's account: from an instant on it is this partner's own, or nobody's (null). */
export interface AccountRecord {
  readonly customerId: bigint;
  readonly partner: number | null;
  readonly validFrom: Date;
}

/**
 * Whose own account each one is, and when, from the records in the order in which they were made: a newer record decides
 * everything from its instant on, whatever older ones said about that time (design 9.3). Empty stretches are left out.
 */
export function ownIntervals(records: readonly AccountRecord[]): OwnAccount[] {
  const byCustomer = Map.groupBy(records, ({ customerId }) => customerId);
  return [...byCustomer.values()].flatMap((ofCustomer) => ofCustomer.reduce(withRecord, []));
}

function withRecord(known: OwnAccount[], { customerId, partner, validFrom }: AccountRecord): OwnAccount[] {
  const before = known
    .filter((one) => one.validFrom < validFrom)
    .map((one) => (one.validTo === null || one.validTo > validFrom ? { ...one, validTo: validFrom } : one));
  return partner === null ? before : [...before, { customerId, partner, validFrom, validTo: null }];
}
