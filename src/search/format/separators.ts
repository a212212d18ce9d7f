/**
 * Which file of a sorted space of terms holds a term. File 0 begins with the empty separator; that of another file is
 * the shortest text that is greater than all terms before the file and at most its first.
 */
export function separatorBetween(last: string, first: string): string {
  let at = 0;
  while (last.charCodeAt(at) === first.charCodeAt(at)) at += 1;
  const cut = first.slice(0, at + 1);
  // Half a surrogate pair would not survive being written.
  return /[\ud800-\udbff]$/.test(cut) ? first.slice(0, at + 2) : cut;
}

/** The last file whose separator is at most the term. */
export function fileOf(separators: readonly string[], term: string): number {
  let [low, high] = [0, separators.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((separators[middle] as string) <= term) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The files, first and last, that may hold terms which begin so. */
export function filesOfPrefix(separators: readonly string[], prefix: string): readonly [number, number] {
  return [fileOf(separators, prefix), fileOf(separators, `${prefix}\uffff`)];
}

const firstCode = 48;
const mostShared = 70;

/** Separators as one text: a line for each, what it shares with the one before as one character. */
export function packSeparators(separators: readonly string[]): string {
  let before = '';
  return separators
    .map((separator) => {
      let shared = 0;
      while (shared < mostShared && shared < separator.length && separator[shared] === before[shared])
        shared += 1;
      before = separator;
      return String.fromCharCode(firstCode + shared) + separator.slice(shared);
    })
    .join('\n');
}

export function unpackSeparators(packed: string): readonly string[] {
  let before = '';
  return packed.split('\n').map((line) => {
    before = before.slice(0, line.charCodeAt(0) - firstCode) + line.slice(1);
    return before;
  });
}
