import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Head, headName, type Manifest, parseHead, parseManifest } from '../format/manifest.ts';
import { packed } from './pack-thread.ts';

/** The folder of an index, `search/` of a site. */
export class SearchFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
    mkdirSync(path, { recursive: true });
  }

  /** Undefined when there is none that this version can go on with. */
  readManifest(): Manifest | undefined {
    try {
      const head = parseHead(JSON.parse(readFileSync(join(this.path, headName), 'utf8')));
      const manifest = parseManifest(
        JSON.parse(gunzipSync(readFileSync(join(this.path, head.manifest))).toString()),
      );
      return manifest.segments.every(({ name }) => existsSync(join(this.path, name))) ? manifest : undefined;
    } catch {
      return undefined;
    }
  }

  /** Makes the manifest the current one; returns its name. Everything that it names must be there. */
  writeManifest(manifest: Manifest): string {
    const text = JSON.stringify(manifest);
    const name = `manifest.${createHash('sha256').update(text).digest('hex').slice(0, 16)}.json.gz`;
    this.#replace(name, packed(text));
    const head: Head = { format: manifest.format, manifest: name };
    this.#replace(headName, Buffer.from(`${JSON.stringify(head)}\n`));
    return name;
  }

  /** Removes all of ours that the manifest does not name. */
  removeOthers(manifest: Manifest, manifestName: string): void {
    const kept = new Set([headName, manifestName, ...manifest.segments.map(({ name }) => name)]);
    for (const name of readdirSync(this.path))
      if (isOurs(name) && !kept.has(name)) rmSync(join(this.path, name), { recursive: true, force: true });
  }

  /** Of the files that are in no segment. */
  ownBytes(manifestName: string): number {
    return [headName, manifestName].reduce((sum, name) => sum + statSync(join(this.path, name)).size, 0);
  }

  #replace(name: string, bytes: Uint8Array): void {
    const full = join(this.path, name);
    writeFileSync(`${full}.new`, bytes);
    renameSync(`${full}.new`, full);
  }
}

function isOurs(name: string): boolean {
  return /^(?:[0-9a-f]{16}|manifest\.[0-9a-f]{16}\.json\.gz|\.new-\w+|.+\.new)$/.test(name);
}
