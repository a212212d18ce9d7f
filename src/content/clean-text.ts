// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]/g;
const needsCare =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: see above
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;

/** With the `u` flag a pair is one character, so only halves match. */
const loneSurrogates = /\p{Surrogate}/gu;

const directions = /[\u202a-\u202e\u2066-\u2069]/g;

const endOfIsolate = '\u2069';

/** By what opens a writing direction, the sign that ends it: one for embeddings and overrides, one for isolates. */
const endOf: Readonly<Record<string, string>> = {
  '\u202a': '\u202c',
  '\u202b': '\u202c',
  '\u202d': '\u202c',
  '\u202e': '\u202c',
  '\u2066': endOfIsolate,
  '\u2067': endOfIsolate,
  '\u2068': endOfIsolate,
};

/**
 * Text as it may stand anywhere: controls that no page may hold and halves of surrogate pairs become U+FFFD, and
 * a writing direction that was opened is closed again, so that it turns nothing around which is not its own.
 */
export function cleanText(text: string): string {
  if (!needsCare.test(text)) return text;
  const clean = text.replaceAll('\r\n', '\n').replace(controls, '\ufffd').replace(loneSurrogates, '\ufffd');
  return clean + openDirections(clean).reverse().join('');
}

/** The ends of what is open at the end of the text. The end of an isolate ends what was opened in it as well. */
function openDirections(text: string): string[] {
  const open: string[] = [];
  let isolates = 0;
  for (const [sign] of text.matchAll(directions)) {
    const end = endOf[sign];
    if (end === endOfIsolate) isolates += 1;
    if (end !== undefined) open.push(end);
    else if (sign === endOfIsolate && isolates > 0) {
      isolates -= 1;
      open.length = open.lastIndexOf(sign);
    } else if (sign === open.at(-1)) open.pop();
  }
  return open;
}

/** The lines of a text, whoever wrote it: on a Mac, a PC or in a browser. */
export function linesOf(text: string): string[] {
  return plainBreaks(text).split('\n');
}

/** The same text with `\n` as its only line break. */
export function plainBreaks(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
