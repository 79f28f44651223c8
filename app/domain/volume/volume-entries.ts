import { assert } from '#app/domain/assert.ts';
import { minor, sum, type Minor } from '#app/domain/money/minor.ts';
import type { LineFacts, OrderFacts } from '#app/domain/orders/order-facts.ts';
import { carriesVolume } from '#app/domain/volume/classify-line.ts';
import { convert, type Exchange } from '#app/domain/volume/convert.ts';
import { takeBacksOf, type TakeBack } from '#app/domain/volume/take-backs.ts';

export type VolumeKind = 'paid' | 'refund' | 'edit' | 'cancel';

/** One append-only change of a line's commission base, in the network's currency. */
export interface VolumeEntry {
  lineId: bigint;
  kind: VolumeKind;
  occurredAt: Date;
  /** Signed; the sum over a line is what it is worth now. */
  baseMinor: Minor;
  /** Business identity, unique within the network: the same change can never be added twice. */
  sourceKey: string;
  /** Shopify's reason of a refund or cancellation; a programme may bar it from being taken back (design 9.20). */
  reason: string | null;
  /** The event that took back, e.g. `refund:801`: its entries are one reversal. Null for what was earned. */
  reversalGroup: string | null;
}

/** What of an entry that is stored the next decision needs. */
export type StoredVolume = Pick<VolumeEntry, 'lineId' | 'baseMinor' | 'sourceKey'>;

export interface VolumeContext {
  /** When the order was paid, as known by now; null while it is not. */
  paidAt: Date | null;
  exchange: Exchange;
}

/** A source's target: the sum that its entries, corrections included, must have. */
interface Target extends Omit<VolumeEntry, 'baseMinor' | 'sourceKey'> {
  source: string;
  baseMinor: bigint;
}

/**
 * The entries that must be added so that the sums say what the order says now (design 9.5, 9.19; plans 4.4.8). Applied
 * twice it adds nothing the second time; states that arrive in another order end at the same sums per source and line.
 * A later telling that changes a source (money that moved after all) adds a correction with the next key, `source~2`.
 * Unpaid and test orders carry nothing. What an edit adds counts once its difference is paid; what it removes at once.
 * Result: per line never below 0 nor above what was paid, exactly 0 after a full refund.
 */
export function volumeEntries(
  facts: OrderFacts,
  previous: readonly StoredVolume[],
  context: VolumeContext,
): VolumeEntry[] {
  const { paidAt, exchange } = context;
  assert(exchange.from === facts.currency, `a rate from ${exchange.from} for an order in ${facts.currency}`);
  if (paidAt === null || facts.isTest) return [];
  const stored = Map.groupBy(previous, ({ sourceKey }) => sourceOf(sourceKey));
  const storedSum = (source: string) => sum((stored.get(source) ?? []).map(({ baseMinor }) => baseMinor));
  const targets = targetsOf(facts, { paidAt, exchange, storedSum, isFirst: previous.length === 0 });
  const named = new Set(targets.map(({ source }) => source));
  const withdrawn = [...stored].flatMap(([source, [first]]) =>
    first && !named.has(source) ? [withdrawal(source, first.lineId, facts.updatedAt)] : [],
  );
  return [...targets, ...withdrawn].flatMap(({ source, baseMinor, ...target }) => {
    const change = minor(baseMinor - storedSum(source));
    const times = stored.get(source)?.length ?? 0;
    return change === 0n
      ? []
      : [{ ...target, baseMinor: change, sourceKey: times === 0 ? source : `${source}~${times + 1}` }];
  });
}

const sourceOf = (sourceKey: string): string => sourceKey.replace(/~\d+$/, '');

interface Known {
  paidAt: Date;
  exchange: Exchange;
  storedSum: (source: string) => Minor;
  isFirst: boolean;
}

function targetsOf(facts: OrderFacts, known: Known): Target[] {
  const takeBacks = Map.groupBy(takeBacksOf(facts), ({ lineId }) => lineId);
  return facts.lines.filter(carriesVolume).flatMap((line) => {
    const paid = paidTarget(line, facts, known);
    return [paid, ...takenTargets(line, paid.baseMinor, takeBacks.get(line.lineId) ?? [])];
  });
}

/** What a line was worth when paid; while a difference is owed, no more than what counted before (design 9.19). */
function paidTarget(line: LineFacts, facts: OrderFacts, { paidAt, exchange, storedSum, isFirst }: Known): Target {
  const source = `paid:${line.lineId}`;
  const nowMinor = convert(line.netMinor, exchange);
  const countedMinor = storedSum(source);
  const baseMinor = facts.isSettled || nowMinor < countedMinor ? nowMinor : countedMinor;
  const kind = isFirst ? 'paid' : 'edit';
  return { source, lineId: line.lineId, kind, occurredAt: paidAt, baseMinor, reason: null, reversalGroup: null };
}

/** Shares of the base, cumulated over the line's take-backs in their order, so that the last one leaves exactly nothing. */
function takenTargets(line: LineFacts, baseMinor: bigint, takeBacks: readonly TakeBack[]): Target[] {
  let takenNet = 0n;
  let takenBase = 0n;
  return takeBacks.map((takeBack) => {
    takenNet += takeBack.netMinor;
    const upTo = (baseMinor * takenNet) / line.netMinor;
    const target = targetOf(takeBack, takenBase - upTo);
    takenBase = upTo;
    return target;
  });
}

function targetOf({ kind, refundId, lineId, at, reason }: TakeBack, baseMinor: bigint): Target {
  const reversalGroup = refundId === null ? kind : `${kind}:${refundId}`;
  return { source: `${reversalGroup}:${lineId}`, lineId, kind, occurredAt: at, baseMinor, reason, reversalGroup };
}

/** A source that the order no longer names (an edit that a refund explains by now) goes back to nothing. */
function withdrawal(source: string, lineId: bigint, occurredAt: Date): Target {
  const [word] = source.split(':');
  const kind = word === 'refund' || word === 'cancel' ? word : 'edit';
  const reversalGroup = word === 'paid' ? null : source.slice(0, source.lastIndexOf(':'));
  return { source, lineId, kind, occurredAt, baseMinor: 0n, reason: null, reversalGroup };
}
