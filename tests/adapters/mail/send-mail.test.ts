import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { sendMail, type OutgoingMail } from '#app/adapters/mail/send-mail.server.ts';
import { RetryLater } from '#app/adapters/retry-later.ts';
import { env } from '#app/env.server.ts';
import { takeMails } from '#tests/adapters/mail/mailbox.ts';
import { testDatabase } from '#tests/database/test-database.ts';

await testDatabase();
const pickup = env().MAIL_URL;

const MAIL: OutgoingMail = {
  to: 'anna@example.com',
  fromName: 'Käserei „Sonne“, Inh. B. Groß',
  subject: 'Ihr Anmeldelink für Käserei „Sonne“\r\nBcc: mallory@example.com',
  html: '<p>Grüße</p>',
  pictures: [],
  text: 'Grüße',
  language: 'de',
  reason: 'sign-in requested with this address',
};

let server: Server | undefined;
afterEach(() => {
  env().MAIL_URL = pickup;
  server?.close();
});

/** A mail server that answers every greeting with one line. */
async function givenMailServer(answer: string): Promise<void> {
  const listening = createServer((socket) => socket.end(`${answer}\r\n`));
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const address = listening.address();
  env().MAIL_URL = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

test('the pickup folder gets one complete file per mail, named by nothing the mail says', async () => {
  await Promise.all([sendMail(MAIL), sendMail({ ...MAIL, to: 'ben@example.com' })]);
  const mails = await takeMails();
  expect(mails.map((mail) => mail.to).sort()).toEqual(['anna@example.com', 'ben@example.com']);
  for (const { fileName, text } of mails) {
    expect(fileName).toMatch(/^\d{13}-[0-9a-f]{12}\.eml$/);
    expect(text.trim()).toBe('Grüße');
  }
});

test('a mail goes out under the merchant and our address, and nobody slips a header in', async () => {
  await sendMail(MAIL);
  const [mail] = await takeMails();
  expect(mail?.source).toContain('<partners@lineage.example>');
  expect(mail?.source).not.toMatch(/^Bcc:/im);
  expect(mail?.source).toMatch(/^Auto-Submitted: auto-generated$/im);
  expect(mail?.source).toMatch(/^X-Reason: sign-in requested with this address$/im);
});

test('a mail server that cannot be reached or is busy is asked again later', async () => {
  await givenMailServer('421 try again later');
  await expect(sendMail(MAIL)).rejects.toBeInstanceOf(RetryLater);
  server?.close();
  await expect(sendMail(MAIL)).rejects.toBeInstanceOf(RetryLater);
});

test('a refusal for good is an error that somebody has to look at', async () => {
  await givenMailServer('554 no mail from you');
  await expect(sendMail(MAIL)).rejects.not.toBeInstanceOf(RetryLater);
});
