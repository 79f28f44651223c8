import type { LineError } from '#app/domain/partners/import-cells.ts';

/** How the texts of `partners.importing` are asked for: on pages by the hook, in files by the translator. */
type Ask = (key: string, values?: Record<string, string | number>) => string;

/** What is wrong with a line, as a sentence. */
export function importErrorText(ask: Ask, error: LineError): string {
  const { line: _line, code, ...rest } = error;
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(rest)) {
    if (typeof value === 'string') values[name] = value;
  }
  if ('takenBy' in error) {
    const by = error.takenBy;
    values['other'] =
      by.kind === 'line' ? ask('otherLine', { line: by.line }) : ask('otherPartner', { number: by.number });
  }
  if (error.code === 'look-alike-code') values['code'] = error.other;
  if (error.code === 'cycle') {
    values['path'] = error.path.map(({ line, name }) => `${name} (${ask('otherLine', { line })})`).join(' > ');
  }
  return ask(`error.${code}`, values);
}
