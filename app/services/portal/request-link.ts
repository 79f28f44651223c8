import { z } from 'zod';
import { emailIndex } from '#app/adapters/crypto/blind-index.server.ts';
import { requestOf, type JobKind } from '#app/adapters/db/job-kind.ts';
import { enqueue } from '#app/adapters/db/queue.server.ts';
import { inTransaction, networkIdSchema, type NetworkId } from '#app/adapters/db/transaction.server.ts';
import { secondsToWait, type RateLimit } from '#app/adapters/rate-limit.server.ts';
import { ASKED_PAGE_LENGTH_MAX } from '#app/domain/portal/asked-page.ts';
import { AppError } from '#app/errors.ts';

const payload = z.object({
  networkId: networkIdSchema,
  emailIndex: z.hex().length(64),
  /** Where the link leads after signing in; null for the first page. */
  page: z.string().max(ASKED_PAGE_LENGTH_MAX).nullable().default(null),
});

/** Mails a sign-in link to whom an address belongs. Known or not is found out by the job, so the page cannot tell. */
export const LOGIN_LINK_MAIL: JobKind<typeof payload> = {
  name: 'mail-login-link',
  payload,
  key: ({ networkId, emailIndex: index }) => `mail-login-link:${networkId}:${index}`,
  attemptsMax: 8,
};

/** A second link to the same account is sent so many seconds after the first at the earliest. */
const SEND_AGAIN_SECONDS = 30;
const AGAIN: RateLimit = { name: 'portal-link-again', points: 1, durationSeconds: SEND_AGAIN_SECONDS };
const QUARTER_OF_AN_HOUR = 15 * 60;
const PER_ACCOUNT: RateLimit = { name: 'portal-link-account', points: 5, durationSeconds: QUARTER_OF_AN_HOUR };
const PER_ADDRESS: RateLimit = { name: 'portal-link-address', points: 30, durationSeconds: QUARTER_OF_AN_HOUR };

interface LinkRequest {
  readonly networkId: NetworkId;
  readonly email: string;
  /** The page that was asked for before signing in, as `askedPage` lets it through; null for the first one. */
  readonly page: string | null;
  /** The network address that asks; null where the server cannot know it. */
  readonly clientAddress: string | null;
}

/**
 * Orders the mail with the sign-in link. It does the same for every address, known or not: nobody learns who is a partner.
 * Asked again too early it orders nothing. Answers the seconds until it may be asked again.
 * @throws AppError rate.limited, counted by account and by network address
 */
export async function requestLink({ networkId, email, page, clientAddress }: LinkRequest): Promise<number> {
  const index = emailIndex(networkId, email).toString('hex');
  const tooEarly = await secondsToWait(AGAIN, `${networkId}:${index}`);
  if (tooEarly > 0) return tooEarly;
  const waits = [await secondsToWait(PER_ACCOUNT, `${networkId}:${index}`)];
  if (clientAddress !== null) waits.push(await secondsToWait(PER_ADDRESS, clientAddress));
  const seconds = Math.max(...waits);
  if (seconds > 0) throw new AppError('rate.limited', { minutes: Math.ceil(seconds / 60) });
  const order = requestOf(LOGIN_LINK_MAIL, { networkId, emailIndex: index, page });
  await inTransaction(networkId, (tx) => enqueue(tx, order));
  return SEND_AGAIN_SECONDS;
}
