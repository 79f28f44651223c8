type Typed = Uint8Array | Uint16Array | Int32Array | Float64Array;

/** A typed array that grows by doubling: amortised constant time, no boxed numbers. */
export class Column<T extends Typed> {
  #values: T;
  #length = 0;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T, capacity = 1024) {
    this.#make = make;
    this.#values = make(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = this.#make(this.#length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length++] = value;
  }

  /** The values so far, without a copy: later growth does not reach them. */
  done(): T {
    return this.#values.subarray(0, this.#length) as T;
  }
}

export const uint8 = (capacity?: number) => new Column((length) => new Uint8Array(length), capacity);
export const int32 = (capacity?: number) => new Column((length) => new Int32Array(length), capacity);
export const float64 = (capacity?: number) => new Column((length) => new Float64Array(length), capacity);
