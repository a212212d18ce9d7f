/** What a result is written to: a terminal, where it may be coloured and must fit, or anything else. */
export interface Page {
  /** Undefined for what is no terminal. */
  readonly columns: number | undefined;
  readonly hasColours: boolean;
}

const widest = 80;
const narrowest = 30;

/** Text is read best in short lines; a terminal that is narrower gets shorter ones. */
export function widthOf(columns: number | undefined): number {
  return Math.max(narrowest, Math.min(widest, columns ?? widest));
}

/** Lines of at most so many columns; a word that is longer stands alone on its line, whole. */
export function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
