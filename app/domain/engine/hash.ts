/** Words taken in before they are mixed. */
const WAITING_MOST = 1024;

/**
 * A 128-bit fingerprint of integers (the mixing of MurmurHash3 x86_128 over 32-bit words), the same on every machine: it sees
 * numbers, never bytes in memory. It tells apart what differs by accident (another fact, another cent); it stops no forger.
 */
export class Hash {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;
  #count = 0;
  /** Words that wait: mixing many at once leaves the four sums in registers. */
  readonly #waiting = new Int32Array(WAITING_MOST);
  #length = 0;

  /** Forgets everything, to fingerprint the next record with the same object. */
  reset(): this {
    this.#a = this.#b = this.#c = this.#d = this.#count = this.#length = 0;
    return this;
  }

  /** Takes in four 32-bit words. */
  words(w1: number, w2: number, w3: number, w4: number): this {
    if (this.#length === WAITING_MOST) this.#mix();
    const at = this.#length;
    this.#waiting[at] = w1;
    this.#waiting[at + 1] = w2;
    this.#waiting[at + 2] = w3;
    this.#waiting[at + 3] = w4;
    this.#length = at + 4;
    return this;
  }

  /** Takes in two integers between -2^53 and 2^53. */
  pair(x: number, y: number): this {
    return this.words(x | 0, highWord(x), y | 0, highWord(y));
  }

  /** Takes in a text: its length, then its UTF-16 units. */
  text(value: string): this {
    this.pair(value.length, 0);
    for (let index = 0; index < value.length; index++) this.pair(value.charCodeAt(index), index);
    return this;
  }

  /** Four 32-bit words, each depending on everything that was taken in, added to `sums`: for sets, where order must not count. */
  addTo(sums: Int32Array): void {
    const { a, b, c, d } = this.#finished();
    sums[0] = (sums[0] as number) + a;
    sums[1] = (sums[1] as number) + b;
    sums[2] = (sums[2] as number) + c;
    sums[3] = (sums[3] as number) + d;
  }

  /** 32 hexadecimal digits. */
  hex(): string {
    const { a, b, c, d } = this.#finished();
    return [a, b, c, d].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #mix(): void {
    const waiting = this.#waiting;
    const length = this.#length;
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
    for (let at = 0; at < length; at += 4) {
      a ^= Math.imul(rotated(Math.imul(waiting[at] as number, 0x239b961b), 15), 0xab0e9789);
      a = (Math.imul((rotated(a, 19) + b) | 0, 5) + 0x561ccd1b) | 0;
      b ^= Math.imul(rotated(Math.imul(waiting[at + 1] as number, 0xab0e9789), 16), 0x38b34ae5);
      b = (Math.imul((rotated(b, 17) + c) | 0, 5) + 0x0bcaa747) | 0;
      c ^= Math.imul(rotated(Math.imul(waiting[at + 2] as number, 0x38b34ae5), 17), 0xa1e38b93);
      c = (Math.imul((rotated(c, 15) + d) | 0, 5) + 0x96cd1c35) | 0;
      d ^= Math.imul(rotated(Math.imul(waiting[at + 3] as number, 0xa1e38b93), 18), 0x239b961b);
      d = (Math.imul((rotated(d, 13) + a) | 0, 5) + 0x32ac3b17) | 0;
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
    this.#count = (this.#count + length / 4) | 0;
    this.#length = 0;
  }

  #finished(): { a: number; b: number; c: number; d: number } {
    this.#mix();
    const sum = ((this.#a ^ this.#count) + this.#b + this.#c + this.#d) | 0;
    const a = mixed(sum);
    const b = mixed((this.#b + sum) | 0);
    const c = mixed((this.#c + sum) | 0);
    const d = mixed((this.#d + sum) | 0);
    const all = (a + b + c + d) | 0;
    return { a: all, b: (b + all) | 0, c: (c + all) | 0, d: (d + all) | 0 };
  }
}

/** The part of an integer above its lowest 32 bits. */
export function highWord(value: number): number {
  return ((value - (value >>> 0)) / 0x1_0000_0000) | 0;
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function mixed(word: number): number {
  let mix = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}
