import pg from 'pg';
import { INBOX_CHANNEL } from '#app/adapters/inbox/store.server.ts';
import { log } from '#app/adapters/log.server.ts';
import { env } from '#app/env.server.ts';

/** Tells that something came into the inbox. */
export interface Bell {
  /** Resolves at the next ring, or after `withinMs`. Ask before looking, so that no ring is missed in between. */
  next(withinMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Listens for deliveries on a connection of its own. Where it is lost the waiting time alone wakes the worker. */
export async function inboxBell(): Promise<Bell> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL });
  client.on('error', (error) => log().warn({ err: error }, 'inbox bell lost, looking by the clock'));
  await client.connect();
  await client.query(`listen ${INBOX_CHANNEL}`);
  return {
    next: (withinMs) =>
      new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          client.off('notification', wake);
          resolve();
        };
        const timer = setTimeout(wake, withinMs);
        client.on('notification', wake);
      }),
    close: () => client.end(),
  };
}
