import { randomInt } from 'node:crypto';
import { findCode, insertCodes } from '#app/adapters/db/repositories/codes.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { assert } from '#app/domain/assert.ts';
import { codeProblem, foldCode } from '#app/domain/attribution/codes.ts';
import { foldName } from '#app/domain/partners/fold-name.ts';
import { AppError } from '#app/errors.ts';

/** No character that is read for another one. */
const ALPHABET = 'ACDEFGHJKMNPQRTUVWXY34679';
const RANDOM_LENGTH = 8;
const NAME_LENGTH_MAX = 10;
const ATTEMPTS_MAX = 20;

/** A code as it is stored and shown. @throws AppError code.bad-wording */
export function wordedCode(wish: string): { code: string; folded: string } {
  const problem = codeProblem(wish);
  if (problem) throw new AppError('code.bad-wording', { problem });
  const code = wish.trim().toUpperCase();
  return { code, folded: foldCode(code) };
}

/** A code from name and number, as people like to say it: `ANNA1001`. */
export function suggestedCode(firstName: string, number: number): string {
  const name = foldName(firstName)
    .replace(/[^a-z0-9]/g, '')
    .slice(0, NAME_LENGTH_MAX);
  return `${name || 'p'}${number}`.toUpperCase();
}

/** A code from chance, long enough that a second attempt is rare. */
export const randomCode = (): string =>
  Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** Gives a new partner the wished code, else one of our own. @throws AppError code.taken, code.look-alike, code.bad-wording */
export async function giveFirstCode(
  tx: Tx,
  wish: { number: number; firstName: string; wish: string | null; now: Date },
): Promise<void> {
  const give = async ({ code, folded }: { code: string; folded: string }) =>
    (await insertCodes(tx, [{ code, folded, number: wish.number, validFrom: wish.now }])) === 1;
  if (wish.wish !== null) {
    const worded = wordedCode(wish.wish);
    if (!(await give(worded))) throw await takenBy(tx, worded);
    return;
  }
  let candidate = suggestedCode(wish.firstName, wish.number);
  for (let attempt = 1; !(await give(wordedCode(candidate))); attempt += 1) {
    assert(attempt < ATTEMPTS_MAX, 'no code is free');
    candidate = randomCode();
  }
}

/** Why a code cannot be had: the very same is taken, or one that looks alike. */
export async function takenBy(tx: Tx, wish: { code: string; folded: string }): Promise<AppError> {
  const other = await findCode(tx, wish.folded);
  const isSame = other?.code === wish.code;
  return new AppError(isSame ? 'code.taken' : 'code.look-alike', { code: wish.code, other: other?.code ?? wish.code });
}
