// Goal: files stay small enough to be read at once, and documents name only what exists. Method: the tree of files.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { filesMatching, ROOT, textOf } from '#tests/rules/project-files.ts';

const LINES_MAX = 400;
const lineCount = (text: string) => text.split('\n').length - 1;

/** Paths that a document names in backticks: something with a slash and a file's ending, or a folder with a final slash. */
function pathsIn(markdown: string): string[] {
  const named = markdown.match(/(?<=`)[\w@.-]+(\/[\w@.$-]+)+\/?(?=`)/g) ?? [];
  return named.filter((path) => /\.(ts|tsx|js|mjs|css|liquid|json|md|sql|prisma|toml|graphql)$|\/$/.test(path));
}

/** A document names files from the project's root, from app/ or from its own folder. */
const isThere = (path: string, document: string) =>
  ['.', 'app', dirname(document)].some((base) => existsSync(join(ROOT, base, path)));

test('no source file is longer than 400 lines', () => {
  const long = filesMatching('{app,tests,extensions,prisma}/**/*.{ts,tsx,js,css,liquid}', '*.{ts,js}')
    .map((path) => `${path}: ${lineCount(textOf(path))}`)
    .filter((entry) => Number(entry.split(': ')[1]) > LINES_MAX);
  expect(long).toEqual([]);
  expect(lineCount('a line\n'.repeat(LINES_MAX + 1))).toBeGreaterThan(LINES_MAX);
});

test('every path that a document names exists', () => {
  const documents = filesMatching('*.md', '{app,docs,extensions,tests,prisma}/**/*.md');
  expect(documents.length).toBeGreaterThan(0);
  const missing = documents.flatMap((document) =>
    pathsIn(textOf(document))
      .filter((path) => !isThere(path, document))
      .map((path) => `${document}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test('the path rule sees a file that is gone and lets addresses and patterns pass', () => {
  const named = pathsIn(
    'See `app/gone.ts`, `assets/referral-capture.js`, `/app/orders`, `app/**/*.ts`, `tests/rules/`.',
  );
  expect(named).toEqual(['app/gone.ts', 'assets/referral-capture.js', 'tests/rules/']);
  expect(named.filter((path) => !isThere(path, 'extensions/referral/README.md'))).toEqual(['app/gone.ts']);
});

test('files are named in kebab-case', () => {
  const odd = filesMatching('{app,tests}/**/*.{ts,tsx}').filter((path) => {
    const name = path.split('/').at(-1) ?? '';
    return !path.startsWith('app/routes/') && !/^[a-z0-9]+([.-][a-z0-9]+)*\.(d\.)?tsx?$/.test(name);
  });
  expect(odd).toEqual([]);
});

test('no folder or file is a bag', () => {
  const bags = filesMatching('{app,tests}/**/{utils,helpers,misc,common,lib,shared-utils}{,/**,.ts,.tsx}');
  expect(bags).toEqual([]);
});
