/** A piece of SQL with its values apart: values never become text. */
export interface Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
}

const isSql = (value: unknown): value is Sql =>
  typeof value === 'object' && value !== null && 'strings' in value && 'values' in value;

/** SQL as a tagged template; a nested piece is spliced in, everything else becomes a parameter. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Sql {
  const outStrings: string[] = [strings[0] ?? ''];
  const outValues: unknown[] = [];
  values.forEach((value, index) => {
    const after = strings[index + 1] ?? '';
    const last = outStrings.length - 1;
    if (!isSql(value)) {
      outValues.push(value);
      outStrings.push(after);
      return;
    }
    outStrings[last] += value.strings[0] ?? '';
    outStrings.push(...value.strings.slice(1));
    outValues.push(...value.values);
    outStrings[outStrings.length - 1] += after;
  });
  return { strings: outStrings, values: outValues };
}

/** Nothing, for a piece that is left out. */
export const NOTHING: Sql = sql``;

/** Pieces joined by ` and `; `true` for none. */
export function allOf(conditions: readonly Sql[]): Sql {
  const [first, ...rest] = conditions;
  if (!first) return sql`true`;
  return rest.reduce((joined, condition) => sql`${joined} and ${condition}`, first);
}

/** The statement as node-postgres takes it: `$1, $2 …` */
export function toQuery(statement: Sql): { text: string; values: unknown[] } {
  const text = statement.strings.reduce((joined, piece, index) => `${joined}$${index}${piece}`);
  return { text, values: [...statement.values] };
}
