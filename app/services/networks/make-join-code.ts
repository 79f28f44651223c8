import { hashOfJoinCode, newJoinCode } from '#app/adapters/crypto/join-code.server.ts';
import { appendAudit } from '#app/adapters/db/repositories/audit.server.ts';
import { saveJoinCode } from '#app/adapters/db/repositories/networks.server.ts';
import { inTransaction, type NetworkId } from '#app/adapters/db/transaction.server.ts';

const VALID_MS = 48 * 60 * 60 * 1000;

export interface MakeJoinCode {
  readonly networkId: NetworkId;
  readonly actor: string;
  readonly now: Date;
}

/** A code with which one further shop can join the network: shown once, kept as a hash, good for 48 hours. An older one ends. */
export function makeJoinCode({ networkId, actor, now }: MakeJoinCode): Promise<{ code: string; expiresAt: Date }> {
  const code = newJoinCode();
  const expiresAt = new Date(now.getTime() + VALID_MS);
  return inTransaction(networkId, async (tx) => {
    await saveJoinCode(tx, { networkId, hash: hashOfJoinCode(code), expiresAt });
    const after = { expiresAt: expiresAt.toISOString() };
    await appendAudit(tx, { at: now, actor, action: 'network.join-code-made', subject: `network:${networkId}`, after });
    return { code, expiresAt };
  });
}
