import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A request that has arrived whole. */
export interface Exchange {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Reply {
  status: number;
  headers: Record<string, string | string[]>;
  body: string | Buffer;
}

export type Handler = (exchange: Exchange) => Promise<Reply | null> | Reply | null;

export const reply = (status: number, body: string | Buffer, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers,
  body,
});

export const json = (status: number, value: unknown, headers: Reply['headers'] = {}): Reply =>
  reply(status, JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8', ...headers });

export const html = (body: string, status = 200, headers: Reply['headers'] = {}): Reply =>
  reply(status, body, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers });

export const redirect = (location: string, headers: Reply['headers'] = {}): Reply =>
  reply(302, '', { location, ...headers });

export const notFound = () => reply(404, 'Not found', { 'content-type': 'text/plain; charset=utf-8' });

export async function readExchange(request: IncomingMessage): Promise<Exchange> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const host = request.headers.host ?? 'localhost';
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', `http://${host}`),
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
}

export function send(response: ServerResponse, { status, headers, body }: Reply) {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

export const header = (exchange: Exchange, name: string): string | undefined => {
  const value = exchange.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

export function cookie(exchange: Exchange, name: string): string | undefined {
  const pairs = (exchange.headers.cookie ?? '').split(/;\s*/).map((pair) => pair.split('='));
  const found = pairs.find(([key]) => key === name);
  return found ? decodeURIComponent(found.slice(1).join('=')) : undefined;
}

/** A form or JSON body as flat text fields; `a[b]` keys stay as they are written. */
export function fieldsOf(exchange: Exchange): Record<string, string> {
  const text = exchange.body.toString('utf8');
  if (exchange.headers['content-type']?.includes('application/json')) {
    const parsed = JSON.parse(text || '{}') as Record<string, unknown>;
    return Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, String(value)]));
  }
  if (exchange.headers['content-type']?.includes('multipart/form-data')) return multipartFields(exchange, text);
  return Object.fromEntries(new URLSearchParams(text));
}

/** Text fields of a `multipart/form-data` body, as `fetch` sends a `FormData`; files are of no use here. */
function multipartFields(exchange: Exchange, text: string): Record<string, string> {
  const boundary = /boundary=([^;]+)/.exec(exchange.headers['content-type'] ?? '')?.[1] ?? '';
  const parts = text.split(`--${boundary}`).slice(1, -1);
  const fields: Record<string, string> = {};
  for (const part of parts) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name = /name="([^"]*)"/.exec(head)?.[1];
    if (name !== undefined) fields[name] = rest.join('\r\n\r\n').replace(/\r\n$/, '');
  }
  return fields;
}
