import {
  getNamedType,
  getVariableValues,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  valueFromAST,
  visit,
  visitWithTypeInfo,
  TypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
} from 'graphql';

const DEFAULT_SIZE = 10;
/** Small value objects that the API does not charge for. */
const FREE = new Set(['MoneyBag', 'MoneyV2', 'PageInfo', 'Attribute', 'TaxLine', 'Count']);
/** Shopify charges far less than a point for every object of a page; its exact scale is not public, a quarter is near it. */
const PAGE_SHARE = 4;

export const QUERY_COST_MAX = 1000;

/** What a query is charged before it runs: a point per object, pages by their size, ten for a mutation. */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): number {
  const info = new TypeInfo(schema);
  const sizes = withDefaults(schema, document, variables);
  const factors: number[] = [1];
  let cost = 0;
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter(field) {
          const type = info.getType();
          const factor = factors.at(-1) ?? 1;
          const named = type ? getNamedType(type) : null;
          if (info.getParentType()?.name === schema.getMutationType()?.name) cost += 10 * factor;
          else if (named && isCompositeType(named) && !FREE.has(named.name)) cost += factor;
          factors.push(factor * pageFactor(field, info, sizes, type));
        },
        leave() {
          factors.pop();
        },
      },
    }),
  );
  return Math.max(1, Math.ceil(cost));
}

/** The variables as the query runs with them: those left out have their defaults. */
function withDefaults(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>) {
  const operation = document.definitions.find((one) => one.kind === 'OperationDefinition');
  return getVariableValues(schema, operation?.variableDefinitions ?? [], variables).coerced ?? variables;
}

function pageFactor(
  field: FieldNode,
  info: TypeInfo,
  variables: Record<string, unknown>,
  type: ReturnType<TypeInfo['getType']>,
): number {
  if (!type) return 1;
  const inner = isNonNullType(type) ? type.ofType : type;
  const isConnection = isObjectType(inner) && inner.name.endsWith('Connection');
  if (!isConnection && !(isListType(inner) && field.arguments?.length)) return 1;
  for (const name of ['first', 'last']) {
    const argument = field.arguments?.find((one) => one.name.value === name);
    const declared = info.getFieldDef()?.args.find((one) => one.name === name);
    const size = argument && declared ? valueFromAST(argument.value, declared.type, variables) : undefined;
    if (typeof size === 'number') return Math.max(1, size / PAGE_SHARE);
  }
  return Math.max(1, DEFAULT_SIZE / PAGE_SHARE);
}
