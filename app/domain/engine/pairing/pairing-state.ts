import { float64, int32, uint8 } from '#app/domain/engine/column.ts';
import type { StateColumns } from '#app/domain/engine/facts.ts';
import type { LegAccount, Paired, Side } from '#app/domain/engine/pairing/leg-account.ts';
import { SIDES } from '#app/domain/engine/pairing/leg-account.ts';

/** What a row of the state is. */
const KIND = { lot: 0, paired: 1, idle: 2, owed: 3 } as const;

const NAMES = ['kind', 'position', 'side', 'age', 'volume', 'left', 'right', 'paid', 'undone'] as const;
type Name = (typeof NAMES)[number];

/**
 * What positions carry from period to period, one row each:
 * a lot (side, age, volume); pairs that a refund may still undo (age, volume = how many, left and right = volume of one, paid, undone);
 * periods in a row without activity (age); money owed for pairs that were undone (paid). Positions by number.
 */
export class PairingState {
  readonly #prior: Record<Name, Float64Array>;
  readonly #start: Int32Array;
  readonly #rowOf: Int32Array;

  /** `positions` counts the house account's. Rows of positions that are no more are dropped. */
  constructor(prior: StateColumns, positions: number) {
    const rows = prior['kind']?.length ?? 0;
    const column = (name: Name) => prior[name] ?? new Float64Array(rows);
    this.#prior = Object.fromEntries(NAMES.map((name) => [name, column(name)])) as Record<Name, Float64Array>;
    const start = new Int32Array(positions + 1);
    const { position } = this.#prior;
    const isKnown = (row: number) => (position[row] as number) < positions;
    for (let row = 0; row < rows; row++) {
      if (isKnown(row)) start[(position[row] as number) + 1] = (start[(position[row] as number) + 1] as number) + 1;
    }
    for (let node = 0; node < positions; node++)
      start[node + 1] = (start[node + 1] as number) + (start[node] as number);
    const next = start.slice();
    this.#rowOf = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      if (!isKnown(row)) continue;
      const node = position[row] as number;
      const place = next[node] as number;
      this.#rowOf[place] = row;
      next[node] = place + 1;
    }
    this.#start = start;
  }

  isEmpty(position: number): boolean {
    return this.#start[position] === this.#start[position + 1];
  }

  /** Opens a position with what it has, one period older. Result: for how many periods its owner was not active until now. */
  open(position: number, account: LegAccount): number {
    const { kind, side, age, volume, left, right, paid, undone } = this.#prior;
    let idle = 0;
    account.clear();
    const end = this.#start[position + 1] as number;
    for (let place = this.#start[position] as number; place < end; place++) {
      const row = this.#rowOf[place] as number;
      const older = (age[row] as number) + 1;
      if (kind[row] === KIND.lot) account.carryIn(side[row] as Side, { age: older, volume: volume[row] as number });
      else if (kind[row] === KIND.idle) idle = age[row] as number;
      else if (kind[row] === KIND.owed) account.owedMinor = paid[row] as number;
      else {
        account.paired.push({
          age: older,
          pairs: volume[row] as number,
          units: [left[row] as number, right[row] as number],
          paidMinor: paid[row] as number,
          undone: undone[row] as number,
        });
      }
    }
    account.paired.sort((a, b) => a.age - b.age);
    return idle;
  }
}

/** Collects the state of the next period. */
export class PairingStateWriter {
  readonly #columns = {
    kind: uint8(),
    position: int32(),
    side: uint8(),
    age: int32(),
    volume: float64(),
    left: float64(),
    right: float64(),
    paid: float64(),
    undone: float64(),
  };

  lots(position: number, { lots }: LegAccount): void {
    for (const side of SIDES) {
      for (const { age, volume } of lots[side]) this.#row(KIND.lot, position, { side, age, volume });
    }
  }

  /** Pairs that a refund may undo; those that are undone in whole or too old are forgotten. */
  paired(position: number, all: readonly Paired[], ageMost: number): void {
    for (const { age, pairs, units, paidMinor: paid, undone } of all) {
      if (age > ageMost || undone === pairs) continue;
      this.#row(KIND.paired, position, { age, volume: pairs, left: units[0], right: units[1], paid, undone });
    }
  }

  idle(position: number, periods: number): void {
    this.#row(KIND.idle, position, { age: periods });
  }

  owed(position: number, paid: number): void {
    this.#row(KIND.owed, position, { paid });
  }

  done(): StateColumns {
    return Object.fromEntries(NAMES.map((name) => [name, Float64Array.from(this.#columns[name].done())]));
  }

  #row(kind: number, position: number, rest: Partial<Record<Exclude<Name, 'kind' | 'position'>, number>>): void {
    const row: Partial<Record<Name, number>> = { ...rest, kind, position };
    for (const name of NAMES) this.#columns[name].push(row[name] ?? 0);
  }
}
