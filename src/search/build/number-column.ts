/** Numbers by document, as many as come. */
export class NumberColumn {
  #values: Float64Array | Int32Array;
  length = 0;

  constructor(kind: 'whole' | 'large') {
    this.#values = kind === 'large' ? new Float64Array(1024) : new Int32Array(1024);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const length = Math.max(1024, 2 * this.length);
      const bigger = this.#values instanceof Int32Array ? new Int32Array(length) : new Float64Array(length);
      bigger.set(this.#values);
      this.#values = bigger;
    }
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index] as number;
  }

  /** To be kept in a file; a view of memory that the next number may change. */
  values(): Float64Array | Int32Array {
    return this.#values.subarray(0, this.length);
  }

  /** @param values of another column, which is not used any more */
  static of(values: Int32Array<ArrayBuffer>): NumberColumn {
    const column = new NumberColumn('whole');
    column.#values = values;
    column.length = values.length;
    return column;
  }
}
