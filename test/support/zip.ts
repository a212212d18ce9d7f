import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';

/** A ZIP as any program makes it. */
export async function writeZip(
  path: string,
  files: Iterable<readonly [path: string, content: string | Buffer]>,
  options: { readonly isZip64?: boolean } = {},
): Promise<string> {
  const zip = new ZipFile();
  const forceZip64Format = options.isZip64 === true;
  for (const [name, content] of files) zip.addBuffer(Buffer.from(content), name, { forceZip64Format });
  zip.end({ forceZip64Format, comment: '' });
  await finished(zip.outputStream.pipe(createWriteStream(path)));
  return path;
}

/** One entry of a ZIP made by hand: what is given replaces what would be true. */
export interface Forged {
  readonly name: string | Buffer;
  readonly data: string | Buffer;
  /** 8 is deflate. */
  readonly method?: number;
  /** 0x800 says that the name is UTF-8, 1 that the entry is encrypted. */
  readonly flags?: number;
  readonly unixMode?: number;
  readonly declaredBytes?: number;
  readonly crc?: number;
  /** Where the directory says that the entry begins; ZIP64 is used above 4 GB. */
  readonly offset?: number;
}

/** The parts of a ZIP, so that a test can put a hole between them. */
export interface ForgedZip {
  readonly entries: Buffer;
  /** Directory and end, for a directory that begins at `directoryOffset`. */
  readonly end: (directoryOffset: number) => Buffer;
}

export function forgeZip(forged: readonly Forged[]): Buffer {
  const { entries, end } = forgeParts(forged);
  return Buffer.concat([entries, end(entries.length)]);
}

export function forgeParts(forged: readonly Forged[]): ForgedZip {
  let offset = 0;
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  for (const entry of forged) {
    const fields = fieldsOf(entry);
    const local = Buffer.concat([localHeader(fields), fields.name, fields.packed]);
    directory.push(directoryEntry(fields, entry.offset ?? offset));
    locals.push(local);
    offset += local.length;
  }
  const all = Buffer.concat(directory);
  return {
    entries: Buffer.concat(locals),
    end: (start) => Buffer.concat([all, endOf({ count: forged.length, bytes: all.length, start })]),
  };
}

type Fields = ReturnType<typeof fieldsOf>;

function fieldsOf({
  name,
  data,
  method = 8,
  flags = 0x800,
  unixMode = 0o100644,
  declaredBytes,
  crc,
}: Forged) {
  const content = Buffer.from(data as string);
  return {
    name: Buffer.from(name as string),
    packed: method === 8 ? deflateRawSync(content) : content,
    method,
    flags,
    unixMode,
    bytes: declaredBytes ?? content.length,
    crc: crc ?? crc32(content),
  };
}

function localHeader({ name, packed, method, flags, bytes, crc }: Fields): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(crc, 14);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(bytes, 22);
  header.writeUInt16LE(name.length, 26);
  return header;
}

function directoryEntry(
  { name, packed, method, flags, unixMode, bytes, crc }: Fields,
  offset: number,
): Buffer {
  const isFar = offset > 0xffffffff;
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 45, 4);
  header.writeUInt16LE(45, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(packed.length, 20);
  header.writeUInt32LE(bytes, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(isFar ? 12 : 0, 30);
  header.writeUInt32LE((unixMode << 16) >>> 0, 38);
  header.writeUInt32LE(isFar ? 0xffffffff : offset, 42);
  const extra = Buffer.alloc(isFar ? 12 : 0);
  if (isFar) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  return Buffer.concat([header, name, extra]);
}

function endOf({ count, bytes, start }: { count: number; bytes: number; start: number }): Buffer {
  const end = Buffer.alloc(22);
  const isFar = start > 0xffffffff;
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(isFar ? 0xffffffff : start, 16);
  if (!isFar) return end;
  const far = Buffer.alloc(56);
  far.writeUInt32LE(0x06064b50, 0);
  far.writeBigUInt64LE(44n, 4);
  far.writeUInt16LE(45, 12);
  far.writeUInt16LE(45, 14);
  far.writeBigUInt64LE(BigInt(count), 24);
  far.writeBigUInt64LE(BigInt(count), 32);
  far.writeBigUInt64LE(BigInt(bytes), 40);
  far.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(start + bytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([far, locator, end]);
}
