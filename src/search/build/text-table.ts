/**
 * Numbers texts in the order in which they first come. A hash table of our own over bytes of our own: it can look up a
 * stretch of a text without making a string of it, which is most of the work of indexing, and hundreds of thousands of
 * terms are nothing that a garbage collector must walk through.
 */
export class TextTable {
  size = 0;
  /** All texts in UTF-8, one after the other, and where each begins; the last begin is that of the next to come. */
  #bytes = new Uint8Array(1 << 16);
  #starts = new Int32Array(1 << 12);
  #hashes = new Int32Array(1 << 12);
  /** Numbers plus 1. */
  #table = new Int32Array(1 << 13);

  numberOf(text: string): number {
    const start = this.#room(text.length);
    const bytes = this.#bytes;
    let hash = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127) return this.#numberOfUnicode(text);
      bytes[start + at] = code;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    return this.#numberOfLast(start, text.length, hash);
  }

  /** The same for a stretch of ASCII letters and digits, as if it were in lower case. */
  numberOfSlice(text: string, from: number, to: number): number {
    const start = this.#room(to - from);
    const bytes = this.#bytes;
    let hash = 0;
    for (let at = from; at < to; at += 1) {
      const code = text.charCodeAt(at);
      const lower = code >= 65 && code <= 90 ? code + 32 : code;
      bytes[start + at - from] = lower;
      hash = (Math.imul(hash, 31) + lower) | 0;
    }
    return this.#numberOfLast(start, to - from, hash);
  }

  /** In UTF-8; valid until the next text comes. */
  bytesOf(number: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[number], this.#starts[number + 1]);
  }

  /** All numbers in the order of their texts, which is that of JavaScript's strings. */
  inOrder(): Int32Array {
    const numbers = Int32Array.from({ length: this.size }, (_, number) => number);
    this.#sort(numbers, new Float64Array(this.size), 0);
    return numbers;
  }

  clear(): void {
    this.size = 0;
    this.#table.fill(0);
  }

  #numberOfUnicode(text: string): number {
    const start = this.#room(3 * text.length);
    const { written } = utf8.encodeInto(text, this.#bytes.subarray(start));
    let hash = 0;
    for (let at = start; at < start + written; at += 1)
      hash = (Math.imul(hash, 31) + (this.#bytes[at] as number)) | 0;
    return this.#numberOfLast(start, written, hash);
  }

  /** Looks up the bytes that stand after all others; when they are new they stay there. */
  #numberOfLast(start: number, length: number, hash: number): number {
    const mask = this.#table.length - 1;
    for (let slot = mixed(hash) & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#table[slot] as number) - 1;
      if (number < 0) return this.#keep(slot, start + length, hash);
      if (this.#hashes[number] === hash && this.#isSame(number, start, length)) return number;
    }
  }

  #isSame(number: number, start: number, length: number): boolean {
    const other = this.#starts[number] as number;
    if ((this.#starts[number + 1] as number) - other !== length) return false;
    for (let at = 0; at < length; at += 1)
      if (this.#bytes[other + at] !== this.#bytes[start + at]) return false;
    return true;
  }

  #keep(slot: number, end: number, hash: number): number {
    const number = this.size++;
    this.#hashes[number] = hash;
    this.#table[slot] = this.size;
    if (this.size + 1 >= this.#starts.length) {
      this.#starts = grown(this.#starts, new Int32Array(2 * this.#starts.length));
      this.#hashes = grown(this.#hashes, new Int32Array(this.#starts.length));
    }
    this.#starts[this.size] = end;
    if (2 * this.size > this.#table.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    const mask = 2 * this.#table.length - 1;
    this.#table = new Int32Array(mask + 1);
    for (let number = 0; number < this.size; number += 1) {
      let slot = mixed(this.#hashes[number] as number) & mask;
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = number + 1;
    }
  }

  /** Where the next text begins; so many bytes fit there. */
  #room(length: number): number {
    const start = this.#starts[this.size] as number;
    if (start + length > this.#bytes.length)
      this.#bytes = grown(this.#bytes, new Uint8Array(Math.max(2 * this.#bytes.length, start + length)));
    return start;
  }

  /**
   * Sorts numbers whose texts are the same up to a depth, by three bytes at a time: numbers sort faster than texts.
   *
   * @param keys room for as many numbers
   */
  #sort(numbers: Int32Array, keys: Float64Array, depth: number): void {
    for (let at = 0; at < numbers.length; at += 1)
      keys[at] = this.#threeBytes(numbers[at] as number, depth) * range + (numbers[at] as number);
    keys.sort();
    let from = 0;
    for (let at = 0; at < numbers.length; at += 1) {
      const key = Math.floor((keys[at] as number) / range);
      numbers[at] = (keys[at] as number) - key * range;
      const isLast = at + 1 === numbers.length || Math.floor((keys[at + 1] as number) / range) !== key;
      if (!isLast) continue;
      if (at > from) this.#sort(numbers.subarray(from, at + 1), keys.subarray(from, at + 1), depth + 3);
      from = at + 1;
    }
  }

  #threeBytes(number: number, depth: number): number {
    const start = (this.#starts[number] as number) + depth;
    const end = this.#starts[number + 1] as number;
    let key = 0;
    for (let at = start; at < start + 3; at += 1)
      key = key * 257 + (at < end ? 1 + order(this.#bytes[at] as number) : 0);
    return key;
  }
}

const utf8 = new TextEncoder();

/** Beyond any number of a term; with three bytes and an end it is still an exact number. */
const range = 2 ** 28;

/** UTF-8 sorts as code points do, JavaScript's strings by halves of surrogate pairs: these come before U+E000 to U+FFFF. */
function order(byte: number): number {
  return byte === 0xee || byte === 0xef ? byte + 16 : byte;
}

function mixed(hash: number): number {
  const high = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return high ^ (high >>> 13);
}

function grown<A extends Int32Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
