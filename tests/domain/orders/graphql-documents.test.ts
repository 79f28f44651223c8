import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, parse, validate, type IntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';

// Goal: the documents ask for nothing that Shopify's real Admin schema of our version lacks.
const packed = readFileSync('node_modules/@shopify/dev-mcp/dist/data/admin_2026-10.json.gz');
const { data } = JSON.parse(gunzipSync(packed).toString()) as { data: IntrospectionQuery };
const schema = buildClientSchema(data, { assumeValid: true });
const read = (name: string) => readFileSync(`app/adapters/shopify/graphql/${name}.graphql`, 'utf8');

test.each(['order', 'product', 'shop'])('%s.graphql is valid against Shopify’s schema', (name) => {
  expect(validate(schema, parse(read(name)))).toEqual([]);
});

test('a field that Shopify does not have is found', () => {
  const wrong = read('order').replace('cancelReason', 'cancelMood');
  expect(validate(schema, parse(wrong)).map((error) => error.message)).toEqual([expect.stringContaining('cancelMood')]);
});
