import { GraphQLError } from 'graphql';
import type { Args, View } from '#tests/sandbox/graphql/context.ts';

const PAGE_MAX = 250;

/** Sort key of an item: a value and the id that breaks ties; both compare as text or numbers of equal kind. */
export type SortKey = readonly [string | number | bigint, bigint];

const encode = ([value, id]: SortKey) =>
  Buffer.from(JSON.stringify([typeof value === 'bigint' ? `n${value}` : value, id.toString()])).toString('base64url');

function decode(cursor: string): SortKey {
  try {
    const [value, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string | number, string];
    return [typeof value === 'string' && /^n\d+$/.test(value) ? BigInt(value.slice(1)) : value, BigInt(id)];
  } catch (error) {
    throw new GraphQLError(`Invalid cursor for current pagination sort: ${cursor}`, { originalError: error as Error });
  }
}

function compare(a: SortKey, b: SortKey): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1;
}

/** A page by keyset: `first`/`after` or `last`/`before` over the items in the order of their keys. */
export function connection<T>(
  items: readonly T[],
  args: Args,
  keyOf: (item: T) => SortKey,
  view: (item: T) => View,
): View {
  const { first, last } = args as { first?: number | null; last?: number | null };
  const size = first ?? last;
  if (typeof size !== 'number') throw new GraphQLError('you must provide one of first or last');
  if (size < 0 || size > PAGE_MAX)
    throw new GraphQLError(`${first === undefined ? 'last' : 'first'} must be from 0 to ${PAGE_MAX}`);
  const sign = args.reverse === true ? -1 : 1;
  let all = items.map((item) => ({ item, key: keyOf(item) })).sort((a, b) => sign * compare(a.key, b.key));
  const whole = all.length;
  if (typeof args.after === 'string') {
    const after = decode(args.after);
    all = all.filter(({ key }) => sign * compare(key, after) > 0);
  }
  if (typeof args.before === 'string') {
    const before = decode(args.before);
    all = all.filter(({ key }) => sign * compare(key, before) < 0);
  }
  const isForward = typeof first === 'number';
  const page = isForward ? all.slice(0, size) : all.slice(Math.max(0, all.length - size));
  const edges = page.map(({ item, key }) => ({ cursor: encode(key), node: view(item) }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: isForward ? all.length > page.length : typeof args.before === 'string' && whole > all.length,
      hasPreviousPage: isForward ? typeof args.after === 'string' && whole > all.length : all.length > page.length,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A connection in the order of the list itself, as lines and transactions come. */
export const listConnection = <T>(items: readonly T[], args: Args, view: (item: T) => View) =>
  connection(
    [...items.entries()],
    args,
    ([index]) => [index, BigInt(index)],
    ([, item]) => view(item),
  );
