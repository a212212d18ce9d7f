import { closeSync, openSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { SourceError } from '../errors.ts';
import type { SourceFiles, SourceLimits } from './source-files.ts';
import { fetchAgain, type Packed, readFully, readZipDirectory, type ZipDirectory } from './zip-directory.ts';

/**
 * Opens a ZIP and reads its directory once. ZIP64 is fine.
 *
 * @throws SourceError for anything that is no whole, plain, harmless ZIP.
 */
export async function openZip(path: string, limits: SourceLimits): Promise<SourceFiles> {
  const fd = openSync(path, 'r');
  try {
    const directory = await readZipDirectory(fd, path, limits);
    return zipFiles(fd, path, directory);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

function zipFiles(fd: number, path: string, { packed, others }: ZipDirectory): SourceFiles {
  return {
    name: basename(path),
    paths: [...packed.keys()].sort(),
    others,
    read(name) {
      const entry = packed.get(name);
      if (entry === undefined) throw new SourceError(`${path}: there is no ${name} in this ZIP.`);
      return readEntry(fd, entry, (reason) => damaged(path, name, reason));
    },
    close: () => closeSync(fd),
  };
}

const headerBytes = 30;

/** The header is read together with the data, in one call: its name and extra field seldom take more than this. */
const usualNameBytes = 256;

function readEntry(fd: number, entry: Packed, fail: (reason: string) => SourceError): Buffer {
  const guess = headerBytes + usualNameBytes + entry.packedBytes;
  const block = readFully(fd, Buffer.allocUnsafe(guess), entry.headerOffset);
  if (block.length < headerBytes || block.readUInt32LE(0) !== 0x04034b50) {
    throw fail('no file starts where the directory says');
  }
  const start = headerBytes + block.readUInt16LE(26) + block.readUInt16LE(28);
  const end = start + entry.packedBytes;
  const raw =
    end <= block.length
      ? block.subarray(start, end)
      : readFully(fd, Buffer.allocUnsafe(entry.packedBytes), entry.headerOffset + start);
  const data = entry.isDeflated ? inflate(raw, entry.bytes, fail) : raw;
  if (data.length !== entry.bytes || crc32(data) !== entry.crc) throw fail('its checksum is wrong');
  return data;
}

function inflate(raw: Buffer, bytes: number, fail: (reason: string) => SourceError): Buffer {
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(1, bytes) });
  } catch (error) {
    throw fail((error as Error).message);
  }
}

function damaged(path: string, name: string, reason: string): SourceError {
  return new SourceError(`${path}: ${name} is damaged in this ZIP: ${reason}. ${fetchAgain}`);
}
