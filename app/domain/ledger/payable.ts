import { minor, type Minor } from '#app/domain/money/minor.ts';

export interface Payables {
  /** Balance of the available account; may be below 0. */
  availableMinor: Minor;
  /** What lies in batches that are not confirmed yet, returned lines left out. */
  openBatchMinor: Minor;
  minimumMinor: Minor;
}

export type Payable =
  | { kind: 'payable'; amountMinor: Minor }
  | { kind: 'nothing'; reason: 'nothing-available' | 'in-open-batch' | 'below-minimum' };

/** What a new payout batch takes of a partner: all that is available and in no open batch, or nothing, with the reason (REF-05). */
export function payableOf({ availableMinor, openBatchMinor, minimumMinor }: Payables): Payable {
  if (availableMinor <= 0n) return { kind: 'nothing', reason: 'nothing-available' };
  const amountMinor = minor(availableMinor - openBatchMinor);
  if (amountMinor <= 0n) return { kind: 'nothing', reason: 'in-open-batch' };
  if (amountMinor < minimumMinor) return { kind: 'nothing', reason: 'below-minimum' };
  return { kind: 'payable', amountMinor };
}
