import { randomBytes } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { env } from '#app/env.server.ts';

/** Hands a composed mail on: to a server, or into a folder. Answers when it is out of our hands. */
export type Deliver = (mail: SendMailOptions) => Promise<void>;

const SMTP_TIMEOUT_MS = 15_000;

function smtp(url: string): Deliver {
  const transport = createTransport(url, {
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
  } as never);
  return async (mail) => {
    await transport.sendMail(mail);
  };
}

/**
 * A folder that takes one `.eml` per mail: for the demo's outbox and for tests. The name holds time and chance, nothing of
 * the mail; the file appears under it only when it is complete.
 */
function pickupFolder(folder: string): Deliver {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return async (mail) => {
    const { message } = await transport.sendMail(mail);
    await mkdir(folder, { recursive: true });
    const name = `${Date.now()}-${randomBytes(6).toString('hex')}`;
    const draft = join(folder, `.${name}.part`);
    await writeFile(draft, message as Buffer, { mode: 0o600 });
    await rename(draft, join(folder, `${name}.eml`));
  };
}

let deliver: { url: string; send: Deliver } | undefined;

/** The way that `MAIL_URL` names: `smtp://`, `smtps://`, or `file://` for a folder. */
export function transport(): Deliver {
  const url = env().MAIL_URL;
  if (deliver?.url !== url) {
    deliver = { url, send: url.startsWith('file:') ? pickupFolder(fileURLToPath(url)) : smtp(url) };
  }
  return deliver.send;
}
