import { assert } from '#app/domain/assert.ts';
import type { Minor } from '#app/domain/money/minor.ts';
import { HOUSE, postingOf, type Account, type Posting, type Transfer } from '#app/domain/ledger/posting.ts';

const expense = ['expense', HOUSE] as const;
const of = (account: Account, partner: number) => [account, partner] as const;

export interface Acceptance {
  runId: string;
  /** The run's sum per partner; the house earns nothing, its share is breakage. */
  earned: readonly { partner: number; amountMinor: Minor }[];
  breakageMinor: Minor;
}

/** An accepted run: one held sum per partner, and what nobody earned (plans 4.18), out of commission expense. */
export function acceptancePosting({ runId, earned, breakageMinor }: Acceptance): Posting | null {
  assert(
    earned.every((one) => one.partner !== HOUSE && one.amountMinor >= 0n),
    'a run pays partners, nothing below 0',
  );
  assert(breakageMinor >= 0n, `breakage below 0: ${breakageMinor}`);
  const transfers = earned.map(({ partner, amountMinor }): Transfer => ({
    from: expense,
    to: of('held', partner),
    amountMinor,
  }));
  const breakage: Transfer = { from: expense, to: of('breakage', HOUSE), amountMinor: breakageMinor };
  return postingOf('acceptance', `run:${runId}`, [...transfers, breakage]);
}

/** A partner's pot and rows before something happens to them. */
export interface Pot {
  partner: number;
  /** Balance of the held account, never below 0. */
  heldMinor: Minor;
  /** Sum of all rows that are not released, each net of its own reversals: what the pot would hold without set-offs. */
  unreleasedMinor: Minor;
}

/** Rows of one run that are released on one day, net of their own reversals. */
export interface DueRows {
  runId: string;
  /** `YYYY-MM-DD` in the network's time zone. */
  day: string;
  dueMinor: Minor;
}

/**
 * Releases due rows: held ▶ available. What reversals of rows released earlier took out of the pot is set off first, since
 * the pot lacks it. One posting per run and day; the order of the due rows does not matter in the end.
 * @throws InvariantError if the pot holds more than its rows, or less is unreleased than due
 */
export function releasePostings({ partner, heldMinor, unreleasedMinor }: Pot, due: readonly DueRows[]): Posting[] {
  let held: bigint = heldMinor;
  let unreleased: bigint = unreleasedMinor;
  return due.flatMap(({ runId, day, dueMinor }) => {
    const setOff = unreleased - held;
    assert(
      setOff >= 0n && dueMinor >= 0n && dueMinor <= unreleased,
      `partner ${partner} holds ${held} of ${unreleased}`,
    );
    const released = dueMinor > setOff ? dueMinor - setOff : 0n;
    held -= released;
    unreleased -= dueMinor;
    const move: Transfer = { from: of('held', partner), to: of('available', partner), amountMinor: released };
    return postingOf('release', `release:${runId}:${day}:${partner}`, [move]) ?? [];
  });
}

export interface Adjustment extends Pot {
  /** Business key, e.g. `refund:801:row:…`. */
  key: string;
  /** Negative takes back (a refund), positive gives (a late row, a corrected refund). */
  amountMinor: Minor;
}

/**
 * An adjustment of a row (design 9.6). Taking back lowers what is held first; the rest lowers what is available, which may
 * go below 0 and is set off against later earnings. Giving fills what the pot lacks of its rows, the rest is available.
 * `unreleasedMinor` is the sum of the rows after the adjustment.
 */
export function adjustmentPosting(adjustment: Adjustment): Posting | null {
  const { key, amountMinor } = adjustment;
  return postingOf('adjustment', key, amountMinor < 0n ? takingBack(adjustment) : giving(adjustment));
}

function takingBack({
  partner,
  heldMinor,
  amountMinor,
}: Pick<Adjustment, 'partner' | 'heldMinor' | 'amountMinor'>): Transfer[] {
  assert(heldMinor >= 0n, `held below 0: ${heldMinor}`);
  const taken = -amountMinor;
  const fromHeld = heldMinor < taken ? heldMinor : taken;
  return [
    { from: of('held', partner), to: expense, amountMinor: fromHeld },
    { from: of('available', partner), to: expense, amountMinor: taken - fromHeld },
  ];
}

function giving({ partner, heldMinor, unreleasedMinor, amountMinor }: Adjustment): Transfer[] {
  const lacking = unreleasedMinor > heldMinor ? unreleasedMinor - heldMinor : 0n;
  const toHeld = lacking < amountMinor ? lacking : amountMinor;
  return [
    { from: expense, to: of('held', partner), amountMinor: toHeld },
    { from: expense, to: of('available', partner), amountMinor: amountMinor - toHeld },
  ];
}

export interface Correction {
  partner: number;
  correctionId: string;
  /** Positive is available at once; negative takes back like a refund. */
  amountMinor: Minor;
  heldMinor: Minor;
}

/** A correction by hand; its reason and its second person are the caller's duty (design 8). */
export function correctionPosting(correction: Correction): Posting | null {
  const { partner, correctionId, amountMinor } = correction;
  const given: Transfer = { from: expense, to: of('available', partner), amountMinor };
  return postingOf('correction', `correction:${correctionId}`, amountMinor < 0n ? takingBack(correction) : [given]);
}

export interface PayoutLine {
  partner: number;
  payoutId: string;
  amountMinor: Minor;
}

/** A payout that was confirmed: available ▶ paid. @throws InvariantError on nothing or less */
export function payoutPosting({ partner, payoutId, amountMinor }: PayoutLine): Posting | null {
  assert(amountMinor > 0n, `a payout of ${amountMinor}`);
  const move: Transfer = { from: of('available', partner), to: of('paid', partner), amountMinor };
  return postingOf('payout', `payout:${payoutId}:${partner}`, [move]);
}

/** A payout that came back: the amount is available again. */
export function payoutReturnPosting({ partner, payoutId, amountMinor }: PayoutLine): Posting | null {
  assert(amountMinor > 0n, `a returned payout of ${amountMinor}`);
  const move: Transfer = { from: of('paid', partner), to: of('available', partner), amountMinor };
  return postingOf('payout_return', `payout-return:${payoutId}:${partner}`, [move]);
}
