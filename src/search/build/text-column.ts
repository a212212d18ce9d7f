import type { TextColumns } from './text-table.ts';

/** Short texts by number, as bytes: a hundred thousand strings would take several times the memory. */
export class TextColumn {
  length = 0;
  #bytes = Buffer.alloc(1 << 14);
  #starts = new Int32Array(1 << 10);

  push(text: string): void {
    const start = this.#starts[this.length] as number;
    if (start + 3 * text.length > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes], 2 * this.#bytes.length + 3 * text.length);
    if (this.length + 1 === this.#starts.length) {
      const starts = new Int32Array(2 * this.#starts.length);
      starts.set(this.#starts);
      this.#starts = starts;
    }
    this.length += 1;
    this.#starts[this.length] = start + this.#bytes.write(text, start);
  }

  at(index: number): string {
    return this.#bytes.toString('utf8', this.#starts[index], this.#starts[index + 1]);
  }

  /** To be kept in a file; views of memory that the next text may change. */
  columns(): TextColumns {
    const starts = this.#starts.subarray(0, this.length + 1);
    return { starts, bytes: this.#bytes.subarray(0, starts[this.length]) };
  }

  /** @param columns of another one, which is not used any more */
  static of({ starts, bytes }: TextColumns): TextColumn {
    const column = new TextColumn();
    column.#starts = starts as Int32Array<ArrayBuffer>;
    column.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) as Buffer<ArrayBuffer>;
    column.length = starts.length - 1;
    return column;
  }
}
