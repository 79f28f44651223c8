/**
 * A 128-bit fingerprint of integers, the same on every machine: it sees numbers, never bytes in memory. It tells apart what
 * differs by accident (another fact, another cent); it is no signature and stops no forger.
 */
export class Hash {
  #a = 0x9e3779b9;
  #b = 0x85ebca6b;
  #c = 0xc2b2ae35;
  #d = 0x27d4eb2f;

  /** Takes in one integer between -2^53 and 2^53. */
  integer(value: number): this {
    const low = value | 0;
    const high = ((value - (value >>> 0)) / 0x1_0000_0000) | 0;
    this.#a = Math.imul(rotated(this.#a ^ Math.imul(low, 0xcc9e2d51), 15) + this.#b, 0x1b873593);
    this.#b = Math.imul(rotated(this.#b ^ Math.imul(high, 0x1b873593), 17) + this.#c, 0x38b34ae5);
    this.#c = (Math.imul(rotated(this.#c ^ this.#a, 13), 5) + 0xe6546b64) | 0;
    this.#d = (Math.imul(rotated(this.#d ^ this.#b, 16), 9) + low) | 0;
    return this;
  }

  /** Takes in a text: its length, then its UTF-16 units. */
  text(value: string): this {
    this.integer(value.length);
    for (let index = 0; index < value.length; index++) this.integer(value.charCodeAt(index));
    return this;
  }

  /** Four 32-bit words, each depending on everything that was taken in. */
  words(): readonly [number, number, number, number] {
    const a = finished(this.#a ^ this.#c);
    const b = finished(this.#b ^ a);
    const c = finished(this.#c ^ b);
    const d = finished(this.#d ^ c ^ a);
    return [a ^ d, b ^ d, c ^ a, d];
  }

  /** 32 hexadecimal digits. */
  hex(): string {
    return hexOf(this.words());
  }
}

/** A fingerprint of a set of records that does not depend on their order: the words of the records, added up. */
export class SetHash {
  #words = [0, 0, 0, 0];

  add(record: Hash): void {
    const words = record.words();
    for (let index = 0; index < 4; index++) this.#words[index] = ((this.#words[index] ?? 0) + (words[index] ?? 0)) | 0;
  }

  addTo(hash: Hash): void {
    for (const word of this.#words) hash.integer(word);
  }
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function finished(word: number): number {
  let mixed = word ^ (word >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function hexOf(words: readonly number[]): string {
  return words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}
