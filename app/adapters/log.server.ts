import pino, { type Logger } from 'pino';
import { env } from '#app/env.server.ts';

let logger: Logger | undefined;

/** Structured log with ids, never with personal data or tokens. */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    // A database error's detail quotes the row that it refused, names and addresses included.
    redact: ['*.accessToken', '*.refreshToken', '*.email', '*.detail', 'headers.authorization', 'headers.cookie'],
  });
  return logger;
}
