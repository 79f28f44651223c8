import { minor, sum, type Minor } from '#app/domain/money/minor.ts';
import { balanceOf, type LedgerEntry, type Posting } from '#app/domain/ledger/posting.ts';
import {
  acceptancePosting,
  adjustmentPosting,
  correctionPosting,
  payoutPosting,
  payoutReturnPosting,
  releasePostings,
} from '#app/domain/ledger/postings.ts';

export const PARTNER = 1001;

interface Row {
  runId: string;
  amountMinor: bigint;
  reversedMinor: bigint;
  isReleased: boolean;
}

export type Step =
  | { kind: 'accept'; amounts: number[] }
  | { kind: 'release'; pick: number }
  | { kind: 'refund'; pick: number; part: number }
  | { kind: 'correct'; amount: number }
  | { kind: 'pay' }
  | { kind: 'return' };

/** One partner's rows and ledger, moved as services move them: every posting is written under its key, once. */
export class LedgerModel {
  readonly entries: LedgerEntry[] = [];
  readonly postings: Posting[] = [];
  readonly rows: Row[] = [];
  corrections = 0n;
  private readonly keys = new Set<string>();
  private lastPayout: { payoutId: string; amountMinor: Minor } | null = null;
  private count = 0;

  get balance() {
    return balanceOf(this.entries, PARTNER);
  }

  get rowsNet(): bigint {
    return sum(this.rows.map((row) => row.amountMinor - row.reversedMinor));
  }

  unreleased(): Minor {
    return sum(this.rows.filter((row) => !row.isReleased).map((row) => row.amountMinor - row.reversedMinor));
  }

  write(posting: Posting | null): void {
    if (!posting || this.keys.has(posting.key)) return;
    this.keys.add(posting.key);
    this.postings.push(posting);
    this.entries.push(...posting.entries);
  }

  private pot() {
    return { partner: PARTNER, heldMinor: this.balance.heldMinor, unreleasedMinor: this.unreleased() };
  }

  apply(step: Step): void {
    this.count += 1;
    if (step.kind === 'accept') this.accept(step.amounts.map(BigInt));
    else if (step.kind === 'release') this.release(step.pick);
    else if (step.kind === 'refund') this.refund(step.pick, BigInt(step.part));
    else if (step.kind === 'correct') this.correct(minor(BigInt(step.amount)));
    else if (step.kind === 'pay') this.pay();
    else this.giveBack();
  }

  private accept(amounts: bigint[]): void {
    const runId = `${this.count}`;
    this.write(
      acceptancePosting({ runId, earned: [{ partner: PARTNER, amountMinor: sum(amounts) }], breakageMinor: minor(7n) }),
    );
    this.rows.push(...amounts.map((amountMinor) => ({ runId, amountMinor, reversedMinor: 0n, isReleased: false })));
  }

  release(pick: number): void {
    const held = this.rows.filter((row) => !row.isReleased);
    const row = held[pick % Math.max(1, held.length)];
    if (!row) return;
    const dueMinor = minor(row.amountMinor - row.reversedMinor);
    for (const posting of releasePostings(this.pot(), [{ runId: row.runId, day: `day ${this.count}`, dueMinor }]))
      this.write(posting);
    row.isReleased = true;
  }

  private refund(pick: number, part: bigint): void {
    const row = this.rows[pick % Math.max(1, this.rows.length)];
    if (!row) return;
    const left = row.amountMinor - row.reversedMinor;
    const taken = part < left ? part : left;
    const heldMinor = this.balance.heldMinor;
    row.reversedMinor += taken;
    const adjustment = { ...this.pot(), heldMinor, key: `refund:${this.count}`, amountMinor: minor(-taken) };
    this.write(adjustmentPosting(adjustment));
    this.write(adjustmentPosting(adjustment));
  }

  private correct(amountMinor: Minor): void {
    const correction = {
      partner: PARTNER,
      correctionId: `${this.count}`,
      amountMinor,
      heldMinor: this.balance.heldMinor,
    };
    this.write(correctionPosting(correction));
    this.corrections += amountMinor;
  }

  private pay(): void {
    const amountMinor = this.balance.availableMinor;
    if (amountMinor <= 0n) return;
    this.lastPayout = { payoutId: `${this.count}`, amountMinor };
    this.write(payoutPosting({ partner: PARTNER, ...this.lastPayout }));
    this.write(payoutPosting({ partner: PARTNER, ...this.lastPayout }));
  }

  private giveBack(): void {
    if (this.lastPayout) this.write(payoutReturnPosting({ partner: PARTNER, ...this.lastPayout }));
    this.lastPayout = null;
  }
}
