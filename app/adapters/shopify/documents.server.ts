import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Operations stand in .graphql files, where tests check them against Shopify's schema and count the scopes they need. */
const FOLDER = resolve(process.cwd(), 'app/adapters/shopify/graphql');
const documents = new Map<string, string>();

/** The text of `<name>.graphql`, with every operation and fragment it holds. Processes start in the project's folder. */
export function documentOf(name: string): string {
  let text = documents.get(name);
  if (text === undefined) {
    text = readFileSync(resolve(FOLDER, `${name}.graphql`), 'utf8');
    documents.set(name, text);
  }
  return text;
}
