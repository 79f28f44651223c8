import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The project's own folder: every rule reads files from here. */
export const ROOT = join(import.meta.dirname, '../..');

/** Paths of the project that match, relative to its root, in a stable order. */
export function filesMatching(...patterns: string[]): string[] {
  return globSync(patterns, { cwd: ROOT })
    .filter((path) => !/(^|\/)(node_modules|build|coverage|generated)\//.test(path))
    .sort();
}

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
