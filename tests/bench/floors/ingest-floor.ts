// The least that any program must do with a webhook: read it, check its signature, store it durably, answer.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 16 });
const insert = `insert into webhook_delivery
    (day, domain, topic, webhook_id, event_id, api_version, triggered_at, received_at, body, state)
  values (($6::timestamptz at time zone 'UTC')::date, $1, $2, $3, $4, $5, $6, $7, $8, 'waiting') on conflict do nothing`;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const digest = createHmac('sha256', process.env.SHOPIFY_API_SECRET ?? '')
      .update(body)
      .digest();
    const header = (name: string) => String(request.headers[`x-shopify-${name}`] ?? '');
    const given = Buffer.from(header('hmac-sha256'), 'base64');
    if (given.length !== digest.length || !timingSafeEqual(given, digest)) return response.writeHead(401).end();
    const values = [header('shop-domain'), header('topic'), header('webhook-id'), header('event-id')];
    const stored = pool.query({
      name: 'floor-insert',
      text: insert,
      values: [...values, header('api-version'), new Date(header('triggered-at')), new Date(), body],
    });
    stored.then(
      () => response.writeHead(200).end(),
      () => response.writeHead(503).end(),
    );
    return response;
  });
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));
process.once('SIGTERM', () => process.exit(0));
