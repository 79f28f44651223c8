// Goal: what theme-check does not look at: schema details, texts in both languages, Shopify's limits, our own budget.
// Method: the files themselves; each rule is also fed a sample that breaks it.
import { expect, test } from 'vitest';
import { blockSchema, filesIn, keysOf, schemaOf, textsOf } from '#tests/extensions/extension-files.ts';

const blocks = filesIn('blocks').map(({ name, text }) => ({
  name,
  liquid: text,
  schema: blockSchema.parse(schemaOf(text)),
}));
const sum = (bytes: number[]) => bytes.reduce((total, one) => total + one, 0);
const LANGUAGES = ['en.default', 'de'];

test('the embed sits in the body, the block in a section', () => {
  const targets = Object.fromEntries(blocks.map(({ name, schema }) => [name, schema.target]));
  expect(targets).toEqual({ 'capture.liquid': 'body', 'recommended-by.liquid': 'section' });
});

test.each([
  ['an unknown setting type', { settings: [{ type: 'slider', id: 'x', label: 't:a.b' }] }],
  ['a label outside the locale files', { settings: [{ type: 'text', id: 'x', label: 'Parameter' }] }],
  ['an unknown target', { target: 'footer' }],
  ['an unknown attribute', { templates: [] }],
])('the schema check refuses %s', (_name, change) => {
  const good = { name: 't:a.b', target: 'body', settings: [] };
  expect(blockSchema.safeParse(good).success).toBe(true);
  expect(blockSchema.safeParse({ ...good, ...change }).success).toBe(false);
});

test('ranges are whole steps with their default inside, and selects offer their default', () => {
  const settings = blocks.flatMap(({ schema }) => schema.settings);
  for (const setting of settings) {
    if (setting.type === 'range' && 'id' in setting) {
      const { min = NaN, max = NaN, step = NaN } = setting;
      expect((max - min) / step).toBeLessThanOrEqual(100);
      expect(Number(setting.default)).toBeGreaterThanOrEqual(min);
      expect(Number(setting.default)).toBeLessThanOrEqual(max);
    }
    if (setting.type === 'select' && 'options' in setting) {
      expect(setting.options?.map(({ value }) => value)).toContain(setting.default);
    }
  }
});

test('every text of a schema exists in both languages, none is left over, and names fit', () => {
  const used = new Set(blocks.flatMap(({ schema }) => keysOf(schema)));
  for (const language of LANGUAGES) {
    const texts = textsOf(`${language}.schema.json`);
    expect([...texts.keys()].sort()).toEqual([...used].sort());
    for (const { schema } of blocks) expect(texts.get(schema.name.slice(2))?.length).toBeLessThanOrEqual(25);
  }
});

test('every text of the storefront exists in both languages with the same arguments, and none is left over', () => {
  const used = new Set(blocks.flatMap(({ liquid }) => liquid.match(/(?<=\{\{ ')[a-z_.]+(?=' \| t)/g) ?? []));
  const [english, german] = LANGUAGES.map((language) => textsOf(`${language}.json`));
  expect([...(english?.keys() ?? [])].sort()).toEqual([...used].sort());
  expect([...(german?.keys() ?? [])]).toEqual([...(english?.keys() ?? [])]);
  for (const [key, text] of english ?? []) {
    expect(german?.get(key)?.match(/\{\{ \w+ \}\}/g), key).toEqual(text.match(/\{\{ \w+ \}\}/g));
  }
});

test('a setting that a block reads is in its schema, and none is there for nothing', () => {
  for (const { liquid, schema } of blocks) {
    const read = new Set(liquid.match(/(?<=block\.settings\.)\w+/g));
    const offered = schema.settings.flatMap((setting) => ('id' in setting ? [setting.id] : []));
    expect([...read].sort()).toEqual(offered.sort());
  }
});

test('the assets that a schema names exist, and no other asset does', () => {
  const named = blocks.flatMap(({ schema }) => [schema.javascript, schema.stylesheet]).filter(Boolean);
  expect(
    filesIn('assets')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(named.sort());
});

test('the storefront pays less than 4 KB for the capture, and Shopify’s limits are far away', () => {
  const assets = new Map(filesIn('assets').map((file) => [file.name, file.gzipBytes]));
  expect(assets.get('referral-capture.js')).toBeLessThan(4_000);
  expect(assets.get('recommended-by.js')).toBeLessThan(4_000);
  expect(assets.get('recommended-by.css')).toBeLessThan(2_000);
  expect(sum([...filesIn('blocks'), ...filesIn('snippets')].map(({ bytes }) => bytes))).toBeLessThan(100_000);
  expect(blocks.length).toBeLessThanOrEqual(30);
  for (const { bytes } of filesIn('locales')) expect(bytes).toBeLessThan(15_000);
});

test('the scripts are plain and alone: no import, no module, nothing from another address', () => {
  for (const { text } of filesIn('assets')) expect(text).not.toMatch(/\bimport\b|\brequire\(|https?:\/\//);
});
