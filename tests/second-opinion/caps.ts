import type { Cap } from '#tests/second-opinion/document.ts';
import { decimal, rounded, split, times, type Fraction } from '#tests/second-opinion/fraction.ts';
import { paidAs } from '#tests/second-opinion/ranks.ts';
import type { Row } from '#tests/second-opinion/row.ts';
import { companyVolume, earningVolumeOf, unitOf } from '#tests/second-opinion/volumes.ts';
import type { World } from '#tests/second-opinion/world.ts';

/** Lowers the rows that `covers` names to a limit together: largest remainder, the earlier row first; 0 is no row (plans 4.18). */
function scaledWhere(rows: readonly Row[], covers: (row: Row) => boolean, limit: bigint): Row[] {
  const lowered = new Map<Row, Row>();
  const covered = rows.filter(covers);
  const amounts = split(
    limit,
    covered.map(({ amount }) => amount),
  );
  if (covered.reduce((all, { amount }) => all + amount, 0n) <= limit) return [...rows];
  covered.forEach((row, index) => lowered.set(row, { ...row, amount: amounts[index] ?? 0n }));
  return rows.map((row) => lowered.get(row) ?? row).filter(({ amount }) => amount > 0n);
}

const cents = ({ plan }: World, amount: string) => rounded(times(decimal(amount), unitOf(plan, 'net')), 'floor');

/** The paid-as rank of the period whose rows are capped: of late orders under an older plan that of their own. */
function rankOf(world: World, earner: number): number {
  if (world.period === undefined) return paidAs(world, earner);
  const rows = world.given.prior?.periods?.[world.period] ?? [];
  return world.place(rows.find(({ partner }) => partner === earner)?.rank ?? null);
}

/** The most that a cap leaves somebody; null where there is none. */
export function capLimit(world: World, cap: Cap, earner: number): bigint | null {
  if (cap.kind === 'none') return null;
  if (cap.kind === 'amount') return cents(world, cap.amount);
  const rank = cap.ranks.find((row) => world.place(row.rank) === rankOf(world, earner));
  return cents(world, rank?.amount ?? cap.otherwise);
}

/** The cap of a component: what one earner gets from it in a period (plans 2.5). */
export function componentCapped(world: World, { id, cap }: { id: string; cap: Cap }, rows: readonly Row[]): Row[] {
  const limitOf = (earner: number) => capLimit(world, cap, earner);
  if (cap.kind === 'none') return [...rows];
  return [...new Set(rows.map(({ earner }) => earner))].reduce<Row[]>(
    (kept, earner) => scaledWhere(kept, (row) => row.component === id && row.earner === earner, limitOf(earner) ?? 0n),
    [...rows],
  );
}

/** A share of what was sold, in whole cents; nothing of less than nothing. */
function shareOf(world: World, net: Fraction, rate: string): bigint {
  return net.over <= 0n ? 0n : rounded(times(times(net, unitOf(world.plan, 'net')), decimal(rate)), 'floor');
}

const earnersOf = (rows: readonly Row[]) => [...new Set(rows.map(({ earner }) => earner))].toSorted((a, b) => a - b);
const sumOf = (rows: readonly Row[]) => rows.reduce((all, { amount }) => all + amount, 0n);

/** Caps of the plan: by order, by partner, by company (plans 4.19, steps 16 and 17). */
export function planCapped(world: World, rows: readonly Row[]): Row[] {
  return companyCapped(world, partnerCapped(world, ordersCapped(world, rows)));
}

function ordersCapped(world: World, rows: readonly Row[]): Row[] {
  const { order: cap } = world.plan.caps;
  if (cap.kind === 'none') return [...rows];
  return world.rewarded.given.orders.reduce<Row[]>(
    (kept, order) => {
      const most = shareOf(world, earningVolumeOf(world.plan, order, 'net'), cap.rate);
      return scaledWhere(kept, (row) => row.order === order.id, most);
    },
    [...rows],
  );
}

function partnerCapped(world: World, rows: readonly Row[]): Row[] {
  const { partner: cap } = world.plan.caps;
  if (cap.kind === 'none') return [...rows];
  const isCovered = (row: Row) => cap.components.includes(row.component);
  return earnersOf(rows).reduce<Row[]>(
    (kept, earner) => scaledWhere(kept, (row) => row.earner === earner && isCovered(row), cents(world, cap.amount)),
    [...rows],
  );
}

/** Largest remainder per earner, then per row (CAP-01 to CAP-03). */
function companyCapped(world: World, rows: readonly Row[]): Row[] {
  const { company: cap } = world.plan.caps;
  if (cap.kind === 'none') return [...rows];
  const isCovered = (row: Row) => cap.components.includes(row.component);
  const covered = rows.filter(isCovered);
  const most = shareOf(world, companyVolume(world.given, 'net'), cap.rate);
  if (sumOf(covered) <= most) return [...rows];
  const earners = earnersOf(covered);
  const parts = split(
    most,
    earners.map((earner) => sumOf(covered.filter((row) => row.earner === earner))),
  );
  return earners.reduce<Row[]>(
    (kept, earner, index) => scaledWhere(kept, (row) => row.earner === earner && isCovered(row), parts[index] ?? 0n),
    [...rows],
  );
}
