import { expect, test } from 'vitest';
import { ERROR_CODES } from '#app/errors.ts';
import { PLAN_FINDING_CODES } from '#app/domain/plan/parse-plan.ts';
import { messagesOf } from '#app/locales/catalogue.ts';
import { translatorFor, translatorOf } from '#app/locales/translator.ts';
import { argumentsOf, textsOf } from '#tests/locales/messages.ts';
import { PSEUDO_END, PSEUDO_START, pseudoMessages, pseudoText } from '#tests/locales/pseudo.ts';

const en = textsOf(messagesOf('en'));
const de = new Map(textsOf(messagesOf('de')));

test('English and German have the same keys, and no text is empty', () => {
  expect([...de.keys()].sort()).toEqual(en.map(([key]) => key).sort());
  expect([...en, ...de].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('a text takes the same arguments in both languages', () => {
  const different = en.filter(([key, text]) => argumentsOf(text).join() !== argumentsOf(de.get(key) ?? '').join());
  expect(different.map(([key]) => key)).toEqual([]);
});

/** Values for every argument: a number fits text, plural and number alike. */
const someArguments = (text: string) => Object.fromEntries(argumentsOf(text).map((name) => [name, 3]));

test.each(['en', 'de'] as const)('every text of %s can be formatted with its arguments', (locale) => {
  const t = translatorFor(locale, 'Europe/Berlin') as unknown as ((key: string, values: object) => string) & {
    markup: (key: string, values: object) => string;
  };
  for (const [key, text] of textsOf(messagesOf(locale))) {
    const tags = Object.fromEntries(
      [...text.matchAll(/<([a-z]\w*)>/gi)].map(([, tag]) => [tag, (chunk: string) => chunk]),
    );
    expect(t.markup(key, { ...someArguments(text), ...tags }), key).not.toMatch(/[{}]/);
  }
});

test('every refusal and every finding about a plan has its words', () => {
  for (const code of ERROR_CODES) expect(de.has(`errors.${code}`), code).toBe(true);
  for (const code of PLAN_FINDING_CODES) expect(de.has(`plan.finding.${code}`), code).toBe(true);
});

test('plurals have words for one and for many in both languages', () => {
  for (const locale of ['en', 'de'] as const) {
    const t = translatorFor(locale, 'Europe/Berlin');
    expect(t('errors.period.facts-changed', { count: 1 })).not.toBe(
      t('errors.period.facts-changed', { count: 2 }).replace('2', '1'),
    );
    expect(t('errors.period.facts-changed', { count: 1204 })).toContain(locale === 'en' ? '1,204' : '1.204');
  }
});

test('a key that does not exist is a bug and throws', () => {
  const t = translatorFor('en', 'Europe/Berlin');
  expect(() => t('errors.no-such-key' as 'errors.bug')).toThrow('MISSING_MESSAGE');
  expect(() => t('errors.tree.cycle')).toThrow('FORMATTING_ERROR');
});

test('German sentences use German quotes, and no text has an exclamation mark or three full stops', () => {
  for (const [key, text] of de) expect(text, key).not.toMatch(/["'”]/);
  for (const [key, text] of [...en, ...de]) expect(text, key).not.toMatch(/!|\.\.\./);
});

test('the pseudo-language marks every text and keeps its arguments', () => {
  expect(pseudoText('{count, plural, one {# row of {name}} other {# rows}}, as of <b>{time}</b>')).toBe(
    '⟦{count, plural, one {# röw öf {name}} other {# röwš}}, áš öf <b>{time}</b>~~~~~~~~~⟧',
  );
  const t = translatorOf(pseudoMessages(messagesOf('en')), 'en', 'Europe/Berlin');
  const text = t('errors.period.facts-changed', { count: 2 });
  expect([text.startsWith(PSEUDO_START), text.endsWith(PSEUDO_END), text.includes('2')]).toEqual([true, true, true]);
  for (const [key, original] of en) expect(argumentsOf(pseudoText(original)), key).toEqual(argumentsOf(original));
});
