import type { CaseDocument } from '#tests/second-opinion/document.ts';

/** A partner, or one of his positions in a placement tree. */
export interface Node {
  readonly node: number;
  readonly owner: number;
}

/** The last of dated facts that began at or before an instant; among equal ones the later recorded. */
function inForce<T extends { from: string }>(facts: readonly T[], at: number): T | undefined {
  return facts.filter(({ from }) => Date.parse(from) <= at).reduce<T | undefined>(later, undefined);
}

function later<T extends { from: string }>(found: T | undefined, fact: T): T {
  return found !== undefined && Date.parse(found.from) > Date.parse(fact.from) ? found : fact;
}

/** The last instant of the period: what "at its end" means for trees and statuses. */
export const lastInstant = ({ period }: CaseDocument) => Date.parse(period.end) - 1;

export function statusAt({ partners }: CaseDocument, partner: number, at: number) {
  const found = partners.find(({ number }) => number === partner);
  if (found === undefined || at < Date.parse(found.joined)) return 'unknown';
  return found.statuses === undefined ? 'active' : (inForce(found.statuses, at)?.status ?? 'unknown');
}

export function sponsorAt({ partners }: CaseDocument, partner: number, at: number): number {
  const found = partners.find(({ number }) => number === partner);
  return (found && inForce(found.sponsors, at)?.sponsor) ?? 0;
}

/** Where a partner stands in a tree: himself in the sponsor tree, else his first position, if any. */
export function nodeOf({ positions = [] }: CaseDocument, tree: string, partner: number): Node | null {
  if (partner === 0) return null;
  if (tree === 'sponsor') return { node: partner, owner: partner };
  const own = positions.filter((position) => position.tree === tree && position.owner === partner);
  const first = Math.min(...own.map(({ number }) => number));
  return own.length === 0 ? null : { node: first, owner: partner };
}

export function parentAt(given: CaseDocument, tree: string, { node }: Node, at: number): Node | null {
  if (tree === 'sponsor') return nodeOf(given, tree, sponsorAt(given, node, at));
  const position = given.positions?.find((one) => one.tree === tree && one.number === node);
  const parent = (position && inForce(position.edges, at)?.parent) ?? 0;
  const above = given.positions?.find((one) => one.tree === tree && one.number === parent);
  return above ? { node: above.number, owner: above.owner } : null;
}

/** A node and everybody above it, nearest first; the house account is left out. */
export function upwards(given: CaseDocument, tree: string, from: Node | null, at: number): Node[] {
  return from === null ? [] : [from, ...upwards(given, tree, parentAt(given, tree, from, at), at)];
}

export function nodesOf({ partners, positions = [] }: CaseDocument, tree: string): Node[] {
  if (tree === 'sponsor') return partners.map(({ number }) => ({ node: number, owner: number }));
  return positions.filter((one) => one.tree === tree).map(({ number, owner }) => ({ node: number, owner }));
}

export function childrenAt(given: CaseDocument, tree: string, { node }: Node, at: number): Node[] {
  return nodesOf(given, tree).filter((child) => parentAt(given, tree, child, at)?.node === node);
}
