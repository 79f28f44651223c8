import { assert } from '#app/domain/assert.ts';
import { allocate } from '#app/domain/money/allocate.ts';
import { minor } from '#app/domain/money/minor.ts';

/** What became of a leg's volume: what comes in (the first three) goes out (the others), see `assertConserved`. */
export interface LegTally {
  carriedIn: number;
  fresh: number;
  /** Given back by pairs that a refund undid. */
  returned: number;
  consumed: number;
  flushed: number;
  expired: number;
  /** Beyond the carry cap, or of a period in which an inactive partner collects nothing. */
  cut: number;
  carriedOut: number;
}

const emptyTally = (): LegTally => ({
  carriedIn: 0,
  fresh: 0,
  returned: 0,
  consumed: 0,
  flushed: 0,
  expired: 0,
  cut: 0,
  carriedOut: 0,
});

/** Volume of one leg that was left over in one period; a refund beyond everything leaves a negative one. */
export interface Lot {
  /** Periods since it was left over: 0 is this one. */
  age: number;
  volume: number;
}

/** Pairs that were made in one period at one position. */
export interface Paired {
  age: number;
  pairs: number;
  /** Volume of one pair by leg. */
  readonly units: readonly [number, number];
  paidMinor: number;
  undone: number;
}

export type Side = 0 | 1;
export const SIDES = [0, 1] as const;

/** The two legs of one position while it is evaluated: lots oldest first, pairs newest first. Used again for every position. */
export class LegAccount {
  readonly lots: readonly [Lot[], Lot[]] = [[], []];
  readonly paired: Paired[] = [];
  /** Money of pairs that were undone: later pairs pay it back. */
  owedMinor = 0;
  readonly tally: readonly [LegTally, LegTally] = [emptyTally(), emptyTally()];
  /** The greatest age at which a lot is still good; Infinity where carry never expires. */
  readonly #ageMost: number;

  constructor(ageMost: number) {
    this.#ageMost = ageMost;
  }

  clear(): void {
    for (const side of SIDES) {
      this.lots[side].length = 0;
      Object.assign(this.tally[side], emptyTally());
    }
    this.paired.length = 0;
    this.owedMinor = 0;
  }

  /** A lot as the last period left it; one that is too old by now is gone. */
  carryIn(side: Side, lot: Lot): void {
    this.tally[side].carriedIn += lot.volume;
    this.#add(side, lot);
  }

  /** What a leg may be matched with. */
  available(side: Side): number {
    let sum = 0;
    for (const { volume } of this.lots[side]) sum += volume;
    return Math.max(0, sum);
  }

  /**
   * The volume of this period. A negative one, when more was refunded than bought, is taken from the newest lots, then undoes
   * pairs, newest first; what is left then is a negative lot, which later volume fills (plans 4.4.7).
   */
  receive(side: Side, volume: number): void {
    this.tally[side].fresh += volume;
    if (volume > 0) this.#add(side, { age: 0, volume });
    else if (volume < 0) this.#takeBack(side, -volume);
  }

  /** Volume of this period that nobody collects. */
  refuse(side: Side, volume: number): void {
    this.tally[side].fresh += volume;
    this.tally[side].cut += volume;
  }

  /** Takes matched volume, oldest lots first. */
  consume(side: Side, volume: number): void {
    this.tally[side].consumed += volume;
    const lots = this.lots[side];
    let rest = volume;
    let gone = 0;
    for (; rest > 0 && gone < lots.length; gone++) {
      const lot = lots[gone] as Lot;
      const taken = Math.min(rest, lot.volume);
      lot.volume -= taken;
      rest -= taken;
      if (lot.volume > 0) break;
    }
    lots.splice(0, gone);
  }

  /** Ends all carry of a leg; a debt stays. */
  flush(side: Side): void {
    this.tally[side].flushed += this.#keepDebt(side);
  }

  /** Cuts a leg to the most that may be carried: the newest volume finds no room. */
  limit(side: Side, most: number): void {
    const lots = this.lots[side];
    let over = this.available(side) - most;
    for (let last = lots.length - 1; over > 0 && last >= 0; last--) {
      const lot = lots[last] as Lot;
      const cut = Math.min(over, lot.volume);
      lot.volume -= cut;
      over -= cut;
      this.tally[side].cut += cut;
      if (lot.volume === 0) lots.length = last;
    }
  }

  /** Ends the period at this position. @throws InvariantError if volume came from nowhere or went there */
  close(): void {
    for (const side of SIDES) {
      const tally = this.tally[side];
      for (const { volume } of this.lots[side]) tally.carriedOut += volume;
      const { carriedIn, fresh, returned, consumed, flushed, expired, cut, carriedOut } = tally;
      assert(
        carriedIn + fresh + returned === consumed + flushed + expired + cut + carriedOut,
        'volume that is not conserved',
      );
    }
  }

  #add(side: Side, { age: given, volume }: Lot): void {
    // Where nothing expires no age tells lots apart: one is enough.
    const age = this.#ageMost === Infinity ? 0 : given;
    const lots = this.lots[side];
    const debt = lots[0];
    if (debt !== undefined && debt.volume < 0) {
      debt.volume += volume;
      if (debt.volume > 0) debt.age = age;
      if (debt.volume === 0) lots.length = 0;
    } else if (volume > 0 && age > this.#ageMost) {
      this.tally[side].expired += volume;
      return;
    } else {
      let place = lots.length;
      while (place > 0 && (lots[place - 1] as Lot).age < age) place--;
      const twin = lots[place - 1];
      if (twin?.age === age) twin.volume += volume;
      else lots.splice(place, 0, { age, volume });
    }
  }

  #takeBack(side: Side, volume: number): void {
    const lots = this.lots[side];
    let rest = volume;
    while (rest > 0 && lots.length > 0) {
      const newest = lots[lots.length - 1] as Lot;
      if (newest.volume < 0) break;
      const taken = Math.min(rest, newest.volume);
      newest.volume -= taken;
      rest -= taken;
      if (newest.volume === 0) lots.pop();
    }
    for (const paired of this.paired) {
      if (rest === 0) break;
      rest = this.#undo(side, paired, rest);
    }
    if (rest > 0) this.#owe(side, rest);
  }

  /** Undoes as many whole pairs as a refund touches. Result: what of the refund is left. */
  #undo(side: Side, paired: Paired, rest: number): number {
    const other: Side = side === 0 ? 1 : 0;
    const unit = paired.units[side];
    const count = Math.min(paired.pairs - paired.undone, Math.ceil(rest / unit));
    if (count === 0) return rest;
    const owedOf = (undone: number) => Number((BigInt(paired.paidMinor) * BigInt(undone)) / BigInt(paired.pairs));
    this.owedMinor += owedOf(paired.undone + count) - owedOf(paired.undone);
    paired.undone += count;
    this.tally[side].returned += count * unit;
    this.tally[other].returned += count * paired.units[other];
    this.#add(other, { age: paired.age, volume: count * paired.units[other] });
    const back = count * unit;
    if (back > rest) this.#add(side, { age: paired.age, volume: back - rest });
    return Math.max(0, rest - back);
  }

  #owe(side: Side, volume: number): void {
    const lots = this.lots[side];
    const debt = lots[0];
    if (debt !== undefined && debt.volume < 0) debt.volume -= volume;
    else lots.unshift({ age: 0, volume: -volume });
  }

  #keepDebt(side: Side): number {
    const lots = this.lots[side];
    const debt = lots[0];
    const flushed = this.available(side);
    lots.length = 0;
    if (debt !== undefined && debt.volume < 0) lots.push(debt);
    return flushed;
  }
}

/** The pairs that a period made, with what each kind of them was paid. */
export function pairedOf(
  { pairs, turned, left, right }: { pairs: number; turned: number; left: number; right: number },
  paidMinor: number,
): Paired[] {
  if (turned === 0) return pairs === 0 ? [] : [{ age: 0, pairs, units: [left, right], undone: 0, paidMinor }];
  const made = [
    { age: 0, pairs, units: [left, right] as const, undone: 0 },
    { age: 0, pairs: turned, units: [right, left] as const, undone: 0 },
  ].filter((kind) => kind.pairs > 0);
  const paid = allocate(
    minor(BigInt(paidMinor)),
    made.map((kind) => BigInt(kind.pairs)),
  );
  return made.map((kind, index) => ({ ...kind, paidMinor: Number(paid[index]) }));
}
