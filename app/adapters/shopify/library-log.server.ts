import { LogSeverity } from '@shopify/shopify-app-remix/server';
import { log } from '#app/adapters/log.server.ts';

const METHODS = {
  [LogSeverity.Error]: 'error',
  [LogSeverity.Warning]: 'warn',
  [LogSeverity.Info]: 'info',
  [LogSeverity.Debug]: 'debug',
} as const;

/** The library writes `[shopify-app/INFO] text`. */
const HEAD = /^\[([\w-]+)\/[A-Z]+\] /;

/** Access and refresh tokens, session tokens, and what signs an address. */
const SECRETS = [
  /\bshp[a-z]{2,4}_\w+/g,
  /\beyJ[\w-]+\.[\w-]+\.[\w-]+/g,
  /(?<=\b(?:hmac|id_token|code|signature)=)[^&\s}]+/g,
];

const withoutSecrets = (text: string) => SECRETS.reduce((left, secret) => left.replace(secret, '[Redacted]'), text);

/** What Shopify's library says, as lines of the structured log: its level kept, what opens a door left out. */
export const libraryLog = {
  get level(): LogSeverity {
    const levels = [LogSeverity.Debug, LogSeverity.Info, LogSeverity.Warning];
    return levels.find((severity) => log().isLevelEnabled(METHODS[severity])) ?? LogSeverity.Error;
  },
  log(severity: LogSeverity, message: string): void {
    const library = HEAD.exec(message)?.[1] ?? 'shopify';
    log()[METHODS[severity]]({ library }, withoutSecrets(message.replace(HEAD, '')));
  },
};
