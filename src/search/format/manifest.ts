import { tokenizerVersion } from '../tokenizer/tokenize.ts';

/** Raised when files of the index get another form. */
export const formatVersion = 2;

/** `head.json`: the only file of the index whose content changes under its name. */
export interface Head {
  readonly format: number;
  /** Name of the manifest, in the same folder. */
  readonly manifest: string;
}

export const headName = 'head.json';

/** All that must be known of an index before a query: gzipped JSON under a name made of its content. */
export interface Manifest {
  readonly format: number;
  readonly tokenizer: number;
  /** Records in a file. */
  readonly recordSize: number;
  /** Words that are left out of a query while another word remains. */
  readonly stopWords: readonly string[];
  /** By team and channel id (`T012AB3C4/C024BE91L`), so that a renamed channel changes no other file. */
  readonly channels: Readonly<Record<string, string>>;
  /** The base first, then what came later, always smaller. */
  readonly segments: readonly SegmentInfo[];
}

/**
 * What is known of a segment: a folder of files that never change. Its documents have the numbers from 0, in order of
 * the length of their texts, then of time: so the length of a text, which every score needs, costs no byte of a posting,
 * and numbers of documents that have many words stand close together.
 */
export interface SegmentInfo {
  readonly name: string;
  readonly documents: number;
  /** Gaps of the documents that are out of date: a later segment has them, or they are gone. */
  readonly dead: readonly number[];
  /** For each field, the sum of the numbers of distinct terms over living documents. */
  readonly lengths: readonly number[];
  /** Of texts, by document: in turn, how much longer and how many of that length. See `packLengths`. */
  readonly textLengths: readonly number[];
  /** Days since 1970 of the first and the last document. */
  readonly days: readonly [first: number, last: number];
  readonly words: SpaceInfo;
  /** Files of frequent words for suggestions: one for all, or one for each first letter. */
  readonly dictionary: 'none' | 'whole' | 'letters';
  /** For each document, how many documents of the segments before stand before it in order: as gaps. Empty for the base. */
  readonly ranks: readonly number[];
}

/** A sorted space of terms, cut into files: see `packFiles`. */
export interface SpaceInfo {
  readonly separators: string;
  /** kB of most files. */
  readonly usual: number;
  /** How much larger the others are. */
  readonly large: string;
}

/** The index is of another version, or no index. The message is for readers. */
export class IndexVersionError extends Error {
  override readonly name = 'IndexVersionError';
}

/** @throws IndexVersionError when this program can't search it */
export function parseHead(value: unknown): Head {
  if (!isObject(value) || typeof value.manifest !== 'string')
    throw new IndexVersionError('The search index of this site is damaged: head.json is not readable.');
  checkVersion(value.format);
  return value as unknown as Head;
}

/** @throws IndexVersionError when this program can't search it */
export function parseManifest(value: unknown): Manifest {
  if (!isObject(value) || !Array.isArray(value.segments))
    throw new IndexVersionError('The search index of this site is damaged: its manifest is not readable.');
  checkVersion(value.format);
  if (value.tokenizer !== tokenizerVersion)
    throw new IndexVersionError(
      'The search index of this site was made by another version. Reload the page.',
    );
  return value as unknown as Manifest;
}

function checkVersion(format: unknown): void {
  if (format !== formatVersion)
    throw new IndexVersionError(
      typeof format === 'number' && format > formatVersion
        ? 'The search index of this site is newer than this page. Reload the page.'
        : 'The search index of this site was made by another version. Reload the page.',
    );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Paths of files below `search/`. */
export const paths = {
  words: (segment: string, file: number) => `${segment}/s/${file}.gz`,
  links: (segment: string, file: number) => `${segment}/m/${file}.gz`,
  linkMap: (segment: string) => `${segment}/m/map.gz`,
  records: (segment: string, file: number) => `${segment}/d/${file}.gz`,
  dictionary: (segment: string, part: string) => `${segment}/f/${part}.gz`,
  days: (segment: string) => `${segment}/days.gz`,
  sizes: (segment: string) => `${segment}/sizes.gz`,
} as const;
