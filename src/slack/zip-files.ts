import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import {
  type Entry,
  fromRandomAccessReader,
  RandomAccessReader,
  validateFileName,
  type ZipFile,
} from 'yauzl';
import { SourceError } from '../errors.ts';
import { isIgnored, type SourceFiles, type SourceLimits } from './source-files.ts';

/** What is kept of a directory entry: a whole `Entry` would be ten times as large. */
interface Packed {
  readonly headerOffset: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc: number;
  readonly isDeflated: boolean;
}

/**
 * Opens a ZIP and reads its directory once. ZIP64 is fine.
 *
 * @throws SourceError for anything that is no whole, plain, harmless ZIP.
 */
export async function openZip(path: string, limits: SourceLimits): Promise<SourceFiles> {
  const fd = openSync(path, 'r');
  try {
    const entries = await readDirectory(fd, path, limits);
    return zipFiles(fd, path, entries);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

interface Directory {
  readonly packed: ReadonlyMap<string, Packed>;
  readonly others: readonly string[];
}

async function readDirectory(fd: number, path: string, limits: SourceLimits): Promise<Directory> {
  const zip = await openArchive(fd, path);
  const packed = new Map<string, Packed>();
  const others: string[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry, path);
      if (name.endsWith('/') || isIgnored(name)) continue;
      if (!name.endsWith('.json')) {
        if (others.length < 20) others.push(name);
        continue;
      }
      packed.set(name, checked(entry, name, { path, limits }));
      if (packed.size > limits.files) throw refused(path, `it holds more than ${limits.files} files`);
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(
      `${path}: the directory of this ZIP is damaged (${(error as Error).message}). ${fetchAgain}`,
    );
  }
  return { packed, others };
}

async function openArchive(fd: number, path: string): Promise<ZipFile> {
  const { size } = fstatSync(fd);
  try {
    return await new Promise<ZipFile>((resolve, reject) => {
      const options = { lazyEntries: true, decodeStrings: false, autoClose: false } as const;
      fromRandomAccessReader(new BlockReader(fd), size, options, (error, zip) =>
        error === null || error === undefined ? resolve(zip) : reject(error),
      );
    });
  } catch (error) {
    const start = Buffer.alloc(4);
    readSync(fd, start, 0, 4, 0);
    const isZip = start.toString('latin1', 0, 2) === 'PK';
    throw new SourceError(
      isZip
        ? `${path}: this ZIP is cut off: its end is missing (${(error as Error).message}). ${fetchAgain}`
        : `${path}: this is not a ZIP file. Give the ZIP that Slack made, or the folder it unpacks to.`,
      { cause: error },
    );
  }
}

/** Names without the UTF-8 flag are UTF-8 all the same in Slack's exports; what is not valid is old DOS text. */
function entryName(entry: Entry, path: string): string {
  const raw = entry.fileName as unknown as Buffer;
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    name = raw.toString('latin1');
  }
  const invalid = name.includes('\\') ? 'a backslash in a name' : validateFileName(name);
  if (invalid)
    throw refused(path, `an entry would be written outside its folder or has a forbidden name: ${invalid}`);
  return name;
}

function checked(
  entry: Entry,
  name: string,
  { path, limits }: { path: string; limits: SourceLimits },
): Packed {
  const isLink = ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000;
  if (isLink) throw refused(path, `${name} is a symbolic link, which no export has`);
  if (entry.isEncrypted())
    throw refused(path, `${name} is encrypted. Unpack it yourself and give the folder`);
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw refused(
      path,
      `${name} is packed in a way (${entry.compressionMethod}) that exports do not use. Unpack it`,
    );
  }
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
  if (entry.uncompressedSize > limits.fileBytes) {
    throw refused(
      path,
      `${name} would unpack to ${entry.uncompressedSize} bytes; the limit is ${limits.fileBytes}`,
    );
  }
  if (entry.uncompressedSize > 16 * 1024 * 1024 && ratio > limits.ratio) {
    throw refused(path, `${name} would unpack to ${Math.round(ratio)} times its size, as a ZIP bomb does`);
  }
  return {
    headerOffset: entry.relativeOffsetOfLocalHeader,
    packedBytes: entry.compressedSize,
    bytes: entry.uncompressedSize,
    crc: entry.crc32,
    isDeflated: entry.compressionMethod === 8,
  };
}

function zipFiles(fd: number, path: string, { packed, others }: Directory): SourceFiles {
  const header = Buffer.alloc(30);
  return {
    name: basename(path),
    paths: [...packed.keys()].sort(),
    others,
    read(name) {
      const entry = packed.get(name);
      if (entry === undefined) throw new SourceError(`${path}: there is no ${name} in this ZIP.`);
      readFully(fd, header, entry.headerOffset);
      if (header.readUInt32LE(0) !== 0x04034b50)
        throw damaged(path, name, 'no file starts where the directory says');
      const start = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
      const raw = readFully(fd, Buffer.allocUnsafe(entry.packedBytes), start);
      const data = entry.isDeflated ? inflate(raw, entry.bytes, { path, name }) : raw;
      if (data.length !== entry.bytes || crc32(data) !== entry.crc)
        throw damaged(path, name, 'its checksum is wrong');
      return data;
    },
    close: () => closeSync(fd),
  };
}

function inflate(raw: Buffer, bytes: number, { path, name }: { path: string; name: string }): Buffer {
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(1, bytes) });
  } catch (error) {
    throw damaged(path, name, (error as Error).message);
  }
}

function readFully(fd: number, buffer: Buffer, position: number): Buffer {
  let done = 0;
  while (done < buffer.length) {
    const read = readSync(fd, buffer, done, buffer.length - done, position + done);
    if (read === 0) break;
    done += read;
  }
  return done === buffer.length ? buffer : buffer.subarray(0, done);
}

/** Serves the many small reads of a ZIP's directory from blocks of a megabyte. */
class BlockReader extends RandomAccessReader {
  readonly #fd: number;
  #block: Buffer = Buffer.alloc(0);
  #start = 0;

  constructor(fd: number) {
    super();
    this.#fd = fd;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (position < this.#start || position + length > this.#start + this.#block.length) {
      this.#start = position;
      this.#block = readFully(this.#fd, Buffer.allocUnsafe(Math.max(length, 1024 * 1024)), position);
    }
    const start = position - this.#start;
    const copied = this.#block.copy(buffer, offset, start, start + length);
    callback(copied === length ? null : new Error('unexpected end of file'));
  }

  override _readStreamForRange(): never {
    throw new Error('entries are read without streams');
  }
}

const fetchAgain = 'Download or copy it again, then repeat the command.';

function refused(path: string, reason: string): SourceError {
  return new SourceError(`${path}: refused for safety: ${reason}.`);
}

function damaged(path: string, name: string, reason: string): SourceError {
  return new SourceError(`${path}: ${name} is damaged in this ZIP: ${reason}. ${fetchAgain}`);
}
