import { pathToFileURL } from 'node:url';
import pg from 'pg';

/** The three logins (design: roles). `bulk` bypasses row-level security because PostgreSQL refuses COPY FROM under a policy. */
const LOGINS = ['lineage_owner', 'lineage_app', 'lineage_bulk'] as const;
export type Login = (typeof LOGINS)[number];

/**
 * Makes the three logins and a database that `lineage_owner` owns, as the server's admin. Safe to repeat; passwords are
 * set anew each time. @throws pg.DatabaseError where the admin may not create roles
 */
export async function setUpRoles(adminUrl: string, database: string, passwords: Record<Login, string>): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    for (const login of LOGINS) {
      const known = await admin.query('select from pg_roles where rolname = $1', [login]);
      if (known.rowCount === 0) await admin.query(`create role ${login} login`);
      await admin.query(`alter role ${login} password ${pg.escapeLiteral(passwords[login])}`);
    }
    await admin.query('alter role lineage_bulk bypassrls');
    // Pages ask short questions: processes that help with one take longer to start than they save, and the cores from other pages.
    await admin.query('alter role lineage_app set max_parallel_workers_per_gather = 0');
    // What pages read lies in memory or on a drive without moving parts: a row in the middle costs hardly more than the next one.
    await admin.query('alter role lineage_app set random_page_cost = 1.1');
    const exists = await admin.query('select from pg_database where datname = $1', [database]);
    if (exists.rowCount === 0)
      await admin.query(`create database ${pg.escapeIdentifier(database)} owner lineage_owner`);
  } finally {
    await admin.end();
  }
}

/** The address of the same server for another login and database. */
export function urlFor(adminUrl: string, login: Login, password: string, database: string): string {
  const url = new URL(adminUrl);
  url.username = login;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { DATABASE_ADMIN_URL, LINEAGE_OWNER_PASSWORD, LINEAGE_APP_PASSWORD, LINEAGE_BULK_PASSWORD } = process.env;
  const database = process.argv[2] ?? 'lineage';
  if (!DATABASE_ADMIN_URL || !LINEAGE_OWNER_PASSWORD || !LINEAGE_APP_PASSWORD || !LINEAGE_BULK_PASSWORD) {
    process.stderr.write(
      'Set DATABASE_ADMIN_URL and LINEAGE_OWNER_PASSWORD, LINEAGE_APP_PASSWORD, LINEAGE_BULK_PASSWORD.\n',
    );
    process.exit(1);
  }
  await setUpRoles(DATABASE_ADMIN_URL, database, {
    lineage_owner: LINEAGE_OWNER_PASSWORD,
    lineage_app: LINEAGE_APP_PASSWORD,
    lineage_bulk: LINEAGE_BULK_PASSWORD,
  });
  process.stdout.write(`Roles and database "${database}" are ready.\n`);
}
