/** Bytes that are written one after the other; grows as needed. */
export class ByteWriter {
  #bytes: Uint8Array;
  length = 0;

  constructor(capacity = 256) {
    this.#bytes = new Uint8Array(capacity);
  }

  /** Unsigned LEB128: seven bits a byte, the lowest first. Up to 2^31 - 1. */
  varint(value: number): void {
    if (this.length + 5 > this.#bytes.length) this.#grow(5);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.#bytes[this.length++] = rest;
  }

  byte(value: number): void {
    if (this.length + 1 > this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = value;
  }

  bytes(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What was written; valid until the next write. */
  written(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  /** A copy of what was written. */
  copy(): Uint8Array {
    return this.#bytes.slice(0, this.length);
  }

  clear(): void {
    this.length = 0;
  }

  #grow(by: number): void {
    const bigger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + by));
    bigger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = bigger;
  }
}

/** How many bytes {@link ByteWriter.varint} takes. */
export function varintLength(value: number): number {
  return value < 128 ? 1 : value < 16_384 ? 2 : value < 2_097_152 ? 3 : value < 268_435_456 ? 4 : 5;
}
