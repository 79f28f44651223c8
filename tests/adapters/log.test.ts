import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

// Goal: a refused row does not reach the log. Method: the real logger in a process of its own, whose output is read.
const PROGRAM = `
  const { log } = await import('#app/adapters/log.server.ts');
  const refused = Object.assign(new Error('violates a constraint'), { detail: 'Failing row contains (1, Anna Muster).' });
  log().error({ err: refused }, 'delivery not applied');
`;

const run = (program: string, level: string) => {
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    ...{ NODE_ENV: 'test', LOG_LEVEL: level, MASTER_KEY: Buffer.alloc(32, 7).toString('base64') },
    ...{
      DATABASE_URL: 'postgres://x',
      DATABASE_BULK_URL: 'postgres://x',
      SHOPIFY_API_KEY: 'k',
      SHOPIFY_API_SECRET: 's',
    },
    ...{ SHOPIFY_APP_URL: 'https://a.example', PORTAL_URL: 'https://a.example', SCOPES: 'read_orders' },
    ...{ MAIL_URL: 'file:///dev/null', MAIL_FROM: 'a@example.com' },
  };
  const args = ['--input-type=module', '--eval', program];
  const { stdout, stderr } = spawnSync(process.execPath, args, { env: environment, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout;
};

test('what a database error quotes of a row is not logged, its message is', () => {
  const stdout = run(PROGRAM, 'error');
  expect(stdout).toContain('violates a constraint');
  expect(stdout).not.toContain('Anna');
});

const LIBRARY = `
  const { libraryLog } = await import('#app/adapters/shopify/library-log.server.ts');
  libraryLog.log(0, '[shopify-app/ERROR] refused | {token: shpat_0123abc, address: /app?shop=a&hmac=8f8f&id_token=eyJh.eyJi.c-_d}');
  libraryLog.log(2, '[shopify-app/INFO] Authenticating admin request | {shop: a.myshopify.com}');
  libraryLog.log(3, '[shopify-api/DEBUG] a detail');
`;

test.each([
  ['error', [50]],
  ['info', [30, 50]],
  ['debug', [20, 30, 50]],
] as const)('at level %s Shopify’s library writes lines of the structured log, without secrets', (level, levels) => {
  const stdout = run(LIBRARY, level);
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: number; library: string; msg: string });
  expect([...new Set(lines.map((line) => line.level))].sort()).toEqual(levels);
  const error = lines.find((line) => line.level === 50);
  expect(error).toMatchObject({
    library: 'shopify-app',
    msg: 'refused | {token: [Redacted], address: /app?shop=a&hmac=[Redacted]&id_token=[Redacted]}',
  });
});
