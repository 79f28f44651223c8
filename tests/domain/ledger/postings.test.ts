import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minor, sum } from '#app/domain/money/minor.ts';
import { balanceOf } from '#app/domain/ledger/posting.ts';
import {
  acceptancePosting,
  adjustmentPosting,
  correctionPosting,
  payoutPosting,
  releasePostings,
} from '#app/domain/ledger/postings.ts';
import { LedgerModel, PARTNER, type Step } from '#tests/domain/ledger/ledger-model.ts';

const arbAmount = fc.integer({ min: 0, max: 1000 });
const arbStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('accept'), amounts: fc.array(arbAmount, { minLength: 1, maxLength: 4 }) }),
  fc.record({ kind: fc.constant('release'), pick: fc.nat(20) }),
  fc.record({ kind: fc.constant('refund'), pick: fc.nat(20), part: arbAmount }),
  fc.record({ kind: fc.constant('correct'), amount: fc.integer({ min: -300, max: 300 }) }),
  fc.record({ kind: fc.constant('pay') }),
  fc.record({ kind: fc.constant('return') }),
);

// Goal: whatever happens to a partner in whatever order, the books agree with the rows.
test('postings sum to zero, nothing is held below 0, and what was given is rows minus reversals plus corrections', () => {
  fc.assert(
    fc.property(fc.array(arbStep, { maxLength: 40 }), (steps) => {
      const ledger = new LedgerModel();
      for (const step of steps) {
        ledger.apply(step);
        const { heldMinor, availableMinor, paidMinor } = ledger.balance;
        expect(heldMinor >= 0n, 'held is never below 0').toBe(true);
        expect(paidMinor >= 0n, 'paid is never below 0').toBe(true);
        expect(heldMinor + availableMinor + paidMinor).toBe(ledger.rowsNet + ledger.corrections);
      }
      for (const posting of ledger.postings) expect(sum(posting.entries.map((entry) => entry.amountMinor))).toBe(0n);
      expect(sum(ledger.entries.map((entry) => entry.amountMinor))).toBe(0n);
    }),
  );
});

test('when the last row is released nothing is held, and the order of releases does not matter', () => {
  fc.assert(
    fc.property(
      fc.array(arbStep, { maxLength: 25 }),
      fc.array(fc.nat(20), { minLength: 100, maxLength: 100 }),
      (steps, picks) => {
        const [first, second] = [new LedgerModel(), new LedgerModel()];
        for (const step of steps) [first, second].forEach((ledger) => ledger.apply(step));
        picks.forEach((pick, index) => {
          first.apply({ kind: 'release', pick });
          second.apply({ kind: 'release', pick: picks[picks.length - 1 - index] ?? 0 });
        });
        expect(second.balance).toEqual(first.balance);
        expect(first.balance.heldMinor).toBe(0n);
      },
    ),
  );
});

test('nobody is paid twice: after a payout nothing is available until something new comes', () => {
  fc.assert(
    fc.property(fc.array(arbStep, { maxLength: 25 }), (steps) => {
      const ledger = new LedgerModel();
      for (const step of steps) ledger.apply(step);
      ledger.apply({ kind: 'pay' });
      const { paidMinor, availableMinor } = ledger.balance;
      expect(availableMinor <= 0n).toBe(true);
      ledger.apply({ kind: 'pay' });
      expect(ledger.balance.paidMinor).toBe(paidMinor);
    }),
  );
});

test('an accepted run is held per partner, and what nobody earned is breakage', () => {
  const earned = [
    { partner: 1001, amountMinor: minor(500n) },
    { partner: 1002, amountMinor: minor(0n) },
  ];
  expect(acceptancePosting({ runId: 'r', earned, breakageMinor: minor(200n) })).toEqual({
    kind: 'acceptance',
    key: 'run:r',
    entries: [
      { account: 'expense', partner: 0, amountMinor: 700n },
      { account: 'held', partner: 1001, amountMinor: -500n },
      { account: 'breakage', partner: 0, amountMinor: -200n },
    ],
  });
  expect(acceptancePosting({ runId: 'r', earned: [], breakageMinor: minor(0n) })).toBeNull();
  const toHouse = [{ partner: 0, amountMinor: minor(1n) }];
  expect(() => acceptancePosting({ runId: 'r', earned: toHouse, breakageMinor: minor(0n) })).toThrow(
    'a run pays partners',
  );
});

test('what a refund of a released row took out of the pot is not released a second time', () => {
  const pot = { partner: PARTNER, heldMinor: minor(50n), unreleasedMinor: minor(50n) };
  const refund = adjustmentPosting({ ...pot, key: 'k', amountMinor: minor(-100n) });
  expect(refund && balanceOf(refund.entries, PARTNER)).toMatchObject({ heldMinor: -50n, availableMinor: -50n });
  const due = [{ runId: 'r', day: '2026-04-01', dueMinor: minor(50n) }];
  expect(releasePostings({ ...pot, heldMinor: minor(0n) }, due)).toEqual([]);
});

test('rows of two runs that are due on one day are released one after the other', () => {
  const pot = { partner: PARTNER, heldMinor: minor(20n), unreleasedMinor: minor(80n) };
  const due = [
    { runId: 'a', day: '2026-04-01', dueMinor: minor(50n) },
    { runId: 'b', day: '2026-04-01', dueMinor: minor(30n) },
  ];
  const postings = releasePostings(pot, due);
  expect(postings.map(({ key }) => key)).toEqual([`release:b:2026-04-01:${PARTNER}`]);
  expect(
    balanceOf(
      postings.flatMap(({ entries }) => entries),
      PARTNER,
    ),
  ).toMatchObject({ heldMinor: -20n, availableMinor: 20n });
});

test('each release finds the pot as the one before left it', () => {
  const pot = { partner: PARTNER, heldMinor: minor(70n), unreleasedMinor: minor(80n) };
  const due = [
    { runId: 'a', day: '2026-04-01', dueMinor: minor(50n) },
    { runId: 'b', day: '2026-04-01', dueMinor: minor(30n) },
  ];
  const released = releasePostings(pot, due).map(({ entries }) => balanceOf(entries, PARTNER).availableMinor);
  expect(released).toEqual([40n, 30n]);
  expect(() => releasePostings({ ...pot, heldMinor: minor(90n) }, due)).toThrow('holds 90 of 80');
});

test('a corrected refund fills the pot first; the rest is available', () => {
  const give = {
    partner: PARTNER,
    heldMinor: minor(0n),
    unreleasedMinor: minor(30n),
    key: 'k',
    amountMinor: minor(100n),
  };
  const posting = adjustmentPosting(give);
  expect(posting && balanceOf(posting.entries, PARTNER)).toMatchObject({ heldMinor: 30n, availableMinor: 70n });
});

test('a payout of nothing is a bug, a correction of nothing is no posting', () => {
  expect(() => payoutPosting({ partner: PARTNER, payoutId: 'p', amountMinor: minor(0n) })).toThrow('a payout of 0');
  expect(
    correctionPosting({ partner: PARTNER, correctionId: 'c', amountMinor: minor(0n), heldMinor: minor(5n) }),
  ).toBeNull();
});
