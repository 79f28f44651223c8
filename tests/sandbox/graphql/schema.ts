import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { packageFolder } from '#tests/sandbox/package-folder.ts';

interface ScopeItem {
  typeName: string;
  fieldName?: string;
  requiredAccess: string;
  offlineScopes: string[];
}

interface SchemaFile {
  data: IntrospectionQuery;
  offline_scopes: { items: ScopeItem[] };
}

/** What a type or a field asks of the token: one of the scopes, or all of them. */
export interface AccessRule {
  scopes: string[];
  needsAll: boolean;
  text: string;
}

export interface AdminSchema {
  schema: GraphQLSchema;
  /** By `Type` and by `Type.field`. */
  rules: Map<string, AccessRule>;
}

const NEEDS_ALL = /\bboth\b|as well as|Also: (?:The app )?[Rr]equires|app must have/;
const loaded = new Map<string, AdminSchema>();

/** Shopify's own Admin schema of a version, with the access scopes that its types and fields require. */
export function adminSchema(version: string): AdminSchema {
  const known = loaded.get(version);
  if (known) return known;
  const file = join(packageFolder('@shopify/dev-mcp'), 'dist', 'data', `admin_${version}.json.gz`);
  const { data, offline_scopes } = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as SchemaFile;
  const rules = new Map<string, AccessRule>();
  for (const { typeName, fieldName, requiredAccess, offlineScopes } of offline_scopes.items) {
    if (offlineScopes.length === 0) continue;
    const key = fieldName === undefined ? typeName : `${typeName}.${fieldName}`;
    const needsAll = NEEDS_ALL.test(requiredAccess) && !/ or /.test(requiredAccess);
    rules.set(key, { scopes: [...new Set(offlineScopes)], needsAll, text: requiredAccess });
  }
  const made = { schema: buildClientSchema(data, { assumeValid: true }), rules };
  loaded.set(version, made);
  return made;
}
