import { hash } from 'node:crypto';
import { keyText, type SearchDocument } from '../document.ts';

/** Of a hash. */
export const hashLength = 12;

/** What is remembered of a document's content: two hashes. */
export interface Fingerprint {
  /** Changes when anything in the document does. */
  readonly whole: string;
  /** Length and hash of its texts, by which a longer one is known to begin with this one. */
  readonly texts: string;
}

export function fingerprintOf(document: SearchDocument): Fingerprint {
  const { url, authors, messageCount, isAnswered, kinds, posts, replies, text } = document;
  const texts = textsMark(document, text.length);
  const others = [keyText(document.key), url, authors, messageCount, isAnswered, kinds, posts, replies];
  return { whole: hashOf(JSON.stringify([texts, ...others])), texts };
}

/** True when nothing was taken from the texts of the earlier document: more was said, that is all. */
export function hasGrown(document: SearchDocument, earlier: string): boolean {
  const length = Number.parseInt(earlier, 36);
  return length <= document.text.length && textsMark(document, length) === earlier;
}

/** `2s.Gh3kD0aVq9Xz` */
function textsMark({ title, answer = '', text }: SearchDocument, length: number): string {
  const hash = hashOf(`${title}\0${answer}\0${length === text.length ? text : text.slice(0, length)}`);
  return `${length.toString(36)}.${hash}`;
}

function hashOf(text: string): string {
  return hash('sha1', text, 'base64url').slice(0, hashLength);
}
