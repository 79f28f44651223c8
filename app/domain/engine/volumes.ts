import type { VolumeColumns } from '#app/domain/engine/commissionable.ts';
import type { Prepared } from '#app/domain/engine/prepared.ts';
import type { VolumeKind } from '#app/domain/plan/volumes.ts';
import { HOUSE } from '#app/domain/tree/cycle.ts';

/** What partners bought themselves and what their customers bought, by partner index. */
export interface SourcedVolume {
  readonly own: Float64Array;
  readonly customer: Float64Array;
}

/** Volumes and orders of a period (plans 5, step 3). Orders whose entries net to nothing are not counted. */
export interface Volumes {
  /** In minor units, and in the smallest points. */
  readonly by: Readonly<Record<VolumeKind, SourcedVolume>>;
  readonly ownOrders: Int32Array;
  readonly customerOrders: Int32Array;
  /** Of all orders, and of those attributed to nobody, which nobody earns from (plans 4.10). */
  readonly total: { orders: number; baseMinor: number; unattributedOrders: number; unattributedBaseMinor: number };
  /** The company's volume by kind: of everybody, and of orders that belong to nobody. */
  readonly company: Readonly<Record<VolumeKind, { attributed: number; unattributed: number }>>;
}

/** Adds up every entry of the period, also those that give no rows: they lower volume (plans 4.4.6). */
export function volumesOf(prepared: Prepared, columns: VolumeColumns): Volumes {
  const { facts, partnerOf } = prepared;
  const partners = prepared.numbers.length;
  const ownOrders = new Int32Array(partners);
  const customerOrders = new Int32Array(partners);
  const net = orderSums(prepared, columns.net);
  const total = { orders: 0, baseMinor: 0, unattributedOrders: 0, unattributedBaseMinor: 0 };
  for (let order = 0; order < partnerOf.length; order++) {
    const partner = partnerOf[order] as number;
    const base = net[order] as number;
    const counted = base > 0 ? 1 : 0;
    total.orders += counted;
    total.baseMinor += base;
    if (partner === HOUSE) {
      total.unattributedOrders += counted;
      total.unattributedBaseMinor += base;
    } else {
      const orders = facts.orders.isOwn[order] === 1 ? ownOrders : customerOrders;
      orders[partner] = (orders[partner] as number) + counted;
    }
  }
  const of = (kind: VolumeKind) => sourced(prepared, kind === 'net' ? net : orderSums(prepared, columns[kind]));
  const [ofNet, ofPv, ofCv] = [of('net'), of('pv'), of('cv')];
  return {
    by: { net: ofNet.volume, pv: ofPv.volume, cv: ofCv.volume },
    company: { net: ofNet.company, pv: ofPv.company, cv: ofCv.company },
    ...{ ownOrders, customerOrders, total },
  };
}

/** What the entries of each order come to, by order index. */
function orderSums({ entryStart, entryOf }: Prepared, column: Float64Array): Float64Array {
  const sums = new Float64Array(entryStart.length - 1);
  for (let order = 0; order < sums.length; order++) {
    let sum = 0;
    const end = entryStart[order + 1] as number;
    for (let place = entryStart[order] as number; place < end; place++)
      sum += column[entryOf[place] as number] as number;
    sums[order] = sum;
  }
  return sums;
}

/** One kind of volume by partner, and the company's. */
function sourced({ facts, numbers, partnerOf }: Prepared, sums: Float64Array) {
  const volume = { own: new Float64Array(numbers.length), customer: new Float64Array(numbers.length) };
  const company = { attributed: 0, unattributed: 0 };
  for (let order = 0; order < sums.length; order++) {
    const partner = partnerOf[order] as number;
    const sum = sums[order] as number;
    if (sum === 0) continue;
    if (partner === HOUSE) company.unattributed += sum;
    else {
      company.attributed += sum;
      const side = facts.orders.isOwn[order] === 1 ? volume.own : volume.customer;
      side[partner] = (side[partner] as number) + sum;
    }
  }
  return { volume, company };
}

/**
 * How many different customers of each partner have at least `each` of a volume in the period (plans R7). Guests are
 * customers of their own; a partner's own orders are none.
 */
export function customersOf(prepared: Prepared, kind: VolumeKind, each: number): Int32Array {
  const { numbers, partnerOf } = prepared;
  const { orders } = prepared.facts;
  const sums = orderSums(prepared, prepared.volumes[kind]);
  const bought = new Map<string, number>();
  for (let order = 0; order < partnerOf.length; order++) {
    const partner = partnerOf[order] as number;
    if (partner === HOUSE || orders.isOwn[order] === 1) continue;
    const sum = sums[order] as number;
    const customer = orders.customer[order] as number;
    const key = customer === 0 ? `${partner} guest ${orders.key[order]}` : `${partner} ${customer}`;
    bought.set(key, (bought.get(key) ?? 0) + sum);
  }
  const count = new Int32Array(numbers.length);
  for (const [key, sum] of bought) {
    const partner = Number(key.slice(0, key.indexOf(' ')));
    if (sum > 0 && sum >= each) count[partner] = (count[partner] as number) + 1;
  }
  return count;
}
