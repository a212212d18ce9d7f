import { imageSize } from 'image-size';
import type { SlackFile } from '../model/message.ts';
import { claimedKind } from './file-rules.ts';
import { isHtml, textOf, typeOf } from './file-type.ts';
import { redactText } from './redact-text.ts';

/** A file as it may stand in a public archive. */
export interface FileContent {
  readonly bytes: Uint8Array;
  /** `png`: makes the name under which it is served, and so what a browser does with it. */
  readonly extension: string;
  readonly mimetype: string;
  /** Of images, in pixels, as they are shown. */
  readonly width?: number;
  readonly height?: number;
}

/**
 * Why what came is not the file.
 * - `sign-in-page`: HTML in place of something else: the token lacks `files:read`, or the file.
 * - `wrong-length`: fewer or more bytes than Slack says the file has.
 * - `wrong-type`: its bytes are of another kind than Slack says.
 */
export type ContentFault = 'sign-in-page' | 'wrong-length' | 'wrong-type';

type Checked = FileContent | ContentFault;

/** What Slack says of a file that its bytes must agree with. */
export type FileClaim = Pick<SlackFile, 'mode' | 'mimetype' | 'size' | 'name'>;

/**
 * Compares what was downloaded with what Slack says of the file, and makes of it what may become public: a text is
 * redacted as every other text, in UTF-8. HTML, SVG, XML and scripts are texts: served as such they are read, never run, on an
 * origin that the site shares with others.
 */
export function checkContent(bytes: Uint8Array, claim: FileClaim): Checked {
  const isPage = isHtml(bytes);
  if (isPage && !/html/i.test(claim.mimetype ?? '')) return 'sign-in-page';
  if (!isLength(bytes.length, claim)) return isPage ? 'sign-in-page' : 'wrong-length';
  const kind = claimedKind(claim);
  const type = typeOf(bytes, claim.name);
  if (type.kind === 'images') return imageOf(bytes, type);
  if (kind === 'images') return 'wrong-type';
  const text = type.extension === 'bin' ? textOf(bytes) : undefined;
  if (text !== undefined)
    return { bytes: new TextEncoder().encode(redactText(text)), extension: 'txt', mimetype: 'text/plain' };
  return kind === 'texts' ? 'wrong-type' : { bytes, extension: type.extension, mimetype: type.mimetype };
}

/** Slack counts a snippet's characters in its own way; a page would have been noticed before. */
function isLength(length: number, { mode, size = 0 }: FileClaim): boolean {
  return length > 0 && (length === size || size <= 0 || mode === 'snippet');
}

/** Turned by 90 degrees either way: https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf 4.6.4 A */
const lyingOnItsSide = 5;

function imageOf(
  bytes: Uint8Array,
  { extension, mimetype }: Pick<FileContent, 'extension' | 'mimetype'>,
): Checked {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    if (!(width > 0 && height > 0)) return 'wrong-type';
    const upright = orientation >= lyingOnItsSide ? { width: height, height: width } : { width, height };
    return { bytes, extension, mimetype, ...upright };
  } catch {
    return 'wrong-type';
  }
}
