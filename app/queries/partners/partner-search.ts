import { sql, type Sql } from '#app/adapters/db/sql.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { foldCode } from '#app/domain/attribution/codes.ts';
import { foldName } from '#app/domain/partners/fold-name.ts';
import { IN_THE_TREE } from '#app/domain/partners/partner-status.ts';

/** Greater than everything that begins with the prefix, in byte order. */
const endOf = (prefix: string): string => `${prefix}\u{10ffff}`;

/** Partner numbers have at most so many digits; more would not fit the column. */
const DIGITS_MAX = 9;

/** Everything that begins with `digits` as ranges of integers: `10` is 10, 100-109, 1000-1099 … */
function numberRanges(digits: string): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (let length = digits.length; length <= DIGITS_MAX; length++) {
    const scale = 10 ** (length - digits.length);
    ranges.push({ from: Number(digits) * scale, to: (Number(digits) + 1) * scale - 1 });
  }
  return ranges;
}

/** No code is shorter, so nothing shorter is looked for among them. */
const CODE_PREFIX_MIN = 3;

/** One place to look in: a condition on `partner p` that one index answers. */
function places(tx: Tx, text: string): Sql[] {
  const name = foldName(text);
  const external = text.trim();
  const found = [
    sql`(p.search_name >= ${name} and p.search_name < ${endOf(name)})`,
    sql`(p.search_last >= ${name} and p.search_last < ${endOf(name)})`,
    sql`(p.external_number >= ${external} and p.external_number < ${endOf(external)})`,
  ];
  const code = foldCode(text);
  if (code.length >= CODE_PREFIX_MIN) {
    found.push(sql`p.number = any(array(select c.number from partner_code c
      where c.network_id = ${tx.networkId} and c.folded >= ${code} and c.folded < ${endOf(code)}))`);
  }
  if (/^\d{1,9}$/.test(external)) {
    for (const { from, to } of numberRanges(external)) found.push(sql`p.number between ${from}::int and ${to}::int`);
  }
  return found;
}

/**
 * Partners `p` whose name, last name, number, imported number or code begins with `text`. Ranges in byte order only, because
 * row-level security keeps other operators from using an index (design 4, search).
 */
export function beginsWith(tx: Tx, text: string): Sql {
  const [first = sql`false`, ...others] = places(tx, text);
  return sql`(${others.reduce((joined, place) => sql`${joined} or ${place}`, first)})`;
}

/** The first few numbers from each place: enough for a list of suggestions, however many begin so. */
export function firstNumbers(tx: Tx, text: string, each: number): Sql {
  const [first = sql`false`, ...others] = places(tx, text);
  const some = (place: Sql) => sql`(select p.number from partner p
    where p.network_id = ${tx.networkId} and p.number > 0 and p.status = any(${IN_THE_TREE}::text[]) and ${place}
    limit ${each})`;
  return others.reduce((joined, place) => sql`${joined} union ${some(place)}`, some(first));
}
