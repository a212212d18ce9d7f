/** A file of the index that does not hold what it must: cut, garbled, or not ours at all. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
}

/** Reads what a `ByteWriter` wrote. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** @throws DamagedFileError at the end of the bytes */
  varint(): number {
    const first = this.#bytes[this.at];
    // Most numbers are small.
    if (first !== undefined && first < 128) {
      this.at += 1;
      return first;
    }
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.#bytes[this.at++];
      if (byte === undefined) break;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
    throw new DamagedFileError('A number ends too early.');
  }

  skipVarints(count: number): void {
    const bytes = this.#bytes;
    let { at } = this;
    for (let left = count; left > 0; left -= 1) {
      while ((bytes[at] ?? 0) > 127) at += 1;
      at += 1;
    }
    this.at = at;
  }

  bytes(length: number): Uint8Array {
    if (this.at + length > this.#bytes.length) throw new DamagedFileError('A text ends too early.');
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }
}
