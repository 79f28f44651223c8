import { readdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** A mail as the pickup folder has it, its parts decoded. */
export interface ReceivedMail {
  readonly fileName: string;
  readonly source: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The link behind the button. */
  readonly link: string;
}

const folder = () => fileURLToPath(process.env['MAIL_URL'] ?? '');

function quotedPrintable(text: string): string {
  const joined = text.replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function partOf(source: string, type: string): string {
  const part = source.split(/\r\n--[^\r\n]+/).find((each) => each.includes(`Content-Type: ${type}`)) ?? '';
  const [head = '', ...body] = part.split('\r\n\r\n');
  const raw = body.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(raw, 'base64').toString('utf8');
  return /quoted-printable/i.test(head) ? quotedPrintable(raw) : raw;
}

/** Words of a header, `=?UTF-8?Q?…?=` decoded. */
function header(source: string, name: string): string {
  const head = (source.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
  const value = new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
  return value
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, words: string) => quotedPrintable(words.replaceAll('_', ' ')))
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, words: string) => Buffer.from(words, 'base64').toString('utf8'));
}

/** The mails of the pickup folder, oldest first; the folder is empty afterwards. */
export async function takeMails(): Promise<ReceivedMail[]> {
  const names = (await readdir(folder())).filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(
    names.map(async (fileName) => {
      const path = `${folder()}/${fileName}`;
      const source = await readFile(path, 'utf8');
      await rm(path);
      const text = partOf(source, 'text/plain');
      return {
        fileName,
        source,
        to: header(source, 'To'),
        subject: header(source, 'Subject'),
        text,
        html: partOf(source, 'text/html'),
        link: /https?:\/\/\S+\/link\/\S+/.exec(text)?.[0] ?? '',
      };
    }),
  );
}
