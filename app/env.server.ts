import { z } from 'zod';

const url = z.url();
const flag = z.enum(['0', '1']).transform((value) => value === '1');

/** Everything the processes read from the environment; docs/operations.md says what each is for. */
const envSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  DATABASE_URL: url,
  DATABASE_BULK_URL: url,
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
  SHOPIFY_APP_URL: url,
  SCOPES: z.string().min(1),
  APP_BRIDGE_URL: url.optional(),
  MASTER_KEY: z
    .string()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((key) => key.length === 32, 'MASTER_KEY must be 32 bytes in base64: openssl rand -base64 32'),
  PORTAL_URL: url,
  MAIL_URL: z.string().regex(/^(smtps?|file):\/\//, 'MAIL_URL must begin with smtp://, smtps:// or file://'),
  MAIL_FROM: z.string().min(3),
  TRUST_PROXY: flag.default(false),
});

export type Env = z.infer<typeof envSchema>;

let parsed: Env | undefined;

/** The environment, parsed at the first call. @throws Error that names every variable that is missing or wrong */
export function env(): Env {
  if (parsed) return parsed;
  const result = envSchema.safeParse(process.env);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment is incomplete (docs/operations.md lists every variable):\n${problems.join('\n')}`);
  }
  parsed = result.data;
  return parsed;
}
