import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { keyText, type SearchDocument } from '../document.ts';
import { gapsOf } from '../format/gaps.ts';
import { formatVersion, type Manifest } from '../format/manifest.ts';
import { tokenizerVersion } from '../tokenizer/tokenize.ts';
import { hashOfDocument, SegmentBuilder } from './build-segment.ts';
import { packState, readState } from './builder-state.ts';
import { Known, type KnownSegment } from './known-documents.ts';
import { type MergeInput, mergeSegments } from './merge-segments.ts';
import { ranksOf } from './ranks.ts';
import { SegmentFolder } from './read-segment.ts';
import { Scratch } from './scratch.ts';
import { IndexFolder } from './search-folder.ts';
import { SegmentFiles } from './segment-files.ts';
import { segmentsToMerge } from './segment-levels.ts';
import { defaultLayout, type Layout, SegmentWriter, type WrittenSegment } from './segment-writer.ts';

export interface IndexUpdate {
  /** In any order, each conversation once. Those that are known and unchanged cost little. */
  readonly documents: Iterable<SearchDocument> | AsyncIterable<SearchDocument>;
  /** True when `documents` are all there are: what is not among them goes. */
  readonly isComplete: boolean;
  /** Keys of conversations that are gone, where `documents` are not complete. */
  readonly removed?: Iterable<string>;
  /** What channels are called, by `T012AB3C4/C024BE91L`. */
  readonly channels: Readonly<Record<string, string>>;
  /**
   * True when text that went must not stay in any file: the segments are written anew without it. Otherwise what is
   * out of date is only hidden until the next merge.
   */
  readonly mustErase?: boolean;
}

export interface IndexPlace {
  /** Folder of the index: `search/` of the site. */
  readonly search: string;
  /** A file for what the builder must remember and readers need not see. Without it all is indexed anew. */
  readonly state: string;
  /** A folder for what is in passing; emptied and removed. */
  readonly scratch: string;
  readonly layout?: Layout;
}

export interface IndexReport {
  /** Conversations that can be found. */
  readonly documents: number;
  /** Conversations that were read and indexed this time. */
  readonly indexed: number;
  readonly segments: number;
  /** Of all files. */
  readonly bytes: number;
  /** Name of the manifest, for pages that want it early. */
  readonly manifest: string;
}

/**
 * Brings the index of a site up to date: all of it the first time, later only what changed, as a small segment beside
 * the others. The same documents and the same index before give the same bytes; results do not depend on the way.
 * A run that is killed leaves the index as it was, or new.
 */
export async function updateIndex(update: IndexUpdate, place: IndexPlace): Promise<IndexReport> {
  const scratch = new Scratch(place.scratch);
  try {
    return await new Update(update, place, scratch).run();
  } finally {
    scratch.remove();
  }
}

class Update {
  readonly #update: IndexUpdate;
  readonly #place: IndexPlace;
  readonly #layout: Layout;
  readonly #folder: IndexFolder;
  readonly #builder: SegmentBuilder;
  #passing = 0;

  constructor(update: IndexUpdate, place: IndexPlace, scratch: Scratch) {
    this.#update = update;
    this.#place = place;
    this.#layout = place.layout ?? defaultLayout;
    this.#folder = new IndexFolder(place.search);
    this.#builder = new SegmentBuilder(scratch);
  }

  async run(): Promise<IndexReport> {
    const before = this.#folder.readManifest();
    const isSameLayout = before?.recordSize === this.#layout.recordSize;
    const known = new Known(isSameLayout ? before : undefined, readState(this.#place.state));
    await this.#takeDocuments(known);
    const segments = known.segments.filter(({ living }, index) => index === 0 || living > 0);
    const { mustErase = false } = this.#update;
    if (this.#builder.size > 0 || segments.length === 0)
      segments.push(await this.#writeFresh(segments.length === 0));
    const merged = segmentsToMerge(segments, mustErase);
    if (merged > 0) segments.push(await this.#merge(segments.splice(-merged), segments.length === 0));
    return await this.#publish(segments, before);
  }

  async #takeDocuments(known: Known): Promise<void> {
    for await (const document of this.#update.documents) {
      const hash = hashOfDocument(document);
      if (known.see(keyText(document.key), hash)) this.#builder.add(document, hash);
    }
    if (this.#update.isComplete) known.removeUnseen();
    else for (const key of this.#update.removed ?? []) known.remove(key);
  }

  async #writeFresh(isBase: boolean): Promise<KnownSegment> {
    return asKnown(await this.#builder.write(this.#writer(isBase)));
  }

  async #merge(segments: readonly KnownSegment[], isBase: boolean): Promise<KnownSegment> {
    const inputs: MergeInput[] = segments.map(({ info, state, dead }) => ({
      info,
      state,
      dead,
      folder: new SegmentFolder(this.#place.search, info),
    }));
    return asKnown(await mergeSegments(inputs, this.#writer(isBase), this.#layout.recordSize));
  }

  #writer(isBase: boolean): SegmentWriter {
    this.#passing += 1;
    const files = new SegmentFiles(this.#place.search, `.new-${this.#passing}`);
    return new SegmentWriter(files, this.#layout, { isBase });
  }

  async #publish(segments: readonly KnownSegment[], before: Manifest | undefined): Promise<IndexReport> {
    const manifest: Manifest = {
      format: formatVersion,
      tokenizer: tokenizerVersion,
      recordSize: this.#layout.recordSize,
      stopWords: segments[0]?.stopWords ?? before?.stopWords ?? [],
      channels: sorted(this.#update.channels),
      segments: segments.map(({ info, state, dead }, index) => ({
        ...info,
        dead: gapsOf([...dead].sort((a, b) => a - b)),
        lengths: state.sums(dead),
        ranks: gapsOf(
          ranksOf(
            state.keys,
            segments.slice(0, index).map((one) => one.state.keys),
          ),
        ),
      })),
    };
    mkdirSync(dirname(this.#place.state), { recursive: true });
    const states = segments.map(({ info, state }) => [info.name, state] as const);
    writeFileSync(this.#place.state, await packState(states));
    const name = await this.#folder.writeManifest(manifest);
    this.#folder.removeOthers(manifest, name);
    return {
      documents: segments.reduce((sum, { living }) => sum + living, 0),
      indexed: this.#builder.size,
      segments: segments.length,
      bytes: this.#folder.bytes(),
      manifest: name,
    };
  }
}

function asKnown({ info, state, stopWords }: WrittenSegment): KnownSegment {
  return { info, state, stopWords, dead: new Set(), living: state.size };
}

function sorted(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
}
