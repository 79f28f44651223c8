import { execute, GraphQLError, parse, validate, type DocumentNode, type GraphQLFieldResolver } from 'graphql';
import { requireAccess } from '#tests/sandbox/graphql/access.ts';
import type { QueryContext } from '#tests/sandbox/graphql/context.ts';
import { QUERY_COST_MAX, requestedCost } from '#tests/sandbox/graphql/cost.ts';
import { mutationRoot, queryRoot } from '#tests/sandbox/graphql/roots.ts';
import type { Throttle } from '#tests/sandbox/graphql/throttle.ts';
import { json, type Reply } from '#tests/sandbox/http/exchange.ts';

/** A parsed and validated query is used again: apps send the same few. */
const documents = new Map<string, DocumentNode | readonly GraphQLError[]>();

function documentOf(source: string, { schema }: QueryContext): DocumentNode | readonly GraphQLError[] {
  const known = documents.get(source);
  if (known) return known;
  const made = parsed(source);
  const errors = Array.isArray(made) ? made : validate(schema.schema, made as DocumentNode);
  const result = errors.length > 0 ? (errors as readonly GraphQLError[]) : (made as DocumentNode);
  documents.set(source, result);
  return result;
}

function parsed(source: string): DocumentNode | GraphQLError[] {
  try {
    return parse(source);
  } catch (error) {
    return [error as GraphQLError];
  }
}

const resolveField: GraphQLFieldResolver<Record<string, unknown> | undefined, QueryContext> = (
  source,
  args,
  context,
  info,
) => {
  requireAccess(context.schema, context.token.scopes, info);
  const value = source?.[info.fieldName];
  if (value === undefined) {
    throw new GraphQLError(`The stand-in does not hold ${info.parentType.name}.${info.fieldName}`, {
      nodes: info.fieldNodes,
    });
  }
  return typeof value === 'function' ? (value as (args: unknown) => unknown)(args) : value;
};

/** Runs a query against the real schema over the shop's state and answers as `graphql.json` does. */
export async function answerQuery(body: string, context: QueryContext, bucket: Throttle): Promise<Reply> {
  const wait = bucket.retryAfter();
  if (wait !== null)
    return json(
      429,
      { errors: 'Exceeded rate limit. Reduce request rates to resume uninterrupted service.' },
      { 'retry-after': wait.toFixed(1) },
    );
  const request = requestOf(body);
  if (!request) return json(400, { errors: { query: 'Required parameter missing or invalid' } });
  const document = documentOf(request.query, context);
  if (!('kind' in document)) return json(200, { errors: document.map(shown) });
  const cost = requestedCost(context.schema.schema, document, request.variables);
  if (cost > QUERY_COST_MAX) return json(200, { errors: [tooCostly(cost)] });
  if (!bucket.take(cost, context.now)) {
    const error = {
      message: 'Throttled',
      extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/limits' },
    };
    return json(200, {
      errors: [error],
      extensions: { cost: { requestedQueryCost: cost, actualQueryCost: null, throttleStatus: bucket.status() } },
    });
  }
  const mutation = document.definitions.some(
    (one) => one.kind === 'OperationDefinition' && one.operation === 'mutation',
  );
  const result = await execute({
    schema: context.schema.schema,
    document,
    rootValue: mutation ? mutationRoot(context) : queryRoot(context),
    contextValue: context,
    variableValues: request.variables,
    operationName: request.operationName ?? null,
    fieldResolver: resolveField,
    typeResolver: (value) => (value as { __typename?: string }).__typename,
  });
  const search = context.warnings.length > 0 ? { search: context.warnings.map((message) => ({ message })) } : {};
  const extensions = {
    cost: { requestedQueryCost: cost, actualQueryCost: cost, throttleStatus: bucket.status() },
    ...search,
  };
  return json(200, {
    ...(result.data !== undefined && { data: result.data }),
    ...(result.errors && { errors: result.errors.map(shown) }),
    extensions,
  });
}

const shown = (error: GraphQLError) => error.toJSON();

const tooCostly = (cost: number) => ({
  message: `Query cost is ${cost}, which exceeds the single query max cost limit (${QUERY_COST_MAX}).`,
  extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: QUERY_COST_MAX },
});

function requestOf(body: string): { query: string; variables: Record<string, unknown>; operationName?: string } | null {
  try {
    const value = JSON.parse(body) as { query?: unknown; variables?: unknown; operationName?: unknown };
    if (typeof value.query !== 'string') return null;
    return {
      query: value.query,
      variables: (value.variables ?? {}) as Record<string, unknown>,
      ...(typeof value.operationName === 'string' && { operationName: value.operationName }),
    };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
