import { z } from 'zod';
import { emailIndex } from '#app/adapters/crypto/blind-index.server.ts';
import { requestOf, type JobKind } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { inTransaction, networkIdSchema, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { secondsToWait, type RateLimit } from '#app/adapters/rate-limit.server.ts';
import { AppError } from '#app/errors.ts';

const payload = z.object({ networkId: networkIdSchema, emailIndex: z.hex().length(64) });

/** Mails a sign-in link to whom an address belongs. Known or not is found out by the job, so the page cannot tell. */
export const LOGIN_LINK_MAIL: JobKind<typeof payload> = {
  name: 'mail-login-link',
  payload,
  key: ({ networkId, emailIndex: index }) => `mail-login-link:${networkId}:${index}`,
  attemptsMax: 8,
};

const QUARTER_OF_AN_HOUR = 15 * 60;
const PER_ACCOUNT: RateLimit = { name: 'portal-link-account', points: 5, durationSeconds: QUARTER_OF_AN_HOUR };
const PER_ADDRESS: RateLimit = { name: 'portal-link-address', points: 30, durationSeconds: QUARTER_OF_AN_HOUR };

interface LinkRequest {
  readonly networkId: NetworkId;
  readonly email: string;
  /** The network address that asks; null where the server cannot know it. */
  readonly clientAddress: string | null;
}

/**
 * Orders the mail with the sign-in link. It does the same for every address, known or not: nobody learns who is a partner.
 * @throws AppError rate.limited, counted by account and by network address
 */
export async function requestLink({ networkId, email, clientAddress }: LinkRequest): Promise<void> {
  const index = emailIndex(networkId, email).toString('hex');
  const waits = [await secondsToWait(PER_ACCOUNT, `${networkId}:${index}`)];
  if (clientAddress !== null) waits.push(await secondsToWait(PER_ADDRESS, clientAddress));
  const seconds = Math.max(...waits);
  if (seconds > 0) throw new AppError('rate.limited', { minutes: Math.ceil(seconds / 60) });
  await inTransaction(networkId, (tx) => enqueue(tx, requestOf(LOGIN_LINK_MAIL, { networkId, emailIndex: index })));
}
