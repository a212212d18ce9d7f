import { fstatSync, readSync } from 'node:fs';
import {
  type Entry,
  fromRandomAccessReader,
  RandomAccessReader,
  validateFileName,
  type ZipFile,
} from 'yauzl';
import { SourceError } from '../errors.ts';
import { isIgnored, isJsonOfExport, type SourceLimits } from './source-files.ts';

/** What is kept of a directory entry: a whole `Entry` would be ten times as large. */
export interface Packed {
  readonly headerOffset: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly crc: number;
  readonly isDeflated: boolean;
}

export interface ZipDirectory {
  /** JSON files by name. */
  readonly packed: ReadonlyMap<string, Packed>;
  /** Names of a few other things. */
  readonly others: readonly string[];
}

export const fetchAgain = 'Download or copy it again, then repeat the command.';

/**
 * Reads the directory of a ZIP once and refuses what no export has: links, encryption, names that lead elsewhere,
 * names that stand there twice, and sizes that only a ZIP bomb has.
 *
 * @throws SourceError
 */
export async function readZipDirectory(
  fd: number,
  path: string,
  limits: SourceLimits,
): Promise<ZipDirectory> {
  const zip = await openDirectory(fd, path);
  const bounds = { path, limits, zipBytes: fstatSync(fd).size };
  const packed = new Map<string, Packed>();
  const others: string[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry, path);
      if (name.endsWith('/') || isIgnored(name)) continue;
      if (!isJsonOfExport(name)) {
        if (others.length < 20) others.push(name);
        continue;
      }
      if (packed.has(name)) throw refused(path, `${name} is in it twice, and which one counts is not said`);
      packed.set(name, checked(entry, name, bounds));
      if (packed.size > limits.files) throw refused(path, `it holds more than ${limits.files} files`);
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw new SourceError(
      `${path}: the directory of this ZIP is damaged (${(error as Error).message}). ${fetchAgain}`,
      { cause: error },
    );
  }
  checkSum(packed, bounds);
  return { packed, others };
}

async function openDirectory(fd: number, path: string): Promise<ZipFile> {
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

/**
 * Names without the UTF-8 flag are UTF-8 all the same in Slack's exports; what is not valid is old DOS text. Packers of
 * Windows before 2016 put backslashes between folders: https://github.com/thejoshwolfe/yauzl#eventemitter-events
 */
function entryName(entry: Entry, path: string): string {
  const raw = entry.fileName as unknown as Buffer;
  let name: string;
  try {
    name = new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    name = raw.toString('latin1');
  }
  name = name.replaceAll('\\', '/');
  const invalid = validateFileName(name);
  if (!invalid) return name;
  throw refused(path, `an entry would be written outside its folder or has a forbidden name: ${invalid}`);
}

interface Bounds {
  readonly path: string;
  readonly limits: SourceLimits;
  readonly zipBytes: number;
}

function checked(entry: Entry, name: string, { path, limits, zipBytes }: Bounds): Packed {
  const isLink = ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000;
  if (isLink) throw refused(path, `${name} is a symbolic link, which no export has`);
  if (entry.isEncrypted()) {
    throw refused(path, `${name} is encrypted. Unpack it yourself and give the folder`);
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    const method = entry.compressionMethod;
    throw refused(path, `${name} is packed in a way (${method}) that exports do not use. Unpack it`);
  }
  if (entry.uncompressedSize > limits.fileBytes) {
    const bytes = entry.uncompressedSize;
    throw refused(path, `${name} would unpack to ${bytes} bytes; the limit is ${limits.fileBytes}`);
  }
  if (entry.relativeOffsetOfLocalHeader + entry.compressedSize > zipBytes) {
    throw new SourceError(`${path}: ${name} should go on beyond the end of this ZIP. ${fetchAgain}`);
  }
  const ratio = entry.uncompressedSize / Math.max(1, entry.compressedSize);
  if (entry.uncompressedSize > harmlessBytes && ratio > limits.ratio) {
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

const harmlessBytes = 16 * 1024 * 1024;

/** Many entries may share the same packed bytes: https://www.bamsoftware.com/hacks/zipbomb/ */
function checkSum(packed: ReadonlyMap<string, Packed>, { path, limits, zipBytes }: Bounds): void {
  let bytes = 0;
  for (const entry of packed.values()) bytes += entry.bytes;
  const ratio = bytes / Math.max(1, zipBytes);
  if (bytes <= harmlessBytes || ratio <= limits.ratio) return;
  throw refused(path, `it would unpack to ${Math.round(ratio)} times its size, as a ZIP bomb does`);
}

function refused(path: string, reason: string): SourceError {
  return new SourceError(`${path}: refused for safety: ${reason}.`);
}

/** Reads until the buffer is full or the file ends. */
export function readFully(fd: number, buffer: Buffer, position: number): Buffer {
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
