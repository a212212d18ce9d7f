/** Finds the least of the next terms of several sorted sources. */
export class TermHeap {
  readonly #terms: (string | undefined)[];
  /** Sources as a binary heap by their terms; of equal terms the earlier source comes first. */
  readonly #heap: number[] = [];

  /** @param terms the first term of each source, or undefined where it has none */
  constructor(terms: readonly (string | undefined)[]) {
    this.#terms = [...terms];
    for (let source = 0; source < terms.length; source += 1)
      if (terms[source] !== undefined) {
        this.#heap.push(source);
        this.#up(this.#heap.length - 1);
      }
  }

  /** Undefined when all sources are at their end. */
  least(): string | undefined {
    const [first] = this.#heap;
    return first === undefined ? undefined : this.#terms[first];
  }

  /** The source of the least term. */
  source(): number {
    return this.#heap[0] as number;
  }

  /** Says what comes next in the source of the least term. */
  replace(next: string | undefined): void {
    const source = this.source();
    this.#terms[source] = next;
    if (next === undefined) {
      const last = this.#heap.pop() as number;
      if (this.#heap.length === 0) return;
      this.#heap[0] = last;
    }
    this.#down(0);
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#terms[a] as string, this.#terms[b] as string];
    return one < other || (one === other && a < b);
  }

  #up(from: number): void {
    const heap = this.#heap;
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (this.#isBefore(heap[parent] as number, heap[at] as number)) return;
      [heap[parent], heap[at]] = [heap[at] as number, heap[parent] as number];
      at = parent;
    }
  }

  #down(from: number): void {
    const heap = this.#heap;
    for (let at = from; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && this.#isBefore(heap[child] as number, heap[least] as number))
          least = child;
      if (least === at) return;
      [heap[least], heap[at]] = [heap[at] as number, heap[least] as number];
      at = least;
    }
  }
}
