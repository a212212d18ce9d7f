/**
 * Numbers terms in the order in which they first come. A hash table of our own, because it can look up a stretch of a
 * text without making a string of it, which is most of the work of indexing.
 */
export class Vocabulary {
  readonly terms: string[] = [];
  #table = new Int32Array(1 << 16);
  readonly #hashes: number[] = [];

  numberOf(term: string): number {
    let hash = 0;
    for (let at = 0; at < term.length; at += 1) hash = (Math.imul(hash, 31) + term.charCodeAt(at)) | 0;
    const mask = this.#table.length - 1;
    for (let slot = mixed(hash) & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#table[slot] as number) - 1;
      if (number < 0) return this.#add(slot, hash, copyOf(term));
      if (this.#hashes[number] === hash && this.terms[number] === term) return number;
    }
  }

  /** The same for a stretch of ASCII letters and digits, as if it were in lower case. */
  numberOfSlice(text: string, start: number, end: number): number {
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + lowerCode(text.charCodeAt(at))) | 0;
    const mask = this.#table.length - 1;
    for (let slot = mixed(hash) & mask; ; slot = (slot + 1) & mask) {
      const number = (this.#table[slot] as number) - 1;
      if (number < 0) return this.#add(slot, hash, copyOf(text.slice(start, end).toLowerCase()));
      if (this.#hashes[number] === hash && isSame(this.terms[number] as string, text, start, end))
        return number;
    }
  }

  clear(): void {
    this.terms.length = 0;
    this.#hashes.length = 0;
    this.#table.fill(0);
  }

  #add(slot: number, hash: number, term: string): number {
    const number = this.terms.length;
    this.terms.push(term);
    this.#hashes.push(hash);
    this.#table[slot] = number + 1;
    if (2 * this.terms.length > this.#table.length) this.#grow();
    return number;
  }

  #grow(): void {
    const mask = 2 * this.#table.length - 1;
    this.#table = new Int32Array(mask + 1);
    for (const [number, hash] of this.#hashes.entries()) {
      let slot = mixed(hash) & mask;
      while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
      this.#table[slot] = number + 1;
    }
  }
}

function mixed(hash: number): number {
  const high = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return high ^ (high >>> 13);
}

function lowerCode(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}

function isSame(term: string, text: string, start: number, end: number): boolean {
  if (term.length !== end - start) return false;
  for (let at = 0; at < term.length; at += 1)
    if (term.charCodeAt(at) !== lowerCode(text.charCodeAt(start + at))) return false;
  return true;
}

/** A slice keeps its whole text alive; shorter ones are copies already. */
function copyOf(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString();
}
