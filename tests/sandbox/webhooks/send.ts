import { request } from 'node:http';

const CONNECT_MS = 1_000;
const TOTAL_MS = 5_000;

export interface SendResult {
  /** Status of the answer, or null where none came. */
  status: number | null;
  error: string | null;
  ms: number;
}

/** Posts a webhook as Shopify does: one second to connect, five in all, redirects not followed. Never throws. */
export function postWebhook(url: URL, headers: Record<string, string>, body: Buffer): Promise<SendResult> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const done = (status: number | null, error: string | null) => {
      clearTimeout(connecting);
      clearTimeout(whole);
      resolve({ status, error, ms: Math.round(performance.now() - startedAt) });
    };
    const call = request(
      url,
      { method: 'POST', headers: { ...headers, 'content-length': String(body.length) } },
      (answer) => {
        answer.resume();
        answer.on('end', () => done(answer.statusCode ?? null, null));
        answer.on('error', (error) => done(null, error.message));
      },
    );
    const connecting = setTimeout(() => call.destroy(new Error('no connection within 1 s')), CONNECT_MS);
    const whole = setTimeout(() => call.destroy(new Error('no answer within 5 s')), TOTAL_MS);
    call.on('socket', (socket) => {
      // A socket that is used again is connected, and would keep the listener of every call.
      if (socket.connecting) socket.once('connect', () => clearTimeout(connecting));
      else clearTimeout(connecting);
    });
    call.on('error', (error) => done(null, error.message));
    call.end(body);
  });
}
