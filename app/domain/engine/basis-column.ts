const FIRST_ROWS = 64;
const FIGURES_A_ROW = 8;

/** What rows of the period tell, row after row: numbers in one column, as there may be a million rows. */
export interface RowFigures {
  readonly length: number;
  at(row: number): ArrayLike<number> | undefined;
}

/** Collects the figures of rows, each as many as its kind tells. */
export class BasisColumn implements RowFigures {
  #values = new Float64Array(FIRST_ROWS * FIGURES_A_ROW);
  /** By row: where its figures end. */
  #ends = new Int32Array(FIRST_ROWS);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(figures: ArrayLike<number>): void {
    const start = this.#startOf(this.#length);
    const end = start + figures.length;
    if (this.#length === this.#ends.length) this.#ends = longer(this.#ends, new Int32Array(this.#ends.length * 2));
    if (end > this.#values.length) {
      const room = Math.max(end, this.#values.length * 2);
      this.#values = longer(this.#values, new Float64Array(room));
    }
    for (let place = 0; place < figures.length; place++) this.#values[start + place] = figures[place] as number;
    this.#ends[this.#length++] = end;
  }

  at(row: number): Float64Array | undefined {
    return row < 0 || row >= this.#length ? undefined : this.#values.subarray(this.#startOf(row), this.#ends[row]);
  }

  #startOf(row: number): number {
    return row === 0 ? 0 : (this.#ends[row - 1] as number);
  }
}

function longer<T extends Int32Array | Float64Array>(values: T, room: T): T {
  room.set(values);
  return room;
}
