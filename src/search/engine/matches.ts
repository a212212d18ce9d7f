/** Documents that match, in ascending order, with what they score and which words of the query they have. */
export interface Matches {
  readonly size: number;
  readonly docs: Int32Array;
  readonly scores: Float64Array;
  /** Bit by word of the query. */
  readonly words: Int32Array;
}

export function emptyMatches(capacity = 0): { -readonly [Key in keyof Matches]: Matches[Key] } {
  return {
    size: 0,
    docs: new Int32Array(capacity),
    scores: new Float64Array(capacity),
    words: new Int32Array(capacity),
  };
}

/** What is in both, with the sum of the scores. */
export function intersection(a: Matches, b: Matches): Matches {
  const result = emptyMatches(Math.min(a.size, b.size));
  for (let [left, right] = [0, 0]; left < a.size && right < b.size; ) {
    const [one, other] = [a.docs[left] as number, b.docs[right] as number];
    if (one === other) add(result, one, sum(a, left, b, right), both(a, left, b, right));
    if (one <= other) left += 1;
    if (other <= one) right += 1;
  }
  return result;
}

/** What is in either, with the sum of the scores. */
export function union(a: Matches, b: Matches): Matches {
  const result = emptyMatches(a.size + b.size);
  for (let [left, right] = [0, 0]; left < a.size || right < b.size; ) {
    const one = left < a.size ? (a.docs[left] as number) : Number.POSITIVE_INFINITY;
    const other = right < b.size ? (b.docs[right] as number) : Number.POSITIVE_INFINITY;
    if (one === other) add(result, one, sum(a, left, b, right), both(a, left, b, right));
    else if (one < other) add(result, one, a.scores[left] as number, a.words[left] as number);
    else add(result, other, b.scores[right] as number, b.words[right] as number);
    if (one <= other) left += 1;
    if (other <= one) right += 1;
  }
  return result;
}

function sum(a: Matches, left: number, b: Matches, right: number): number {
  return (a.scores[left] as number) + (b.scores[right] as number);
}

function both(a: Matches, left: number, b: Matches, right: number): number {
  return (a.words[left] as number) | (b.words[right] as number);
}

function add(to: ReturnType<typeof emptyMatches>, doc: number, score: number, words: number): void {
  to.docs[to.size] = doc;
  to.scores[to.size] = score;
  to.words[to.size++] = words;
}
