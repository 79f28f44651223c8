// Goal: what we tell Shopify is what the code does. Method: the configuration is parsed as strictly as its format allows
// and compared with the code, Shopify's schema and our own documents; every rule is also fed a file that breaks it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { TOPICS } from '#app/services/inbox/read-delivery.ts';
import { API_VERSION } from '#app/shopify-version.ts';
import { loadAdminSchema } from '#tests/rules/admin-schema.ts';
import { appConfigSchema, topicsOf } from '#tests/rules/app-config-schema.ts';
import { filesMatching, ROOT, textOf } from '#tests/rules/project-files.ts';
import { requirementsOfDocuments, requirementsOfTopic, superfluous, unmet } from '#tests/rules/required-scopes.ts';

const toml = textOf('shopify.app.toml');
const config = appConfigSchema.parse(parse(toml));
const admin = loadAdminSchema();

const refusedWith = (from: string | RegExp, to: string) => {
  const changed = toml.replace(from, to);
  expect(changed, 'the sample changes something').not.toBe(toml);
  return appConfigSchema.safeParse(parse(changed)).success;
};

test.each([
  ['a misspelt key', 'use_legacy_install_flow', 'use_legacy_instal_flow'],
  ['the old install flow', 'use_legacy_install_flow = false', 'use_legacy_install_flow = true'],
  ['a scope that is none', 'read_orders', 'orders'],
  ['a scope twice', 'read_customers,', 'read_orders,'],
  ['a topic twice', '"orders/updated"', '"orders/create"'],
  ['a missing compliance topic', '"customers/redact", ', ''],
  ['webhooks to another address', 'uri = "/webhooks/refunds"', 'uri = "https://elsewhere.example/refunds"'],
  ['a proxy on another address', 'lineage.example.com/proxy', 'elsewhere.example/proxy'],
  ['a subpath that Shopify keeps', 'subpath = "team"', 'subpath = "admin"'],
  ['plain http', 'application_url = "https', 'application_url = "http'],
  ['a version that is none', 'api_version = "2026-10"', 'api_version = "2026-11"'],
])('the configuration may not have %s', (_name, from, to) => {
  expect(refusedWith(from, to)).toBe(false);
});

test('code, configuration and extensions name one API version', () => {
  const extensions = filesMatching('extensions/*/shopify.extension.toml').map((path) => parse(textOf(path)));
  expect(extensions.length).toBeGreaterThan(0);
  expect([config.webhooks.api_version, ...extensions.map(({ api_version }) => api_version)]).toEqual(
    Array(extensions.length + 1).fill(API_VERSION),
  );
});

test('no other file of the program writes an API version', () => {
  const versions = filesMatching('app/**/*.{ts,tsx}').filter((path) =>
    /['"`/]20\d\d-(01|04|07|10)['"`/]/.test(textOf(path)),
  );
  expect(versions).toEqual(['app/shopify-version.ts']);
});

test('every topic exists in this version of the schema', () => {
  for (const topic of topicsOf(config)) expect(() => requirementsOfTopic(admin, topic)).not.toThrow();
  expect(() => requirementsOfTopic(admin, 'orders/payed')).toThrow('no topic');
});

test('the scopes are exactly what our operations and topics need', () => {
  const documents = filesMatching('app/**/*.graphql').map(textOf);
  expect(documents.length).toBeGreaterThan(0);
  const requirements = [
    ...requirementsOfDocuments(admin, documents),
    ...topicsOf(config).flatMap((topic) => requirementsOfTopic(admin, topic)),
  ];
  const { scopes, optional_scopes = [] } = config.access_scopes;
  expect(unmet(requirements, [...scopes, ...optional_scopes]), 'needed, but not asked for').toEqual([]);
  expect(superfluous(requirements, scopes), 'asked for, but not needed').toEqual([]);
});

test('the scope rule sees a missing, a superfluous and an alternative scope, and a field that does not exist', () => {
  const needs = requirementsOfDocuments(admin, ['{ orders(first: 1) { nodes { id customer { id } } } }']);
  expect(unmet(needs, ['read_orders'])).toEqual(['Customer: read_customers']);
  expect(unmet(needs, ['read_orders', 'write_customers'])).toEqual([]);
  expect(superfluous(needs, ['read_orders', 'read_customers', 'read_products'])).toEqual(['read_products']);
  expect(unmet(needs, ['read_marketplace_orders', 'read_customers']), 'one of several is enough').toEqual([]);
  const both = requirementsOfDocuments(admin, [
    'mutation { productJoinSellingPlanGroups(id: "1", sellingPlanGroupIds: []) { userErrors { message } } }',
  ]);
  expect(unmet(both, ['write_products']), 'a second scope is needed').toHaveLength(1);
  expect(unmet(requirementsOfTopic(admin, 'customers/merge'), [])).toEqual(['customers/merge: read_customer_merge']);
  expect(() => requirementsOfDocuments(admin, ['{ orders(first: 1) { nodes { colour } } }'])).toThrow('colour');
});

test('every group of topics says which file handles it, and that file exists', () => {
  const groups = toml.split('[[webhooks.subscriptions]]').slice(0, -1);
  expect(groups).toHaveLength(config.webhooks.subscriptions.length);
  for (const before of groups) {
    const [, handler] = /# Handled by: ([\w./-]+\.ts)[^\n]*\s*$/.exec(before) ?? [];
    expect(handler, before.slice(-200)).toBeDefined();
    expect(existsSync(join(ROOT, handler ?? '')), handler).toBe(true);
  }
});

test('the worker reads every topic that is subscribed to, and no other', () => {
  const compliance = config.webhooks.subscriptions.flatMap((group) =>
    'compliance_topics' in group ? group.compliance_topics : [],
  );
  expect([...topicsOf(config), ...compliance].toSorted()).toEqual([...TOPICS].toSorted());
});
