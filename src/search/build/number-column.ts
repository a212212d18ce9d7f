/** Numbers by document, as many as come. */
export class NumberColumn {
  #values: Float64Array | Int32Array;
  length = 0;

  constructor(kind: 'whole' | 'large') {
    this.#values = kind === 'large' ? new Float64Array(1024) : new Int32Array(1024);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const { length } = this;
      const bigger =
        this.#values instanceof Int32Array ? new Int32Array(length * 2) : new Float64Array(length * 2);
      bigger.set(this.#values);
      this.#values = bigger;
    }
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index] as number;
  }
}
