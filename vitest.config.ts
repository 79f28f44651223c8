import { defineConfig } from 'vitest/config';

/**
 * Four loops: `core` is pure and quick, `rules` reads the code itself, `database` has a real PostgreSQL, `browser` drives
 * Chromium against the real processes.
 */
export default defineConfig({
  test: {
    setupFiles: ['tests/setup.ts'],
    projects: [
      {
        extends: true,
        // Nothing of the core has a state of its own, so its files may share the modules that they all load.
        test: {
          name: 'core',
          include: ['tests/{command,domain,locales,second-opinion}/**/*.test.ts'],
          isolate: false,
          pool: 'threads',
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'rules', include: ['tests/{rules,extensions}/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['tests/{adapters,services,queries,jobs,routes,sandbox,worker}/**/*.test.ts'],
          globalSetup: ['tests/database/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/database/global-setup.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
