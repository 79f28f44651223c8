import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

// Goal: a refused row does not reach the log. Method: the real logger in a process of its own, whose output is read.
const PROGRAM = `
  const { log } = await import('#app/adapters/log.server.ts');
  const refused = Object.assign(new Error('violates a constraint'), { detail: 'Failing row contains (1, Anna Muster).' });
  log().error({ err: refused }, 'delivery not applied');
`;

test('what a database error quotes of a row is not logged, its message is', () => {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ...{ NODE_ENV: 'test', LOG_LEVEL: 'error', MASTER_KEY: Buffer.alloc(32, 7).toString('base64') },
    ...{
      DATABASE_URL: 'postgres://x',
      DATABASE_BULK_URL: 'postgres://x',
      SHOPIFY_API_KEY: 'k',
      SHOPIFY_API_SECRET: 's',
    },
    ...{ SHOPIFY_APP_URL: 'https://a.example', PORTAL_URL: 'https://a.example', SCOPES: 'read_orders' },
    ...{ MAIL_URL: 'file:///dev/null', MAIL_FROM: 'a@example.com' },
  };
  const args = ['--input-type=module', '--eval', PROGRAM];
  const { stdout, stderr } = spawnSync(process.execPath, args, { env: environment, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toContain('violates a constraint');
  expect(stdout).not.toContain('Anna');
});
