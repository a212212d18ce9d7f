/** Ascending numbers as their differences: `[3, 4, 9]` → `[3, 1, 5]`. Equal neighbours are allowed. */
export function gapsOf(numbers: Iterable<number>): number[] {
  const gaps: number[] = [];
  let last = 0;
  for (const number of numbers) {
    gaps.push(number - last);
    last = number;
  }
  return gaps;
}

/** Undoes {@link gapsOf}. */
export function fromGaps(gaps: readonly number[]): Int32Array {
  const numbers = new Int32Array(gaps.length);
  let last = 0;
  for (const [index, gap] of gaps.entries()) {
    last += gap;
    numbers[index] = last;
  }
  return numbers;
}
