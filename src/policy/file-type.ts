import type { FileKind } from '../model/file-kind.ts';

/** How a copy is kept and served: by what its bytes are, never by what its name says. */
export interface FileType {
  readonly kind: FileKind;
  readonly mimetype: string;
  readonly extension: string;
}

interface Signature extends FileType {
  readonly at?: number;
  readonly bytes: string;
  readonly also?: readonly [at: number, bytes: string];
}

/** Bytes as Latin-1. Formats that run a program in a browser are not here: they are texts. */
const signatures: readonly Signature[] = [
  { kind: 'images', mimetype: 'image/png', extension: 'png', bytes: '\x89PNG\r\n\x1a\n' },
  { kind: 'images', mimetype: 'image/jpeg', extension: 'jpg', bytes: '\xff\xd8\xff' },
  { kind: 'images', mimetype: 'image/gif', extension: 'gif', bytes: 'GIF8' },
  { kind: 'images', mimetype: 'image/webp', extension: 'webp', bytes: 'RIFF', also: [8, 'WEBP'] },
  { kind: 'others', mimetype: 'application/pdf', extension: 'pdf', bytes: '%PDF-' },
  { kind: 'others', mimetype: 'application/zip', extension: 'zip', bytes: 'PK\x03\x04' },
  { kind: 'others', mimetype: 'application/gzip', extension: 'gz', bytes: '\x1f\x8b' },
  { kind: 'others', mimetype: 'video/quicktime', extension: 'mov', at: 4, bytes: 'ftypqt' },
  { kind: 'others', mimetype: 'image/heic', extension: 'heic', at: 4, bytes: 'ftyphei' },
  { kind: 'others', mimetype: 'video/mp4', extension: 'mp4', at: 4, bytes: 'ftyp' },
  { kind: 'others', mimetype: 'video/webm', extension: 'webm', bytes: '\x1a\x45\xdf\xa3' },
  { kind: 'others', mimetype: 'audio/ogg', extension: 'ogg', bytes: 'OggS' },
  { kind: 'others', mimetype: 'audio/wav', extension: 'wav', bytes: 'RIFF', also: [8, 'WAVE'] },
  { kind: 'others', mimetype: 'audio/mpeg', extension: 'mp3', bytes: 'ID3' },
];

/** Documents that are ZIP archives inside: their names tell them apart, and no browser opens any of them by itself. */
const zipDocuments = /\.(docx|xlsx|pptx|odt|ods|odp|epub)$/i;

/** What bytes are. What no browser must open is `bin`; whether they are a text is not asked here. */
export function typeOf(bytes: Uint8Array, name = ''): FileType {
  const head = headOf(bytes, 64);
  const found = signatures.find(
    ({ at = 0, bytes: sign, also }) =>
      head.startsWith(sign, at) && (also === undefined || head.startsWith(also[1], also[0])),
  );
  if (found === undefined) return { kind: 'others', mimetype: 'application/octet-stream', extension: 'bin' };
  const { kind, mimetype, extension } = found;
  const document = extension === 'zip' ? zipDocuments.exec(name)?.[1] : undefined;
  return { kind, mimetype, extension: document?.toLowerCase() ?? extension };
}

/** The text that bytes are, whatever its encoding; undefined where they are none. */
export function textOf(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be');
  if (bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return undefined;
  return decoded(bytes, 'utf-8') ?? decoded(bytes, 'windows-1252');
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The page on which Slack asks to sign in begins so. */
export function isHtml(bytes: Uint8Array): boolean {
  const head = headOf(bytes, 1024);
  return /^[\s\xef\xbb\xbf]*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(head);
}

/** As Latin-1: a character for each byte. */
function headOf(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}
