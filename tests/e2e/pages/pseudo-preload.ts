import { registerHooks } from 'node:module';
import type { Messages } from '#app/locales/catalogue.ts';
import { pseudoMessages } from '#tests/locales/pseudo.ts';

/**
 * Loaded before web process and worker: German becomes the language that nobody speaks. The worker reads the language files
 * themselves; the web process has them inside its built module, where the two places that name them are changed.
 */
const LANGUAGE_FILE = /\/app\/locales\/de\/[a-z]+\.json$/;
const BUILT = /\/build\/server\/index\.js$/;
const PLACES = [
  ['const ALL = { en, de };', 'const ALL = { en, de: globalThis.pseudoTexts(de) };'],
  ['? polarisDe : polarisEn', '? globalThis.pseudoTexts(polarisDe) : polarisEn'],
] as const;

const pseudoTexts = (texts: unknown) => pseudoMessages(texts as Messages);
Object.assign(globalThis, { pseudoTexts });

function inPlace(source: string): string {
  let changed = source;
  for (const [from, to] of PLACES) {
    if (!changed.includes(from)) throw new Error(`the built module does not hold: ${from}`);
    changed = changed.replace(from, to);
  }
  return changed;
}

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    const text = () => Buffer.from(loaded.source as Uint8Array).toString('utf8');
    if (LANGUAGE_FILE.test(url)) return { ...loaded, source: JSON.stringify(pseudoTexts(JSON.parse(text()))) };
    return BUILT.test(url) ? { ...loaded, source: inPlace(text()) } : loaded;
  },
});
