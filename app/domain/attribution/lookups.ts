import { foldCode } from '#app/domain/attribution/codes.ts';

/** What a decision may ask of our own records. Answers are dated: the same question gives the same answer for ever. */
export interface AttributionLookups {
  /** Whose code it is for an order of that instant; null from the code's end on. */
  partnerOfCode(folded: string, at: Date): number | null;
  isActive(partner: number, at: Date): boolean;
  /** The partner whose own buyer account this is (design 9.3). */
  buyerPartner(customerId: bigint, at: Date): number | null;
}

export interface DatedStatus {
  partner: number;
  isActive: boolean;
  validFrom: Date;
}

export interface OwnAccount {
  customerId: bigint;
  partner: number;
  validFrom: Date;
  /** Null: still. */
  validTo: Date | null;
}

export interface AttributionRecords {
  codes: readonly { code: string; partner: number; endedAt?: Date | null }[];
  /** A newer status ends the older; of two with the same instant the later in the list counts. */
  statuses: readonly DatedStatus[];
  ownAccounts: readonly OwnAccount[];
}

/** Look-ups over rows as the database has them. Before the first status a partner is not active. */
export function lookupsOf({ codes, statuses, ownAccounts }: AttributionRecords): AttributionLookups {
  const byCode = new Map(codes.map((code) => [foldCode(code.code), code]));
  const statusesByPartner = Map.groupBy(
    statuses.toSorted((a, b) => a.validFrom.getTime() - b.validFrom.getTime()),
    ({ partner }) => partner,
  );
  const isValid = ({ validFrom, validTo }: OwnAccount, at: Date) =>
    validFrom <= at && (validTo === null || at < validTo);
  return {
    partnerOfCode: (folded, at) => {
      const found = byCode.get(folded);
      return found && (!found.endedAt || at < found.endedAt) ? found.partner : null;
    },
    isActive: (partner, at) =>
      statusesByPartner.get(partner)?.findLast(({ validFrom }) => validFrom <= at)?.isActive ?? false,
    buyerPartner: (customerId, at) =>
      ownAccounts.findLast((account) => account.customerId === customerId && isValid(account, at))?.partner ?? null,
  };
}
