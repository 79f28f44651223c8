// Goal: whatever a person reads exists in both languages and works in both. Method: the language files side by side.
import { expect, test } from 'vitest';
import { icuArguments } from '#tests/rules/icu-arguments.ts';
import { filesMatching, textOf } from '#tests/rules/project-files.ts';

type Texts = Record<string, unknown>;

/** Dotted keys with their messages; a message is a string. */
function messagesIn(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : messagesIn(value as Texts, `${path}${key}.`),
  );
}

/** What is wrong with a language file beside its English original. */
function differences(english: Texts, german: Texts): string[] {
  const [en, de] = [new Map(messagesIn(english)), new Map(messagesIn(german))];
  const keys = new Set([...en.keys(), ...de.keys()]);
  return [...keys].flatMap((key) => {
    const [one, other] = [en.get(key), de.get(key)];
    if (one === undefined || other === undefined) return [`${key}: missing in ${one === undefined ? 'en' : 'de'}`];
    if (one.trim() === '' || other.trim() === '') return [`${key}: empty`];
    const [left, right] = [icuArguments(one).join(), icuArguments(other).join()];
    return left === right ? [] : [`${key}: en has ${left || 'no arguments'}, de has ${right || 'none'}`];
  });
}

const namespaces = filesMatching('app/locales/en/*.json').map((path) => path.replace('app/locales/en/', ''));

test('both languages have the same namespaces', () => {
  expect(namespaces.length).toBeGreaterThan(0);
  expect(filesMatching('app/locales/de/*.json').map((path) => path.replace('app/locales/de/', ''))).toEqual(namespaces);
});

test.each(namespaces)('%s has the same keys and arguments in both languages', (name) => {
  const [english, german] = ['en', 'de'].map((locale) => JSON.parse(textOf(`app/locales/${locale}/${name}`)) as Texts);
  expect(differences(english ?? {}, german ?? {})).toEqual([]);
});

test('a missing key, an empty text and other arguments are found', () => {
  const english = { page: { title: 'Orders', sum: 'Sum of {count, number}', note: 'As of {at}' }, extra: 'x' };
  const german = { page: { title: ' ', sum: 'Summe von {anzahl, number}', note: 'Stand {at, time}' } };
  expect(differences(english, german)).toEqual([
    'page.title: empty',
    'page.sum: en has count:number, de has anzahl:number',
    'page.note: en has at:text, de has at:time',
    'extra: missing in de',
  ]);
});

test.each([
  ['plain text', []],
  ['{count, plural, =0 {No partners yet} one {# partner} other {# partners of {name}}}', ['count:plural', 'name:text']],
  ['{who, select, self {You} other {{name}}} on {at, date, medium}', ['at:date', 'name:text', 'who:select']],
  ['<link>Terms</link> of {shop}', ['link:tag', 'shop:text']],
  ["It''s '{not}' one", []],
  ['{n, plural, offset:1 =1 {a} other {b}}', ['n:plural']],
])('the arguments of “%s” are read', (message, expected) => {
  expect(icuArguments(message)).toEqual(expected);
});

test.each(['{open', 'too many}', '{n, plural, one {x}}', '{two words}'])('“%s” is refused', (message) => {
  expect(() => icuArguments(message)).toThrow();
});
