import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';

/** Where an installed package lies, whatever it exports. @throws Error if it is not installed */
export function packageFolder(name: string): string {
  const file = findPackageJSON(name, import.meta.url);
  if (file === undefined) throw new Error(`${name} is not installed`);
  return dirname(file);
}
