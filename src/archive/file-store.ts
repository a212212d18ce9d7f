import { createHash } from 'node:crypto';
import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileId, isFileId } from '../model/ids.ts';
import { isJsonObject, type Json, type JsonObject, numberAt, stringAt } from '../model/json.ts';
import { type Archive, entriesOf } from './archive.ts';
import { cannotWrite, readIfThere, temporarySuffix, writeAtomically } from './atomic-write.ts';
import { makeFolder } from './make-folder.ts';

/** A verified copy of a file. */
export interface FileCopy {
  /** Name of its bytes: `a3f1….png`, by their hash and by what they are. */
  readonly name: string;
  readonly mimetype: string;
  readonly bytes: number;
  /** Of images, in pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** What is to be kept. */
export interface NewCopy extends Omit<FileCopy, 'name' | 'bytes'> {
  readonly bytes: Uint8Array;
  readonly extension: string;
}

export type FileCopies = ReadonlyMap<FileId, FileCopy>;

const recordName = 'file.json';

/**
 * The copies of files that the archive has. One whose bytes are not all there counts as none: it is fetched again.
 */
export function readCopies(archive: Archive): FileCopies {
  const copies = new Map<FileId, FileCopy>();
  for (const id of entriesOf(filesPath(archive)).filter(isFileId)) {
    const record = readIfThere(join(filesPath(archive), id, recordName))?.toString();
    const copy = parseCopy(record === undefined ? undefined : parse(record), (found) =>
      copyPath(archive, id, found),
    );
    if (copy !== undefined) copies.set(id, copy);
  }
  return copies;
}

/** The bytes first, then the record that names them: what a killed run leaves has no record, and counts as nothing. */
export function keepCopy(archive: Archive, id: FileId, content: NewCopy, known: FileCopies): FileCopy {
  const { bytes, extension: _, ...facts } = content;
  const copy = { name: nameOfCopy(content), bytes: bytes.length, ...facts };
  const twin = [...known].find(([, other]) => other.name === copy.name)?.[0];
  const path = copyPath(archive, id, copy);
  if (twin === undefined || !linked(copyPath(archive, twin, copy), path))
    writeAtomically(path, Buffer.from(bytes));
  writeAtomically(join(dirname(path), recordName), `${JSON.stringify(formatCopy(copy))}\n`);
  return copy;
}

/** Takes a copy away; its record first. */
export function dropCopy(archive: Archive, id: FileId): void {
  const folder = join(filesPath(archive), id);
  rmSync(join(folder, recordName), { force: true });
  rmSync(folder, { force: true, recursive: true });
}

/** Ids of which anything is there, whole or not. */
export function keptIds(archive: Archive): readonly FileId[] {
  return entriesOf(filesPath(archive)).filter(isFileId);
}

export function copyPath(archive: Archive, id: FileId, { name }: Pick<FileCopy, 'name'>): string {
  return join(filesPath(archive), id, name);
}

function filesPath({ dir }: Archive): string {
  return join(dir, 'files');
}

/** Half of SHA-256 tells apart what nobody forges against themselves. */
export function nameOfCopy({ bytes, extension }: Pick<NewCopy, 'bytes' | 'extension'>): string {
  return `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${extension}`;
}

/** The same bytes take their place on the disk once, where the disk can do that. */
function linked(from: string, to: string): boolean {
  const temporary = `${to}${temporarySuffix}`;
  try {
    makeFolder(dirname(to));
    rmSync(temporary, { force: true });
    linkSync(from, temporary);
    renameSync(temporary, to);
    // Two names of one file: then the system leaves both.
    rmSync(temporary, { force: true });
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || code === 'ENOSPC') throw cannotWrite(to, error);
    return false;
  }
}

function isWhole(path: string, bytes: number): boolean {
  return existsSync(path) && statSync(path).size === bytes;
}

/** Undefined where the record says nothing that makes sense, or where the bytes are not there as it says. */
export function parseCopy(json: Json | undefined, pathOf: (copy: FileCopy) => string): FileCopy | undefined {
  if (!isJsonObject(json)) return undefined;
  const [name, bytes, mimetype] = [
    stringAt(json, 'name'),
    numberAt(json, 'bytes'),
    stringAt(json, 'mimetype'),
  ];
  if (name === undefined || bytes === undefined || mimetype === undefined) return undefined;
  if (!/^[0-9a-f]{32}\.[a-z0-9]{2,5}$/.test(name)) return undefined;
  const copy = { name, bytes, mimetype, ...sizeOf(json) };
  return isWhole(pathOf(copy), bytes) ? copy : undefined;
}

function sizeOf(json: JsonObject): Pick<FileCopy, 'width' | 'height'> {
  const [width, height] = [numberAt(json, 'width'), numberAt(json, 'height')];
  return width === undefined || height === undefined ? {} : { width, height };
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Keys in order. */
export function formatCopy(copy: FileCopy): object {
  return Object.fromEntries(Object.entries(copy).sort(([a], [b]) => (a < b ? -1 : 1)));
}
