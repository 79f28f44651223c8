import { createServer, type ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readMail } from '#tests/adapters/mail/read-mail.ts';
import { htmlPart, listPage, mailPage, type SentMail } from '#tests/demo/outbox-page.ts';

/** The pickup folder names a mail by the instant it was written and by chance. */
const FILE = /^(\d{13})-[0-9a-f]+\.eml$/;

async function namesIn(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => FILE.test(name)).sort((a, b) => (a < b ? 1 : -1));
}

async function mailNamed(folder: string, name: string): Promise<SentMail> {
  const source = await readFile(join(folder, name), 'utf8');
  return { ...readMail(source), name, at: new Date(Number(FILE.exec(name)?.[1])) };
}

/** Every mail of a pickup folder, newest first. */
export async function sentMails(folder: string): Promise<SentMail[]> {
  return Promise.all((await namesIn(folder)).map((name) => mailNamed(folder, name)));
}

const HTML = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
const NO_SCRIPTS = 'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation';

async function answer(folder: string, path: string, response: ServerResponse): Promise<void> {
  const [, place, wanted = '', part] = path.split('/');
  const names = await namesIn(folder);
  if (place === '') return void response.writeHead(200, HTML).end(listPage(await sentMails(folder)));
  if (place === 'newest') return void response.writeHead(200, HTML).end(names[0] ?? '');
  const name = names.find((each) => each === decodeURIComponent(wanted));
  if (place !== 'mails' || !name) return void response.writeHead(404, HTML).end('There is no such mail.');
  const mail = await mailNamed(folder, name);
  if (part !== 'html') return void response.writeHead(200, HTML).end(mailPage(mail));
  response.writeHead(200, { ...HTML, 'content-security-policy': NO_SCRIPTS }).end(htmlPart(mail));
}

/** A page on loopback that shows the mails of a pickup folder. Any free port for 0. */
export async function startOutbox(folder: string, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://outbox');
    answer(folder, pathname, response).catch((error: unknown) => {
      response.writeHead(500, HTML).end(error instanceof Error ? error.message : String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
