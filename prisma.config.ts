import { defineConfig } from 'prisma/config';
import { migrationAdapter } from '#app/adapters/db/migration-adapter.server.ts';

// Without an address Prisma looks for its native engine, a download; `generate` needs none of both.
process.env.DATABASE_OWNER_URL ??= 'postgresql://lineage_owner@127.0.0.1/lineage';

/** Prisma on its WebAssembly engines: nothing is downloaded. The owner's login migrates. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  experimental: { adapter: true },
  engine: 'js',
  adapter: () => migrationAdapter(process.env.DATABASE_OWNER_URL ?? ''),
});
