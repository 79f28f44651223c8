/** One condition of Shopify's search syntax: `field:operator value`. */
interface Condition {
  field: string;
  operator: '>=' | '>' | '<=' | '<' | '=';
  value: string;
  isNegated: boolean;
}

const CONDITION = /(-|NOT\s+)?([a-z_]+):(>=|<=|>|<)?(?:'([^']*)'|"([^"]*)"|([^\s()]+))/gi;

function conditionsOf(query: string): Condition[] {
  return [...query.matchAll(CONDITION)].map((match) => ({
    isNegated: match[1] !== undefined,
    field: (match[2] ?? '').toLowerCase(),
    operator: (match[3] ?? '=') as Condition['operator'],
    value: match[4] ?? match[5] ?? match[6] ?? '',
  }));
}

/** How a field of an item is compared: instants, numbers, or one of several words. */
export type Searchable = { instant: string } | { number: bigint } | { words: string[] };

function holds(searchable: Searchable, { operator, value }: Condition): boolean {
  if ('words' in searchable)
    return value === '*' || searchable.words.some((word) => word.toLowerCase() === value.toLowerCase());
  const isInstant = 'instant' in searchable;
  const left = isInstant ? BigInt(Date.parse(searchable.instant)) : searchable.number;
  const right = isInstant ? BigInt(instantOf(value)) : BigInt(/^\d+$/.test(value) ? value : '0');
  switch (operator) {
    case '>=':
      return left >= right;
    case '>':
      return left > right;
    case '<=':
      return left <= right;
    case '<':
      return left < right;
    case '=':
      return isInstant && /^\d{4}-\d\d-\d\d$/.test(value)
        ? left >= right && left < right + 86_400_000n
        : left === right;
  }
}

function instantOf(value: string): number {
  const parsed = Date.parse(value);
  if (Number.isNaN(parsed)) throw new Error(`Invalid date in search: ${value}`);
  return parsed;
}

/**
 * A filter for `query:` arguments joined by spaces, AND or OR (OR of single conditions). A field that the resource does
 * not have is ignored with a warning, as the API does.
 */
export function searchFilter<T>(
  query: string | null | undefined,
  fieldsOf: (item: T) => Record<string, Searchable>,
  warnings: string[],
) {
  if (!query?.trim()) return () => true;
  const groups = query.split(/\s+OR\s+/).map(conditionsOf);
  const warned = new Set<string>();
  return (item: T): boolean => {
    const fields = fieldsOf(item);
    return groups.some((conditions) =>
      conditions.every((condition) => {
        const searchable = fields[condition.field];
        if (searchable) return holds(searchable, condition) !== condition.isNegated;
        if (condition.field !== 'status' && !warned.has(condition.field)) {
          warned.add(condition.field);
          warnings.push(`Invalid search field for this query: ${condition.field}`);
        }
        return true;
      }),
    );
  };
}
