import { foldCode } from '#app/domain/attribution/codes.ts';
import { checkImportRows, type CheckedRow } from '#app/domain/partners/check-import-rows.ts';
import type {
  ImportError,
  ImportPlan,
  ImportRow,
  ImportSponsor,
  KnownPartner,
  PlannedPartner,
} from '#app/domain/partners/import-plan.ts';

const HOUSE = 0;

/**
 * What an import would do: the new partners with sponsors first, and every error by its line. A sponsor is looked for among
 * the external numbers of the file, then the known partners' external numbers, numbers and codes; without one a partner hangs
 * under the house account, so a file may have several roots (design 9.12). Whoever is below a faulty line is left out
 * without an error of its own. Linear in lines and known partners.
 */
export function planImport(rows: readonly ImportRow[], known: readonly KnownPartner[]): ImportPlan {
  const checked = checkImportRows(rows, known);
  const sponsorOf = sponsorLookup(rows, known);
  const partners = new Map<number, PlannedPartner>();
  const errors = [...checked.errors];
  for (const row of checked.rows) {
    const sponsor = row.sponsor === null ? ({ kind: 'known', number: HOUSE } as const) : sponsorOf(row.sponsor);
    if (sponsor) partners.set(row.line, planned(row, sponsor));
    else errors.push({ line: row.line, code: 'unknown-sponsor', sponsor: row.sponsor ?? '' });
  }
  const { ordered, cycles } = inSponsorOrder(partners);
  return { partners: ordered, errors: [...errors, ...cycles].toSorted((a, b) => a.line - b.line) };
}

const planned = ({ sponsor: _text, ...row }: CheckedRow, sponsor: ImportSponsor): PlannedPartner => ({
  ...row,
  sponsor,
});

/** Faulty lines can be named too: their error is told once, and not again by all below them. */
function sponsorLookup(
  rows: readonly ImportRow[],
  known: readonly KnownPartner[],
): (text: string) => ImportSponsor | null {
  const found = new Map<string, ImportSponsor>();
  const codes = new Map<string, ImportSponsor>();
  for (const { number, codes: own } of known) {
    found.set(number.toString(), { kind: 'known', number });
    for (const code of own) codes.set(foldCode(code), { kind: 'known', number });
  }
  for (const { number, externalNumber } of known) {
    if (externalNumber !== null) found.set(externalNumber, { kind: 'known', number });
  }
  for (const { line, externalNumber } of rows) {
    const own = externalNumber?.trim();
    if (own) found.set(own, { kind: 'line', line });
  }
  return (text) => found.get(text) ?? codes.get(foldCode(text)) ?? null;
}

/** Walks up from every line, without the language's stack: a file may be one chain of 100,000. */
function inSponsorOrder(partners: ReadonlyMap<number, PlannedPartner>): {
  ordered: PlannedPartner[];
  cycles: ImportError[];
} {
  const ordered: PlannedPartner[] = [];
  const cycles: ImportError[] = [];
  /** Lines that were walked, and whether they reach somebody known. */
  const reaches = new Map<number, boolean>();
  for (const start of partners.values()) {
    const path: PlannedPartner[] = [];
    const onPath = new Set<number>();
    let at: PlannedPartner | undefined = start;
    while (at && !reaches.has(at.line) && !onPath.has(at.line)) {
      path.push(at);
      onPath.add(at.line);
      at = at.sponsor.kind === 'line' ? partners.get(at.sponsor.line) : undefined;
    }
    if (at && onPath.has(at.line)) cycles.push(cycleError(path.slice(path.indexOf(at))));
    const isReached = at ? (reaches.get(at.line) ?? false) : path.at(-1)?.sponsor.kind === 'known';
    for (const partner of path.toReversed()) {
      reaches.set(partner.line, isReached);
      if (isReached) ordered.push(partner);
    }
  }
  return { ordered, cycles };
}

/** From the cycle's first line up to itself again. */
function cycleError(members: PlannedPartner[]): ImportError {
  const line = Math.min(...members.map((member) => member.line));
  const start = members.findIndex((member) => member.line === line);
  const turned = [...members.slice(start), ...members.slice(0, start + 1)];
  const path = turned.map((member) => ({ line: member.line, name: `${member.firstName} ${member.lastName}`.trim() }));
  return { line, code: 'cycle', path };
}
