import { formatMarker, hashText, type Marker, parseMarker, type TextHash } from './marker.ts';

/**
 * The text of a post or comment on GitHub. What stands between our first and our last line belongs to unsilo; what
 * people wrote before and after it is theirs and survives every update.
 */
export interface Body {
  readonly marker: Marker;
  /** What we wrote, without the two marker lines. */
  readonly text: string;
  /** Hash of the title as we last wrote it, in the body of the post: what people retitled is left alone. */
  readonly titleHash?: TextHash;
  /** False when somebody changed what stands between the markers. */
  readonly isIntact: boolean;
  readonly before: string;
  readonly after: string;
}

const lastLine = /^<!-- unsilo:end text=([0-9a-f]{12})(?: title=([0-9a-f]{12}))? -->$/;

/** First line the marker, last line the checksums, so that nothing but the post itself is needed to read it back. */
export function formatBody(body: Pick<Body, 'marker' | 'text' | 'titleHash'>): string {
  const title = body.titleHash === undefined ? '' : ` title=${body.titleHash}`;
  return `${formatMarker(body.marker)}\n${body.text}\n\n<!-- unsilo:end text=${hashText(body.text)}${title} -->\n`;
}

/**
 * Reads what {@link formatBody} wrote, whatever people put around it. Undefined where there is no marker.
 * The first marker line and the last closing line count: Slack text that looks like one stands between ours.
 */
export function parseBody(text: string): Body | undefined {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const start = lines.findIndex((line) => parseMarker(line) !== undefined);
  const marker = parseMarker(lines[start] ?? '');
  if (marker === undefined) return undefined;
  const end = lines.findLastIndex((line) => lastLine.test(line));
  const [, textHash, titleHash] = lastLine.exec(lines[end] ?? '') ?? [];
  const isClosed = end > start;
  const inside = lines.slice(start + 1, isClosed ? end : undefined).join('\n');
  return {
    marker,
    text: inside.trim(),
    ...(titleHash === undefined ? {} : { titleHash: titleHash as TextHash }),
    isIntact: isClosed && hashText(inside) === textHash,
    before: lines.slice(0, start).join('\n'),
    after: isClosed ? lines.slice(end + 1).join('\n') : '',
  };
}

/** Puts a new text of ours where the old one stood: what people wrote around it stays, to the letter. */
export function replaceOwnText(old: Body, written: string): string {
  const before = old.before === '' ? '' : `${old.before}\n`;
  return `${before}${written}${old.after}`;
}
