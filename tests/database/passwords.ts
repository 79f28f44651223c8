/** Logins of the embedded server; it listens on loopback only and lives as long as the run or the demo. */
export const PASSWORDS = { lineage_owner: 'owner', lineage_app: 'app', lineage_bulk: 'bulk' };

/** The migrated database that each test file clones. */
export const TEMPLATE = 'lineage_template';
