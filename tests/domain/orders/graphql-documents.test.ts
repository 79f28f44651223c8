import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
  buildClientSchema,
  getNamedType,
  isCompositeType,
  Kind,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type FieldNode,
  type IntrospectionQuery,
  type OperationDefinitionNode,
} from 'graphql';
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

/** Shopify's points, counted the strict way: 1 per object, 2 and as many as asked for per connection; lists count once. */
function pointsOf(name: string, operation: OperationDefinitionNode): number {
  const document = parse(read(name));
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const defaults = new Map(
    (operation.variableDefinitions ?? []).map((one) => [one.variable.name.value, one.defaultValue]),
  );
  const objects = new Set<FieldNode>();
  const types = new TypeInfo(schema);
  const note = {
    enter: (field: FieldNode) => void (isCompositeType(getNamedType(types.getType())) && objects.add(field)),
  };
  visit(document, visitWithTypeInfo(types, { Field: note }));
  const sizeOf = (field: FieldNode): number | null => {
    const first = field.arguments?.find((argument) => argument.name.value === 'first')?.value;
    const value = first?.kind === Kind.VARIABLE ? defaults.get(first.name.value) : first;
    return value?.kind === Kind.INT ? Number(value.value) : null;
  };
  const cost = (selections: readonly { kind: Kind }[]): number =>
    selections.reduce((points, node) => {
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get((node as unknown as FieldNode).name.value);
        return points + (fragment ? cost(fragment.selectionSet.selections) : 0);
      }
      const field = node as FieldNode;
      const size = sizeOf(field);
      const inner = cost(field.selectionSet?.selections ?? []);
      if (size !== null) return points + 2 + size * inner;
      return points + (objects.has(field) ? 1 : 0) + inner;
    }, 0);
  return cost(operation.selectionSet.selections);
}

test.each(['order', 'product', 'shop'])('no query of %s.graphql asks for more than Shopify allows at once', (name) => {
  for (const definition of parse(read(name)).definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    expect(pointsOf(name, definition), definition.name?.value).toBeLessThanOrEqual(1000);
  }
});
