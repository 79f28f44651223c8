import { readdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readMail, type Mail } from '#tests/adapters/mail/read-mail.ts';

/** A mail as the pickup folder has it. */
export interface ReceivedMail extends Mail {
  readonly fileName: string;
  readonly source: string;
  /** The link behind the button. */
  readonly link: string;
}

const folder = () => fileURLToPath(process.env['MAIL_URL'] ?? '');

/** The mails of the pickup folder, oldest first; the folder is empty afterwards. */
export async function takeMails(): Promise<ReceivedMail[]> {
  const names = (await readdir(folder())).filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(
    names.map(async (fileName) => {
      const path = `${folder()}/${fileName}`;
      const source = await readFile(path, 'utf8');
      await rm(path);
      const mail = readMail(source);
      return { ...mail, fileName, source, link: /https?:\/\/\S+\/link\/\S+/.exec(mail.text)?.[0] ?? '' };
    }),
  );
}
