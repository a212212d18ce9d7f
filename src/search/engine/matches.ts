/** Documents that match, in ascending order, with what they score and which words of the query they have. */
export class Matches {
  size = 0;
  docs = new Int32Array();
  scores = new Float64Array();
  /** Bit by word of the query. */
  words = new Int32Array();

  /** Forgets all, and makes room for so many. */
  empty(most: number): void {
    this.size = 0;
    if (most <= this.docs.length) return;
    // A little more: the next query may need it.
    const length = Math.ceil(1.5 * most);
    this.docs = new Int32Array(length);
    this.scores = new Float64Array(length);
    this.words = new Int32Array(length);
  }

  add(doc: number, score: number, words: number): void {
    const at = this.size++;
    this.docs[at] = doc;
    this.scores[at] = score;
    this.words[at] = words;
  }

  /** Adds one of others. */
  addFrom({ docs, scores, words }: Matches, at: number): void {
    this.add(docs[at] as number, scores[at] as number, words[at] as number);
  }

  /** To the one that was added last. */
  addToLast(score: number, words: number): void {
    const at = this.size - 1;
    this.scores[at] = (this.scores[at] as number) + score;
    this.words[at] = (this.words[at] as number) | words;
  }
}

/** Adds what is in either, with the sum of the scores, to `result`. */
export function unite(a: Matches, b: Matches, result: Matches): void {
  for (let [left, right] = [0, 0]; left < a.size || right < b.size; ) {
    const one = left < a.size ? (a.docs[left] as number) : Number.POSITIVE_INFINITY;
    const other = right < b.size ? (b.docs[right] as number) : Number.POSITIVE_INFINITY;
    if (one <= other) result.addFrom(a, left++);
    if (other < one) result.addFrom(b, right++);
    else if (one === other) {
      result.addToLast(b.scores[right] as number, b.words[right] as number);
      right += 1;
    }
  }
}

/** Leaves of `a` what is in `b` as well, with the sum of the scores. */
export function intersect(a: Matches, b: Matches): void {
  const { size } = a;
  a.size = 0;
  for (let [left, right] = [0, 0]; left < size && right < b.size; ) {
    const [one, other] = [a.docs[left] as number, b.docs[right] as number];
    if (one === other) {
      a.addFrom(a, left);
      a.addToLast(b.scores[right] as number, b.words[right] as number);
    }
    if (one <= other) left += 1;
    if (other <= one) right += 1;
  }
}
