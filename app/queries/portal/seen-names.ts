import { partnersByNumber } from '#app/adapters/db/repositories/partners.server.ts';
import type { Tx } from '#app/adapters/db/transaction.server.ts';
import { shownName } from '#app/queries/portal/person-name.ts';
import { visibleTo } from '#app/queries/portal/sight.ts';

/** Names as partners see each other, of those among the numbers whom this viewer may see; the others are not sent. */
export async function seenNames(
  tx: Tx,
  { viewer, numbers, now }: { viewer: number; numbers: readonly number[]; now: Date },
): Promise<Map<number, string>> {
  if (numbers.length === 0) return new Map();
  const visible = await visibleTo(tx, { viewer, numbers, now });
  const people = await partnersByNumber(tx, [...visible]);
  return new Map(people.map((person) => [person.number, shownName(person)]));
}
