/** A mail as it was sent, its parts decoded. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** What came with it, as addresses that hold the bytes, by what the HTML part calls them (`cid:…`). */
  readonly pictures: ReadonlyMap<string, string>;
}

function quotedPrintable(text: string): string {
  const joined = text.replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

const partsOf = (source: string): string[] => source.split(/\r\n--[^\s=][^\r\n]*/);

function partOf(source: string, type: string): string {
  const part = partsOf(source).find((each) => each.includes(`Content-Type: ${type}`)) ?? '';
  const [head = '', ...body] = part.split('\r\n\r\n');
  const raw = body.join('\r\n\r\n');
  if (/base64/i.test(head)) return Buffer.from(raw, 'base64').toString('utf8');
  return /quoted-printable/i.test(head) ? quotedPrintable(raw) : raw;
}

function picturesOf(source: string): ReadonlyMap<string, string> {
  const found = partsOf(source).flatMap((part): [string, string][] => {
    const [head = '', ...body] = part.split('\r\n\r\n');
    const id = /^Content-Id: <(.+)>/im.exec(head)?.[1];
    const mime = /^Content-Type: ([\w/+-]+)/im.exec(head)?.[1];
    return id && mime ? [[`cid:${id}`, `data:${mime};base64,${body.join('').replace(/\s/g, '')}`]] : [];
  });
  return new Map(found);
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

/** Reads what our mails are made of: two headers, a text part, an HTML part and its pictures. */
export function readMail(source: string): Mail {
  return {
    to: header(source, 'To'),
    subject: header(source, 'Subject'),
    text: partOf(source, 'text/plain'),
    html: partOf(source, 'text/html'),
    pictures: picturesOf(source),
  };
}
