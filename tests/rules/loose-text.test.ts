// Goal: no page speaks outside the language files. Method: the syntax tree of every .tsx file.
import { expect, test } from 'vitest';
import { looseTexts } from '#tests/rules/loose-text.ts';
import { filesMatching, textOf } from '#tests/rules/project-files.ts';

test('pages and components hold no text of their own', () => {
  const pages = filesMatching('app/**/*.tsx');
  expect(pages.length).toBeGreaterThan(0);
  const found = pages.flatMap((path) => looseTexts(path, textOf(path)).map((text) => `${path}:${text}`));
  expect(found).toEqual([]);
});

test.each([
  ['text between tags', '<p>Hello</p>', ['1: Hello']],
  ['a string in braces', "<p>{'Hello'}</p>", ['1: Hello']],
  ['a template', '<p>{`${n} orders`}</p>', ['1: orders']],
  ['one side of a choice', "<p>{isOpen ? t('open') : 'closed'}</p>", ['1: closed']],
  ['a fallback', "<p>{name ?? 'Unknown'}</p>", ['1: Unknown']],
  ['a label', '<Field label="Name" />', ['1: Name']],
  ['a spoken label', "<a aria-label={'Go' + ' on'} />", ['1: Go', '1: on']],
  ['a property', "<Page primaryAction={{ content: 'Add partner', url }} />", ['1: Add partner']],
])('%s is found', (_name, source, expected) => {
  expect(looseTexts('page.tsx', `export const page = ${source};`)).toEqual(expected);
});

test.each([
  ['a message', "<p>{t('orders.title')}</p>"],
  ['signs and single letters', '<p>× {count} · – %</p>'],
  ['names, keys and addresses', '<Link to="/app/orders" className="row" name="order" rel="up" type="submit" />'],
  [
    'the name of the product and what machines read',
    '<title>Lineage<meta name="viewport" content="width=device" /></title>',
  ],
  ['a comparison', "<p>{state === 'open' && t('open')}</p>"],
])('%s passes', (_name, source) => {
  expect(looseTexts('page.tsx', `export const page = ${source};`)).toEqual([]);
});
