/**
 * Numbers texts in the order in which they first come. A hash table of our own over bytes of our own: it can look up a
 * stretch of a text without making a string of it, which is most of the work of indexing, and hundreds of thousands of
 * terms are nothing that a garbage collector must walk through.
 */
export class TextTable {
  size = 0;
  /** All texts in UTF-8, one after the other, and behind them the one that is looked up. */
  #bytes: Uint8Array;
  /** Where each text begins, and the one that is looked up. */
  #starts: Int32Array;
  #hashes: Int32Array;
  /** Numbers plus 1. */
  #slots: Int32Array;
  /** Of the text that is looked up. */
  #end = 0;
  #hash = 0;

  /** @param texts about how many will come, a power of two: what has to grow leaves holes in the memory */
  constructor(texts = 1 << 10) {
    this.#bytes = new Uint8Array(16 * texts);
    this.#starts = new Int32Array(texts);
    this.#hashes = new Int32Array(texts);
    this.#slots = new Int32Array(2 * texts);
  }

  /** Gives the text a number if it has none. */
  numberOf(text: string): number {
    this.#write(text);
    return this.#numberOfWritten();
  }

  /** The same for a stretch of ASCII letters and digits, as if it were in lower case. */
  numberOfSlice(text: string, from: number, to: number): number {
    let at = this.#room(to - from);
    const bytes = this.#bytes;
    let hash = 0;
    for (let source = from; source < to; source += 1) {
      const code = text.charCodeAt(source);
      const lower = code >= 65 && code <= 90 ? code + 32 : code;
      bytes[at++] = lower;
      hash = (Math.imul(hash, 31) + lower) | 0;
    }
    this.#end = at;
    this.#hash = hash;
    return this.#numberOfWritten();
  }

  /** Undefined when the text has no number. */
  find(text: string): number | undefined {
    this.#write(text);
    const number = (this.#slots[this.#slot()] as number) - 1;
    return number < 0 ? undefined : number;
  }

  textOf(number: number): string {
    return utf8Decoder.decode(this.bytesOf(number));
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

  /** All texts, to be kept in a file; views of memory that the next text may change. */
  columns(): TextColumns {
    const starts = this.#starts.subarray(0, this.size + 1);
    return { starts, bytes: this.#bytes.subarray(0, starts[this.size]) };
  }

  /** @param columns of another table; they are copied */
  static of({ starts, bytes }: TextColumns): TextTable {
    const size = starts.length - 1;
    const table = new TextTable(2 ** Math.ceil(Math.log2(Math.max(size + 1, 2))));
    const room = bytes.length + lookedUpLength;
    if (room > table.#bytes.length) table.#bytes = new Uint8Array(room);
    table.#bytes.set(bytes);
    table.#starts.set(starts);
    for (let number = 0; number < size; number += 1)
      table.#hashes[number] = table.#hashBetween(starts[number] as number, starts[number + 1] as number);
    table.size = size;
    table.#rehash(table.#slots.length);
    return table;
  }

  clear(): void {
    this.size = 0;
    this.#slots.fill(0);
  }

  /** Writes the text that is looked up. */
  #write(text: string): void {
    let at = this.#room(text.length);
    const bytes = this.#bytes;
    let hash = 0;
    for (let from = 0; from < text.length; from += 1) {
      const code = text.charCodeAt(from);
      if (code > 127) {
        this.#writeUnicode(text);
        return;
      }
      bytes[at++] = code;
      hash = (Math.imul(hash, 31) + code) | 0;
    }
    this.#end = at;
    this.#hash = hash;
  }

  #writeUnicode(text: string): void {
    const start = this.#room(3 * text.length);
    this.#end = start + utf8.encodeInto(text, this.#bytes.subarray(start)).written;
    this.#hash = this.#hashBetween(start, this.#end);
  }

  #hashBetween(start: number, end: number): number {
    const bytes = this.#bytes;
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
    return hash;
  }

  /** Where the text that is looked up may begin; so many bytes fit there. */
  #room(length: number): number {
    const start = this.#starts[this.size] as number;
    if (start + length > this.#bytes.length)
      this.#bytes = grown(this.#bytes, new Uint8Array(Math.max(2 * this.#bytes.length, start + length)));
    return start;
  }

  #numberOfWritten(): number {
    const slot = this.#slot();
    const number = (this.#slots[slot] as number) - 1;
    return number < 0 ? this.#keep(slot) : number;
  }

  /** The slot of the text that is looked up, or the empty one where it belongs. */
  #slot(): number {
    const mask = this.#slots.length - 1;
    for (let slot = mixed(this.#hash) & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#slots[slot] as number) - 1;
      if (number < 0 || (this.#hashes[number] === this.#hash && this.#isWritten(number))) return slot;
    }
  }

  #isWritten(number: number): boolean {
    const bytes = this.#bytes;
    let other = this.#starts[this.size] as number;
    let at = this.#starts[number] as number;
    const end = this.#starts[number + 1] as number;
    if (end - at !== this.#end - other) return false;
    while (at < end) if (bytes[at++] !== bytes[other++]) return false;
    return true;
  }

  #keep(slot: number): number {
    const number = this.size++;
    if (this.size === this.#hashes.length) {
      this.#starts = grown(this.#starts, new Int32Array(2 * this.size));
      this.#hashes = grown(this.#hashes, new Int32Array(2 * this.size));
    }
    this.#hashes[number] = this.#hash;
    this.#starts[this.size] = this.#end;
    this.#slots[slot] = this.size;
    if (2 * this.size > this.#slots.length) this.#rehash(2 * this.#slots.length);
    return number;
  }

  #rehash(slots: number): void {
    const mask = slots - 1;
    this.#slots = new Int32Array(mask + 1);
    for (let number = 0; number < this.size; number += 1) {
      let slot = mixed(this.#hashes[number] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number + 1;
    }
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

/** Room behind the texts for one that is looked up. */
const lookedUpLength = 1024;

/** Texts as they lie in memory. */
export interface TextColumns {
  /** Where each begins in the bytes, and where the last one ends. */
  readonly starts: Int32Array;
  /** In UTF-8. */
  readonly bytes: Uint8Array;
}

const utf8 = new TextEncoder();
const utf8Decoder = new TextDecoder();

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
