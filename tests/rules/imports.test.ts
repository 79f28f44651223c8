// Goal: dependencies point one way, without circles, and each layer knows only what it may. Method: dependency-cruiser on
// app/, types included; the same rules then see a small program in which every layer does what it may not.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { IMPORT_RULES, importViolations } from '#tests/rules/import-rules.ts';
import { ROOT } from '#tests/rules/project-files.ts';

/** One import per rule that breaks it. */
const BAD = {
  'app/domain/a.ts': "import '#app/services/b.ts'; import 'node:fs'; import '#app/domain/circle.ts';",
  'app/domain/circle.ts': "import '#app/domain/a.ts'; import '#app/domain/nowhere.ts'; import type { Z } from 'zod';",
  'app/adapters/b.ts': "import type { B } from '#app/services/b.ts'; import 'react';",
  'app/queries/b.ts': "import '#app/services/b.ts';",
  'app/services/b.ts': "import '#app/queries/b.ts'; import 'pg'; import '#tests/t.ts';",
  'app/jobs/b.ts': "import '#app/routes/b.tsx'; import 'pg';",
  'app/routes/b.tsx': "import '#app/adapters/db/pool.ts';",
  'app/routes/portal.b.tsx': "import '@shopify/polaris';",
  'app/components/portal/b.tsx': "import '#app/components/admin/b.tsx'; import '#app/queries/b.ts';",
  'app/components/admin/b.tsx': "import '#app/components/portal/b.tsx'; import '@shopify/polaris';",
  'app/adapters/db/pool.ts': "import 'pg';",
  'tests/t.ts': '',
};

async function givenProgram(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'imports-'));
  const imports = { '#app/*': './app/*', '#tests/*': './tests/*' };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', imports }));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `${text}\nexport {};\n`);
  }
  return folder;
}

test('the program keeps to its layers', async () => {
  expect(await importViolations(ROOT)).toEqual([]);
});

test('every rule fires', async () => {
  const folder = await givenProgram(BAD);
  const violations = await importViolations(folder);
  await rm(folder, { recursive: true });
  const fired = new Set(violations.map((violation) => violation.split(':')[0]));
  expect(
    IMPORT_RULES.map(({ name }) => name).filter((name) => !fired.has(name)),
    violations.join('\n'),
  ).toEqual([]);
});

test('what a layer may import passes', async () => {
  const folder = await givenProgram({
    'app/domain/a.ts': "import 'zod';",
    'app/adapters/db/b.ts': "import '#app/domain/a.ts'; import 'pg'; import 'node:fs';",
    'app/services/c.ts': "import '#app/adapters/db/b.ts'; import '#app/domain/a.ts';",
    'app/queries/d.ts': "import '#app/adapters/db/b.ts';",
    'app/jobs/e.ts': "import '#app/services/c.ts'; import 'zod'; import 'graphile-worker';",
    'app/components/admin/f.tsx': "import '@shopify/polaris'; import 'react'; import type {} from '#app/domain/a.ts';",
    'app/routes/app.g.tsx':
      "import '#app/services/c.ts'; import '#app/queries/d.ts'; import '#app/components/admin/f.tsx';",
  });
  const violations = await importViolations(folder);
  await rm(folder, { recursive: true });
  expect(violations).toEqual([]);
});
