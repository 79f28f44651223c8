import { PERIOD, type Network } from '#tests/domain/engine/arbitrary-network.ts';

/**
 * A second opinion on a run: recursion, bigint fractions, a search for everything, written from the rules and importing nothing
 * of the engine. Slow on purpose.
 */
export function naiveRun(network: Network, plan: NaivePlan): string[] {
  const rows = [...network.orders]
    .sort((a, b) => a.asOf - b.asOf || a.key - b.key)
    .flatMap((order) =>
      plan.components.flatMap((component, index) => rowsOf(network, plan, { order, component, index })),
    );
  return rows;
}

type Order = Network['orders'][number];

interface NaiveRates {
  kind: 'by_level';
  levels: string[];
}

interface NaiveComponent {
  rates: NaiveRates;
  tagged_rates: { match: 'tag' | 'collection'; value: string; rates: NaiveRates }[];
  compression: { kind: 'none' | 'standard' };
  max_physical_depth: number;
  qualification: { kind: 'active' | 'none' };
  rounding: 'half_even' | 'half_up' | 'floor';
}

interface NaivePlan {
  activity:
    | { kind: 'none' }
    | { kind: 'customer_volume' | 'personal_volume'; volume: 'net'; at_least: string }
    | { kind: 'customer_orders'; at_least: number };
  components: NaiveComponent[];
}

function rowsOf(
  network: Network,
  plan: NaivePlan,
  at: { order: Order; component: NaiveComponent; index: number },
): string[] {
  const { order, component, index } = at;
  if (order.partner === 0) return [];
  const place = network.orders.indexOf(order);
  const tables = [{ rates: component.rates }, ...component.tagged_rates];
  const bases = tables.map((_, table) =>
    network.entries
      .filter(
        (entry) => entry.order === place && entry.earns && tableOf(network, component, entry.productClass) === table,
      )
      .reduce((sum, { base }) => sum + BigInt(base), 0n),
  );
  const levels = Math.max(
    0,
    ...tables.map(({ rates }, table) => ((bases[table] ?? 0n) > 0n ? rates.levels.length : 0)),
  );
  const shares = (level: number) => {
    const byRate = new Map<bigint, bigint>();
    tables.forEach(({ rates }, table) => {
      const rate = millionths(rates.levels[level - 1] ?? '0');
      if (rate > 0n && bases[table] !== 0n) byRate.set(rate, (byRate.get(rate) ?? 0n) + (bases[table] ?? 0n));
    });
    return [...byRate];
  };
  const earns = (partner: number) =>
    statusAt(network, partner, order.asOf) === 1 &&
    (component.qualification.kind === 'none' || isActive(network, plan, partner, order.late));
  const up = (partner: number, level: number, steps: number): string[] => {
    if (partner === 0 || level > levels || steps === 0) return [];
    const next = sponsorAt(network, partner, order.asOf);
    if (!earns(partner)) return up(next, component.compression.kind === 'standard' ? level : level + 1, steps - 1);
    const own = shares(level)
      .map(([rate, base]) => ({ rate, base, amount: base > 0n ? cut(base * rate, component.rounding) : 0n }))
      .filter(({ amount }) => amount > 0n)
      .map(({ rate, base, amount }) => `${order.key} ${partner} ${index} ${level} ${rate} ${base} ${amount}`);
    return [...own, ...up(next, level + 1, steps - 1)];
  };
  return up(
    order.isOwn ? sponsorAt(network, order.partner, order.asOf) : order.partner,
    1,
    component.max_physical_depth,
  );
}

function tableOf(network: Network, component: NaiveComponent, productClass: number): number {
  const { tags = [], collections = [] } = network.classes[productClass] ?? {};
  const fits = ({ match, value }: NaiveComponent['tagged_rates'][number]) =>
    match === 'tag' ? tags.some((tag) => tag.toLowerCase() === value.toLowerCase()) : collections.includes(value);
  return component.tagged_rates.findIndex(fits) + 1;
}

export function isActive(network: Network, plan: NaivePlan, partner: number, late: boolean): boolean {
  if (late) return network.activeBefore.includes(partner);
  const net = (wanted: (order: Order) => boolean) =>
    network.orders
      .filter((order) => order.partner === partner && wanted(order))
      .map((order) =>
        network.entries
          .filter((entry) => network.orders[entry.order] === order)
          .reduce((sum, { base }) => sum + BigInt(base), 0n),
      );
  const total = (values: bigint[]) => values.reduce((sum, value) => sum + value, 0n);
  const { activity } = plan;
  if (activity.kind === 'none') return true;
  const ofCustomers = net(({ isOwn }) => !isOwn);
  if (activity.kind === 'customer_orders') return ofCustomers.filter((value) => value > 0n).length >= activity.at_least;
  const counted = activity.kind === 'personal_volume' ? net(() => true) : ofCustomers;
  return total(counted) >= millionths(activity.at_least) / 10_000n;
}

export function sponsorAt(network: Network, partner: number, at: number): number {
  return newest(network.edges, partner, at)?.sponsor ?? 0;
}

export function statusAt(network: Network, partner: number, at: number): number {
  const joined = network.partners.find(({ number }) => number === partner)?.joinedMs ?? 0;
  return at < joined ? 0 : (newest(network.statuses, partner, at)?.status ?? 0);
}

function newest<T extends { partner: number; from: number; seq: number }>(
  facts: T[],
  partner: number,
  at: number,
): T | undefined {
  return facts
    .filter((fact) => fact.partner === partner && fact.from <= at && fact.from < PERIOD.endMs)
    .sort((a, b) => a.from - b.from || a.seq - b.seq)
    .at(-1);
}

function millionths(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}

/** `value` millionths in whole units. */
function cut(value: bigint, mode: NaiveComponent['rounding']): bigint {
  const whole = value / 1_000_000n;
  const twice = (value % 1_000_000n) * 2n;
  if (mode === 'floor' || twice < 1_000_000n) return whole;
  if (twice > 1_000_000n || mode === 'half_up') return whole + 1n;
  return whole + (whole % 2n);
}
