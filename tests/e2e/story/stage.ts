import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '#tests/browser/launch.ts';
import { dataFolder } from '#tests/database/server-files.ts';
import { freePorts } from '#tests/demo/free-ports.ts';
import { startStack, type Stack } from '#tests/demo/stack.ts';
import { realNow, setClock } from '#tests/e2e/story/clock.ts';
import { shopOf, SIDES } from '#tests/e2e/story/sides.ts';

/** When the acts play. The hold of 17 days lies between the first and the last; the period ends before the second. */
export const ACTS = {
  selling: '2026-10-22T10:00:00Z',
  accepting: '2026-11-02T10:00:00Z',
  paying: '2026-11-09T10:00:00Z',
} as const;

const behind = (instant: string) => Date.parse(instant) - realNow();

/** Everything the story plays on: the real processes with two shops, a browser, the database to look into. */
export interface Stage {
  stack: Stack;
  browser: Browser;
  /** Reads as the owner of everything, past row-level security. */
  query<T extends object>(text: string, values?: unknown[]): Promise<T[]>;
  /** A job of the product, ordered through its own queue. */
  enqueue(task: string, payload: Record<string, unknown>): Promise<void>;
  /** Time passes: every process begins anew at this instant and finds what the earlier one left. */
  until(instant: string): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts it all on the day on which the selling begins. */
export async function startStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'lineage-story-'));
  await chmod(folder, 0o755);
  const shiftMs = behind(ACTS.selling);
  setClock(shiftMs);
  const stack = await startStack({
    folder,
    ports: await freePorts(),
    shops: SIDES.map(shopOf),
    durable: false,
    database: 'lineage',
    webhookRetryDelaysMs: [200, 500, 1000],
    preload: [pathToFileURL(resolve('tests/e2e/story/clock.ts')).href],
    environment: { STORY_SHIFT_MS: String(shiftMs) },
  });
  const url = new URL(stack.adminUrl);
  url.pathname = '/lineage';
  const database = new pg.Pool({ connectionString: url.href, max: 2 });
  const browser = await launchBrowser();
  const query = async <T extends object>(text: string, values: unknown[] = []) =>
    (await database.query<T & pg.QueryResultRow>(text, values)).rows as T[];
  return {
    stack,
    browser,
    query,
    enqueue: async (task, payload) => {
      await query('select graphile_worker.add_job($1, $2::json)', [task, JSON.stringify(payload)]);
    },
    until: async (instant) => {
      await stack.sandbox.deliveries.idle();
      const next = behind(instant);
      setClock(next);
      await stack.restart({ STORY_SHIFT_MS: String(next) });
    },
    [Symbol.asyncDispose]: async () => {
      setClock(0);
      await browser.close();
      await database.end();
      await stack.stop();
      await rm(dataFolder(join(folder, 'postgres')), { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}
