import { createHmac, hkdfSync } from 'node:crypto';
import pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { appPool } from '#app/adapters/db/pool.server.ts';
import { env } from '#app/env.server.ts';

/** So many attempts in so many seconds, counted in the database for all processes together. */
export interface RateLimit {
  readonly name: string;
  readonly points: number;
  readonly durationSeconds: number;
}

/** The limiter counts with plain numbers; our pool reads bigint exactly, which it does not expect. */
const client = {
  query: (query: pg.QueryConfig) => appPool().query({ ...query, types: pg.types }),
};

const limiters = new Map<string, RateLimiterPostgres>();

function limiterOf({ name, points, durationSeconds }: RateLimit): RateLimiterPostgres {
  let limiter = limiters.get(name);
  if (!limiter) {
    limiter = new RateLimiterPostgres({
      storeClient: client,
      storeType: 'pool',
      tableName: 'rate_limit',
      tableCreated: true,
      keyPrefix: name,
      points,
      duration: durationSeconds,
    });
    limiters.set(name, limiter);
  }
  return limiter;
}

/** Who is counted stays unreadable: the table keeps a keyed hash. */
function hashed(subject: string): string {
  const key = Buffer.from(hkdfSync('sha256', env().MASTER_KEY, 'rate limit', 'subject', 32));
  return createHmac('sha256', key).update(subject).digest('base64url');
}

/** Counts an attempt of `subject`. Answers 0, or the seconds to wait where it was one too many. */
export async function secondsToWait(limit: RateLimit, subject: string): Promise<number> {
  try {
    await limiterOf(limit).consume(hashed(subject));
    return 0;
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
  }
}
