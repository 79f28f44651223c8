import { getNamedType, GraphQLError, type GraphQLResolveInfo } from 'graphql';
import type { AccessRule, AdminSchema } from '#tests/sandbox/graphql/schema.ts';

/** A write scope carries the read scope of the same name. */
export function covers(granted: readonly string[], scope: string): boolean {
  if (granted.includes(scope)) return true;
  return scope.startsWith('read_') && granted.includes(scope.replace('read_', 'write_'));
}

const isCovered = (rule: AccessRule, granted: readonly string[]) =>
  rule.needsAll
    ? rule.scopes.every((scope) => covers(granted, scope))
    : rule.scopes.some((scope) => covers(granted, scope));

/** Throws what Shopify answers for a field that the token's scopes do not reach. @throws GraphQLError ACCESS_DENIED */
export function requireAccess(schema: AdminSchema, granted: readonly string[], info: GraphQLResolveInfo) {
  const returned = getNamedType(info.returnType).name;
  const held = returned.replace(/(Connection|Edge)$/, '');
  const keys = [`${info.parentType.name}.${info.fieldName}`, info.parentType.name, returned, held];
  for (const key of keys) {
    const rule = schema.rules.get(key);
    if (!rule || isCovered(rule, granted)) continue;
    throw new GraphQLError(`Access denied for ${info.fieldName} field. Required access: ${rule.text}`, {
      nodes: info.fieldNodes,
      extensions: {
        code: 'ACCESS_DENIED',
        documentation: 'https://shopify.dev/api/usage/access-scopes',
        requiredAccess: rule.text,
      },
    });
  }
}
