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

/** No term has capital letters: so they can say where a separator begins. */
const firstCode = 65;
const mostShared = 24;
const largeSign = 'Z';
const leastSteps = 2;
const mostSteps = 9;

/** The files of a space, in order. */
export interface FileList {
  readonly separators: readonly string[];
  /** About how many kB each is. */
  readonly sizes: readonly number[];
}

/**
 * Separators as one text: each begins with a letter for what it shares with the one before, from A for nothing. After
 * those of files that are larger than most there is a Z, and `large` has a digit: by how many factors of √2, at most 9.
 *
 * @param usual kB of most files
 */
export function packFiles(
  { separators, sizes }: FileList,
  usual: number,
): { readonly separators: string; readonly large: string } {
  let [before, packed, large] = ['', '', ''];
  for (const [file, separator] of separators.entries()) {
    let shared = 0;
    while (shared < mostShared && shared < separator.length && separator[shared] === before[shared])
      shared += 1;
    before = separator;
    packed += String.fromCharCode(firstCode + shared) + separator.slice(shared);
    const steps = Math.min(mostSteps, Math.round(2 * Math.log2((sizes[file] as number) / usual)));
    if (steps < leastSteps) continue;
    packed += largeSign;
    large += steps;
  }
  return { separators: packed, large };
}

/** Undoes {@link packFiles}, but for the exact sizes. */
export function unpackFiles(packed: string, large: string, usual: number): FileList {
  const separators: string[] = [];
  const sizes: number[] = [];
  let before = '';
  let at = 0;
  for (const [, letter = '', rest = '', sign] of packed.matchAll(/([A-Y])([^A-Z]*)(Z?)/g)) {
    before = before.slice(0, letter.charCodeAt(0) - firstCode) + rest;
    separators.push(before);
    sizes.push(usual * 2 ** (sign === '' ? 0 : Number(large[at++]) / 2));
  }
  return { separators, sizes };
}
