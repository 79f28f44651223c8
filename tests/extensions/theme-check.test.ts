// Goal: Shopify's own linter has nothing to say about the theme app extension. Method: run it on the files, offline,
// with the documentation that comes inside its package; then on a copy with a fault, to see that it would speak.
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { themeCheckRun } from '@shopify/theme-check-node';
import { expect, test, vi } from 'vitest';
import { REFERRAL } from '#tests/extensions/extension-files.ts';

async function offensesIn(root: string): Promise<string[]> {
  vi.stubEnv('SHOPIFY_TLD_ROOT', join(root, 'nothing-to-download')); // else it asks the network for newer documents
  const { offenses, theme } = await themeCheckRun(root, join(root, '.theme-check.yml'), () => undefined);
  vi.unstubAllEnvs();
  expect(theme.length, 'Liquid and locale files that were read').toBeGreaterThan(6);
  return offenses.map(({ check, message }) => `${check}: ${message}`);
}

test('theme-check finds nothing', async () => {
  expect(await offensesIn(REFERRAL)).toEqual([]);
});

test('theme-check would find a missing text and a missing schema', async () => {
  const copy = await mkdtemp(join(tmpdir(), 'referral-'));
  await cp(REFERRAL, copy, { recursive: true });
  await writeFile(join(copy, 'blocks/broken.liquid'), "<p>{{ 'recommended.missing' | t }}</p>\n");
  const offenses = await offensesIn(copy);
  await rm(copy, { recursive: true });
  expect(offenses.join('\n')).toMatch(/AppBlockMissingSchema/);
  expect(offenses.join('\n')).toMatch(/TranslationKeyExists: 'recommended.missing'/);
});
