import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { findCode, insertCodes, setCodeEnd } from '#app/adapters/db/repositories/codes.server.ts';
import { lockPartner } from '#app/adapters/db/repositories/partners.server.ts';
import { inTransaction, type NetworkId, type Tx } from '#app/adapters/db/transaction.server.ts';
import { foldCode } from '#app/domain/attribution/codes.ts';
import { AppError } from '#app/errors.ts';
import { takenBy, wordedCode } from '#app/services/partners/first-code.ts';

interface CodeChange {
  readonly networkId: NetworkId;
  readonly actor: string;
  readonly now: Date;
  readonly number: number;
  readonly code: string;
}

/**
 * Gives a partner one more code, of the merchant's or partner's own wording. Again the same: nothing. A code of the same
 * partner that had ended is taken up again. @throws AppError code.taken, code.look-alike, code.bad-wording
 */
export function addCode(change: CodeChange): Promise<{ code: string }> {
  return inTransaction(change.networkId, async (tx) => {
    await lockPartner(tx, change.number);
    return { code: await give(tx, change) };
  });
}

/** Ends a code: from now on it is no evidence, and it stays taken. Again: nothing. @throws AppError code.not-found */
export function endCode(change: CodeChange): Promise<void> {
  return inTransaction(change.networkId, async (tx) => {
    await lockPartner(tx, change.number);
    await end(tx, change);
  });
}

/** Another wording: the new code counts from now on, the old one ends. @throws as `addCode` and `endCode` */
export function renameCode(change: CodeChange & { readonly newCode: string }): Promise<{ code: string }> {
  return inTransaction(change.networkId, async (tx) => {
    await lockPartner(tx, change.number);
    if (foldCode(change.code) === foldCode(change.newCode)) return { code: await requireOwn(tx, change) };
    await requireOwn(tx, change);
    const code = await give(tx, { ...change, code: change.newCode });
    await end(tx, change);
    return { code };
  });
}

async function give(tx: Tx, change: CodeChange): Promise<string> {
  const wish = wordedCode(change.code);
  const isNew = (await insertCodes(tx, [{ ...wish, number: change.number, validFrom: change.now }])) === 1;
  if (!isNew) {
    const taken = await findCode(tx, wish.folded);
    if (taken?.number !== change.number || taken.code !== wish.code) throw await takenBy(tx, wish);
    if (!(await setCodeEnd(tx, { folded: wish.folded, endedAt: null }))) return wish.code;
  }
  await note(tx, change, 'code.added', wish.code);
  return wish.code;
}

async function end(tx: Tx, change: CodeChange): Promise<void> {
  const code = await requireOwn(tx, change);
  if (await setCodeEnd(tx, { folded: foldCode(code), endedAt: change.now })) await note(tx, change, 'code.ended', code);
}

async function requireOwn(tx: Tx, change: CodeChange): Promise<string> {
  const found = await findCode(tx, foldCode(change.code));
  if (found?.number !== change.number) throw new AppError('code.not-found', { code: change.code });
  return found.code;
}

async function note(tx: Tx, change: CodeChange, action: string, code: string): Promise<void> {
  await appendAudit(tx, {
    at: change.now,
    actor: change.actor,
    action,
    subject: `partner:${change.number}`,
    after: { code },
  });
}
