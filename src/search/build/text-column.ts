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
}
