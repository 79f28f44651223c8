import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';

/** Web and worker use the queue under the application's login; its tables carry row-level security without a policy. */
const QUEUE_GRANTS = [
  'grant usage on schema graphile_worker to lineage_app',
  'grant select, insert, update, delete on all tables in schema graphile_worker to lineage_app',
  'grant usage on all sequences in schema graphile_worker to lineage_app',
  'grant execute on all functions in schema graphile_worker to lineage_app',
  `do $$ declare t name; begin
     for t in select tablename from pg_tables where schemaname = 'graphile_worker' and rowsecurity loop
       execute format('drop policy if exists lineage_app on graphile_worker.%I', t);
       execute format('create policy lineage_app on graphile_worker.%I to lineage_app using (true) with check (true)', t);
     end loop;
   end $$`,
];

/** What Prisma says when it is done. It then idles ten seconds on a timer of its own, so its end is not waited for. */
const PRISMA_DONE = /All migrations have been successfully applied|No pending migrations to apply/;

/** Applies prisma/migrations in order. @throws Error with Prisma's words if one fails */
async function deployMigrations(ownerUrl: string): Promise<void> {
  const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js');
  const child = spawn(process.execPath, [prisma, 'migrate', 'deploy'], {
    env: { ...process.env, DATABASE_OWNER_URL: ownerUrl, CHECKPOINT_DISABLE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let isDone = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (isDone || !PRISMA_DONE.test(output)) return;
      isDone = true;
      child.kill();
    });
  }
  const [code] = (await once(child, 'exit')) as [number | null];
  if (!isDone) throw new Error(`prisma migrate deploy ended with ${code}:\n${output}`);
}

/** Brings a database to this release: Prisma's migrations, then the queue's, then the queue's grants. Owner's login; safe to repeat. */
export async function migrate(ownerUrl: string): Promise<void> {
  await deployMigrations(ownerUrl);
  await runMigrations({ connectionString: ownerUrl });
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    for (const statement of QUEUE_GRANTS) await owner.query(statement);
  } finally {
    await owner.end();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { DATABASE_OWNER_URL } = process.env;
  if (!DATABASE_OWNER_URL) {
    process.stderr.write('Set DATABASE_OWNER_URL to the address that lineage_owner logs in with.\n');
    process.exit(1);
  }
  await migrate(DATABASE_OWNER_URL);
  process.stdout.write('The database is up to date.\n');
}
