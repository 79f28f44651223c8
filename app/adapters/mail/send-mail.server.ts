import { transport } from '#app/adapters/mail/transport.server.ts';
import { RetryLater } from '#app/adapters/retry-later.ts';
import { env } from '#app/env.server.ts';

/** A picture that comes with the mail; its HTML calls it `cid:<id>`. */
export interface MailPicture {
  readonly id: string;
  readonly mime: string;
  readonly bytes: Buffer;
}

/** A mail that is ready to go. `reason` says in a few words of the protocol why it was sent. */
export interface OutgoingMail {
  readonly to: string;
  /** The merchant's name: partners know it, and not us. */
  readonly fromName: string;
  readonly subject: string;
  readonly html: string;
  readonly pictures: readonly MailPicture[];
  readonly text: string;
  readonly language: string;
  readonly reason: string;
}

const RETRY_AFTER_MS = 60_000;

/** The address of `Name <address>` or of a bare address. */
const addressOf = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();

/** True where the server, or the way to it, has a problem that may pass; a refused recipient stays refused. */
function mayPass(error: Error & { responseCode?: unknown }): boolean {
  return typeof error.responseCode !== 'number' || error.responseCode < 500;
}

/**
 * Sends a mail under the merchant's name from the address of `MAIL_FROM`. @throws RetryLater where the mail server cannot
 * be reached or asks for patience; Error where it refuses for good
 */
export async function sendMail(mail: OutgoingMail): Promise<void> {
  try {
    await transport()({
      from: { name: mail.fromName, address: addressOf(env().MAIL_FROM) },
      to: mail.to,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      attachments: mail.pictures.map(({ id, mime, bytes }) => ({
        ...{ cid: id, contentType: mime, content: bytes },
        contentDisposition: 'inline' as const,
        filename: false as const,
      })),
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language, 'X-Reason': mail.reason },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    if (!(error instanceof Error) || !mayPass(error)) throw error;
    throw new RetryLater(RETRY_AFTER_MS, `mail not sent: ${error.message}`);
  }
}
