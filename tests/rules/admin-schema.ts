import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from 'graphql';
import { z } from 'zod';
import { API_VERSION } from '#app/shopify-version.ts';
import { ROOT } from '#tests/rules/project-files.ts';

const accessSchema = z.object({
  typeName: z.string(),
  fieldName: z.string().optional(),
  requiredAccess: z.string(),
  offlineScopes: z.array(z.string()),
});

/** What a type or field asks for: every entry must hold, and each is met by any one of its scopes. */
export type Requirement = { of: string; anyOf: string[] };

export type AdminSchema = {
  schema: GraphQLSchema;
  /** Requirements of a type (`Customer`) or a field (`QueryRoot.ordersCount`). */
  requirementsOf(name: string): Requirement[];
};

/** Shopify's Admin schema of our version with the access scopes it documents, from a package: no network. */
export function loadAdminSchema(): AdminSchema {
  const packed = readFileSync(join(ROOT, `node_modules/@shopify/dev-mcp/dist/data/admin_${API_VERSION}.json.gz`));
  const { data, offline_scopes } = JSON.parse(gunzipSync(packed).toString()) as {
    data: IntrospectionQuery;
    offline_scopes: { items: unknown };
  };
  const requirements = new Map<string, Requirement[]>();
  for (const { typeName, fieldName, requiredAccess, offlineScopes } of z
    .array(accessSchema)
    .parse(offline_scopes.items)) {
    const of = fieldName ? `${typeName}.${fieldName}` : typeName;
    if (offlineScopes.length > 0)
      requirements.set(
        of,
        alternatives(requiredAccess, offlineScopes).map((anyOf) => ({ of, anyOf })),
      );
  }
  return {
    schema: buildClientSchema(data, { assumeValid: true }),
    requirementsOf: (name) => requirements.get(name) ?? [],
  };
}

/**
 * "`a` access scope or `b`" is one requirement with two ways, "`a` as well as any of `b`, `c`" are two requirements. Of
 * "`a` for queries and both `a` as well as `b` for mutations" the first is taken: what is read asks for `a`.
 */
function alternatives(sentence: string, scopes: string[]): string[][] {
  const [reading = ''] = sentence.split(' for queries and ');
  const parts = reading
    .split(/ as well as | and |Also: /)
    .map((part) => part.match(/(?<=`)(read|write)_[a-z_]+(?=`)/g) ?? []);
  const named = parts.filter((part) => part.length > 0).map((part) => [...part]);
  return named.length > 0 ? named : [scopes];
}
