import { crc32, deflateRawSync } from 'node:zlib';

/** 1980-01-01 00:00, the first moment a ZIP can name: the same files give the same bytes at any time. */
const dosTime = { time: 0, date: 0x21 };
/** Names are UTF-8. */
const flags = 0x800;
const deflate = 8;
const versions = { plain: 20, zip64: 45 };
/** The largest number of 32 bits says: look into the ZIP64 field. */
const max32 = 0xffffffff;
const max16 = 0xffff;

/** Packs files into a ZIP, one after the other. Of each only its line in the directory stays in memory. */
export class ZipEncoder {
  readonly #write: (bytes: Buffer) => void;
  readonly #directory: Buffer[] = [];
  #offset: number;

  /** @param start for tests: as if so many bytes were written already */
  constructor(write: (bytes: Buffer) => void, start = 0) {
    this.#write = write;
    this.#offset = start;
  }

  /** @param name with slashes */
  add(name: string, content: Buffer): void {
    const packed = deflateRawSync(content);
    const bytes = Buffer.from(name);
    const common = commonFields(content, packed, bytes);
    this.#directory.push(directoryEntry(common, bytes, this.#offset));
    this.#put(Buffer.concat([number(0x04034b50, 4), number(versions.plain, 2), common, number(0, 2), bytes]));
    this.#put(packed);
  }

  end(): void {
    const start = this.#offset;
    for (const entry of this.#directory) this.#put(entry);
    const size = this.#offset - start;
    const count = this.#directory.length;
    if (count >= max16 || start >= max32 || size >= max32) this.#put(zip64End(count, size, start));
    const short = number(Math.min(count, max16), 2);
    this.#put(
      Buffer.concat([
        number(0x06054b50, 4),
        number(0, 4),
        short,
        short,
        number(Math.min(size, max32), 4),
        number(Math.min(start, max32), 4),
        number(0, 2),
      ]),
    );
  }

  #put(bytes: Buffer): void {
    this.#write(bytes);
    this.#offset += bytes.length;
  }
}

/** What stands before a file and in the directory alike. */
function commonFields(content: Buffer, packed: Buffer, name: Buffer): Buffer {
  return Buffer.concat([
    number(flags, 2),
    number(deflate, 2),
    number(dosTime.time, 2),
    number(dosTime.date, 2),
    number(crc32(content), 4),
    number(packed.length, 4),
    number(content.length, 4),
    number(name.length, 2),
  ]);
}

function directoryEntry(common: Buffer, name: Buffer, offset: number): Buffer {
  const isFar = offset >= max32;
  const extra = isFar ? Buffer.concat([number(1, 2), number(8, 2), number(offset, 8)]) : Buffer.alloc(0);
  const madeOnUnix = 3 << 8;
  const version = isFar ? versions.zip64 : versions.plain;
  return Buffer.concat([
    number(0x02014b50, 4),
    number(madeOnUnix | version, 2),
    number(version, 2),
    common,
    number(extra.length, 2),
    number(0, 6),
    // An ordinary file that its owner may write and everyone read.
    number(0o100644 * 2 ** 16, 4),
    number(Math.min(offset, max32), 4),
    name,
    extra,
  ]);
}

function zip64End(count: number, size: number, start: number): Buffer {
  return Buffer.concat([
    number(0x06064b50, 4),
    number(44, 8),
    number(versions.zip64, 2),
    number(versions.zip64, 2),
    number(0, 8),
    number(count, 8),
    number(count, 8),
    number(size, 8),
    number(start, 8),
    number(0x07064b50, 4),
    number(0, 4),
    number(start + size, 8),
    number(1, 4),
  ]);
}

/** Little endian. */
function number(value: number, bytes: 2 | 4 | 6 | 8): Buffer {
  const buffer = Buffer.alloc(bytes);
  if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value));
  else buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
