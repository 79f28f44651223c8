import { assert } from '#app/domain/assert.ts';

/**
 * Dated facts in columns of one length: from `validFromMs[i]` on, `partner[i]` has `value[i]`. Facts are never edited:
 * of those in force the one with the greatest `validFromMs` holds, at equal instants the newest `recordedSeq`.
 */
export interface DatedFacts {
  readonly partner: Int32Array;
  readonly value: Int32Array;
  readonly validFromMs: Float64Array;
  readonly recordedSeq: Float64Array;
}

/** What holds at an instant, and every change after it up to (not at) another one. */
export interface Timeline<T extends Int32Array | Uint8Array> {
  /** In force at the first instant, by partner. The owner of the timeline moves it forward with `advance`. */
  readonly current: T;
  /** Later changes in the order in which they take effect. */
  readonly changes: DatedFacts;
}

/**
 * Reads dated facts as a sweep sees them: the state at `fromMs`, then the changes in `(fromMs, untilMs)` in order of
 * validity (ties: the newest recorded last). `current` has a place per partner, filled with what holds where no fact does;
 * it becomes the timeline's own.
 */
export function timelineOf<T extends Int32Array | Uint8Array>(
  facts: DatedFacts,
  current: T,
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
): Timeline<T> {
  const holds = new Int32Array(current.length).fill(-1);
  const later: number[] = [];
  for (let index = 0; index < facts.partner.length; index++) {
    const validFrom = facts.validFromMs[index] as number;
    if (validFrom > fromMs) {
      if (validFrom < untilMs) later.push(index);
      continue;
    }
    const partner = facts.partner[index] as number;
    const before = holds[partner] as number;
    if (before >= 0 && compare(facts, index, before) < 0) continue;
    holds[partner] = index;
    current[partner] = facts.value[index] as number;
  }
  return { current, changes: inOrderOfValidity(facts, later) };
}

/** Who holds what at one instant: `timelineOf` without a future. */
export function inForceAt(facts: DatedFacts, at: { partners: number; atMs: number; absent: number }): Int32Array {
  const current = new Int32Array(at.partners).fill(at.absent);
  return timelineOf(facts, current, { fromMs: at.atMs, untilMs: at.atMs }).current;
}

/**
 * Applies all changes that take effect at or before `atMs`, from change number `next` on.
 * Result: the number of the first change that still lies ahead.
 */
export function advance(timeline: Timeline<Int32Array | Uint8Array>, next: number, atMs: number): number {
  const { partner, value, validFromMs } = timeline.changes;
  let index = next;
  while (index < partner.length && (validFromMs[index] as number) <= atMs) {
    timeline.current[partner[index] as number] = value[index] as number;
    index++;
  }
  return index;
}

/** Validity, then recording; the partner's index only makes the order of a sweep the same for every order of arrival. */
function compare(facts: DatedFacts, a: number, b: number): number {
  return (
    (facts.validFromMs[a] as number) - (facts.validFromMs[b] as number) ||
    (facts.recordedSeq[a] as number) - (facts.recordedSeq[b] as number) ||
    (facts.partner[a] as number) - (facts.partner[b] as number)
  );
}

function inOrderOfValidity(facts: DatedFacts, indexes: number[]): DatedFacts {
  assert(facts.partner.length === facts.recordedSeq.length, 'columns of different lengths');
  indexes.sort((a, b) => compare(facts, a, b));
  return {
    partner: Int32Array.from(indexes, (index) => facts.partner[index] as number),
    value: Int32Array.from(indexes, (index) => facts.value[index] as number),
    validFromMs: Float64Array.from(indexes, (index) => facts.validFromMs[index] as number),
    recordedSeq: Float64Array.from(indexes, (index) => facts.recordedSeq[index] as number),
  };
}
