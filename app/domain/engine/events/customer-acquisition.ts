import { BasisOrder } from '#app/domain/engine/basis.ts';
import type { EventOf } from '#app/domain/engine/events/event-schema.ts';
import { payOnce } from '#app/domain/engine/events/rank-amounts.ts';
import { float64 } from '#app/domain/engine/column.ts';
import type { StateColumns } from '#app/domain/engine/facts.ts';
import type { PeriodSink, PeriodWorkshop } from '#app/domain/engine/primitive.ts';
import { qualifiedOf } from '#app/domain/engine/qualified.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

const DAY_MS = 86_400_000;
const GUEST = 0;
type Acquisition = EventOf<'customer_acquisition'>;

/** What a row tells beside its columns: how many customers count now, and how many of them were paid for in earlier periods. */
export const CUSTOMERS_BASIS = new BasisOrder(['now', 'before']);

/** A customer since his first order: whose he was then, and what he bought within the window. */
interface Customer {
  readonly partner: number;
  volume: number;
  readonly isNew: boolean;
}

/**
 * New customers by the partner of their first order (plans 3). The state knows every customer there was, so that nobody is new
 * twice, and how many a partner was paid for. Guests do not count: nobody can tell whether they are new.
 */
export function payCustomerAcquisition(event: Acquisition, workshop: PeriodWorkshop, sink: PeriodSink): StateColumns {
  const { figures, partners } = workshop;
  const qualified = qualifiedOf(workshop);
  const { customers, most } = readState(workshop);
  addOrders(event, workshop, customers);
  const each = figures.units(event.volume, event.volume_each);
  const counts = new Int32Array(partners.number.length);
  const isPeriod = event.window.kind === 'period';
  for (const customer of customers.values()) {
    const counted = customer.volume > 0 && customer.volume >= each && (customer.isNew || !isPeriod);
    if (counted) counts[customer.partner] = (counts[customer.partner] as number) + 1;
  }
  for (let earner = 1; earner < counts.length; earner++) {
    const before = isPeriod ? 0 : (most[earner] as number);
    const now = counts[earner] as number;
    if (now <= before) continue;
    const basis = CUSTOMERS_BASIS.write({ now, before });
    for (const { level, amountMinor } of duesOf(event, { before, now }, workshop)) {
      payOnce(sink, qualified, { earner, source: 0, level, amountMinor, basis });
    }
    most[earner] = now;
  }
  return stateOf(workshop, customers, isPeriod ? null : most);
}

/** What the customers after the first `before` pay, up to `now`. */
function duesOf({ pay }: Acquisition, { before, now }: { before: number; now: number }, { figures }: PeriodWorkshop) {
  if (pay.kind === 'per_customer') {
    return [{ level: now, amountMinor: (now - before) * figures.units('net', pay.amount) }];
  }
  return pay.steps
    .filter(({ customers }) => customers > before && customers <= now)
    .sort((a, b) => a.customers - b.customers)
    .map(({ customers, amount }) => ({ level: customers, amountMinor: figures.units('net', amount) }));
}

function addOrders(
  { window, volume }: Acquisition,
  { prepared, partners }: PeriodWorkshop,
  customers: Map<number, Customer>,
): void {
  const { facts, sequence, partnerOf, entryStart, entryOf } = prepared;
  const column = prepared.volumes[volume];
  const most = window.kind === 'period' ? Infinity : window.days * DAY_MS;
  for (const order of sequence) {
    const partner = partnerOf[order] as number;
    const id = facts.orders.customer[order] as number;
    if (partner === HOUSE || id === GUEST || facts.orders.isOwn[order] === 1) continue;
    let sum = 0;
    for (let place = entryStart[order] as number; place < (entryStart[order + 1] as number); place++)
      sum += column[entryOf[place] as number] as number;
    const known = customers.get(id);
    const customer = known ?? { partner, volume: 0, isNew: true };
    if (!known) customers.set(id, customer);
    const joined = partners.joinedMs[customer.partner] as number;
    if ((facts.orders.asOfMs[order] as number) < joined + most) customer.volume += sum;
  }
}

function readState({ prior, prepared, partners }: PeriodWorkshop) {
  const customers = new Map<number, Customer>();
  const most = new Int32Array(partners.number.length);
  const { customer, partner, volume } = prior;
  for (let row = 0; customer && partner && volume && row < customer.length; row++) {
    const index = prepared.indexOf[partner[row] as number] ?? HOUSE;
    if (customer[row] === 0) most[index] = volume[row] as number;
    else customers.set(customer[row] as number, { partner: index, volume: volume[row] as number, isNew: false });
  }
  return { customers, most };
}

/** One row per customer, in order of his id, and one with customer 0 for what a partner was paid for: `volume` is the count. */
function stateOf(
  { partners }: PeriodWorkshop,
  customers: ReadonlyMap<number, Customer>,
  most: Int32Array | null,
): StateColumns {
  const columns = { customer: float64(), partner: float64(), volume: float64() };
  const push = (customer: number, partner: number, volume: number) => {
    columns.customer.push(customer);
    columns.partner.push(partners.number[partner] as number);
    columns.volume.push(volume);
  };
  for (const id of Float64Array.from(customers.keys()).sort()) {
    const customer = customers.get(id);
    if (customer) push(id, customer.partner, customer.volume);
  }
  most?.forEach((count, partner) => count > 0 && push(0, partner, count));
  return { customer: columns.customer.done(), partner: columns.partner.done(), volume: columns.volume.done() };
}
