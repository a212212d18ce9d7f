// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g;
const needsCare =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: see above
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;

/** With the `u` flag a pair is one character, so only halves match. */
const loneSurrogates = /\p{Surrogate}/gu;

const embeddings = /[\u202a\u202b\u202d\u202e]/g;
const embeddingEnds = /\u202c/g;
const isolates = /[\u2066-\u2068]/g;
const isolateEnds = /\u2069/g;

/**
 * Text as it may stand anywhere: controls that no page may hold and halves of surrogate pairs become U+FFFD, and
 * a writing direction that was opened is closed again, so that it turns nothing around which is not its own.
 */
export function cleanText(text: string): string {
  if (!needsCare.test(text)) return text;
  const clean = text.replaceAll('\r\n', '\n').replace(controls, '\ufffd').replace(loneSurrogates, '\ufffd');
  const open = count(clean, embeddings) - count(clean, embeddingEnds);
  const isolated = count(clean, isolates) - count(clean, isolateEnds);
  return clean + '\u202c'.repeat(Math.max(0, open)) + '\u2069'.repeat(Math.max(0, isolated));
}

/** The lines of a text, whoever wrote it: on a Mac, a PC or in a browser. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n?|\n/);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
