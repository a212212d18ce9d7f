import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

/**
 * The least that reading an export can cost: the ZIP's directory once, each entry inflated in memory and parsed as JSON,
 * nothing kept. Prints the number of files.
 *
 *     node test/bench/floor.mjs EXPORT.zip
 */
const fd = openSync(process.argv[2], 'r');
const end = read(Math.max(0, fstatSync(fd).size - 65_557), 65_557);
const at = end.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
const directory = read(end.readUInt32LE(at + 16), end.readUInt32LE(at + 12));
let files = 0;
for (let place = 0; place + 46 <= directory.length; ) {
  const [nameLength, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(place + offset));
  const name = directory.toString('utf8', place + 46, place + 46 + nameLength);
  if (name.endsWith('.json')) {
    const [method, size, start] = [
      directory.readUInt16LE(place + 10),
      directory.readUInt32LE(place + 20),
      directory.readUInt32LE(place + 42),
    ];
    const head = read(start, 30);
    const data = read(start + 30 + head.readUInt16LE(26) + head.readUInt16LE(28), size);
    JSON.parse((method === 0 ? data : inflateRawSync(data)).toString());
    files += 1;
  }
  place += 46 + nameLength + extra + comment;
}
closeSync(fd);
console.log(files);

function read(from, length) {
  const bytes = Buffer.alloc(length);
  return bytes.subarray(0, readSync(fd, bytes, 0, length, from));
}
