import {
  getNamedType,
  isEnumType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
} from 'graphql';
import type { AdminSchema, Requirement } from '#tests/rules/admin-schema.ts';

/** Scopes that our GraphQL documents ask for, by every type and field they touch. @throws where a document is invalid */
export function requirementsOfDocuments(admin: AdminSchema, sources: string[]): Requirement[] {
  const document: DocumentNode = parse(sources.join('\n'));
  const errors = validate(admin.schema, document);
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  const touched = new Set<string>();
  const info = new TypeInfo(admin.schema);
  const noteField = () => {
    const parent = info.getParentType();
    const output = info.getType();
    if (parent) touched.add(parent.name).add(`${parent.name}.${info.getFieldDef()?.name}`);
    if (output) touched.add(getNamedType(output).name);
  };
  visit(document, visitWithTypeInfo(info, { Field: noteField }));
  return [...touched].flatMap((name) => admin.requirementsOf(name));
}

/** Scopes that a webhook topic asks for, as the schema's description of the topic says. @throws on an unknown topic */
export function requirementsOfTopic(admin: AdminSchema, topic: string): Requirement[] {
  const topics = admin.schema.getType('WebhookSubscriptionTopic');
  const value = isEnumType(topics) ? topics.getValue(topic.replace('/', '_').toUpperCase()) : null;
  if (!value) throw new Error(`Shopify knows no topic ${topic}`);
  if (value.deprecationReason) throw new Error(`${topic} is deprecated: ${value.deprecationReason}`);
  const [, list] =
    /Requires (?:the|at least one of the following scopes:)([\s\S]+)/.exec(value.description ?? '') ?? [];
  const anyOf = list?.match(/\b(read|write)_[a-z_]+/g) ?? [];
  return anyOf.length > 0 ? [{ of: topic, anyOf }] : [];
}

/** Requirements that `scopes` leave open; a write scope includes reading. */
export function unmet(requirements: Requirement[], scopes: string[]): string[] {
  const held = new Set([...scopes, ...scopes.map((scope) => scope.replace(/^write_/, 'read_'))]);
  return requirements
    .filter(({ anyOf }) => !anyOf.some((scope) => held.has(scope)))
    .map(({ of, anyOf }) => `${of}: ${anyOf.join(' or ')}`);
}

/** Scopes that could go: without them nothing is left open. */
export function superfluous(requirements: Requirement[], scopes: string[]): string[] {
  return scopes.filter(
    (scope) =>
      unmet(
        requirements,
        scopes.filter((other) => other !== scope),
      ).length === 0,
  );
}
