import type { Case } from '#app/domain/case/case-schema.ts';

/** The month in which worked examples happen. */
export const EXAMPLE_PERIOD: Case['period'] = {
  start: '2026-11-01T00:00:00Z',
  end: '2026-12-01T00:00:00Z',
  cadence: 'month',
};

const JOINED = '2026-01-01T00:00:00Z';

/** Partners from their sponsors, by number; 0 is the house account. All are active since the start of the year, or as `joined` says. */
export function people(
  sponsorOf: Readonly<Record<number, number>>,
  joined: Readonly<Record<number, string>> = {},
): Case['partners'] {
  return Object.entries(sponsorOf).map(([text, sponsor]) => {
    const number = Number(text);
    const since = joined[number] ?? JOINED;
    return { number, joined: since, sponsors: [{ from: since, sponsor }] };
  });
}

/** An order of `net` on a day of the month, by a customer of a partner. */
export function sale(id: number, partner: number, net: string, day = 3): Case['orders'][number] {
  const paid = `2026-11-${String(day).padStart(2, '0')}T12:00:00Z`;
  return { id, partner, customer: 900_000 + id, paid, lines: [{ net }] };
}

/** Positions of a tree, numbered from 1 in the order of the list. */
export function placed(
  tree: string,
  seats: readonly { readonly owner: number; readonly parent: number; readonly slot: number }[],
): NonNullable<Case['positions']> {
  return seats.map(({ owner, parent, slot }, index) => ({
    tree,
    number: index + 1,
    owner,
    slot,
    edges: [{ from: JOINED, parent }],
  }));
}
