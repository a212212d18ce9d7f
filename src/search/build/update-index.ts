import type { SearchDocument } from '../document.ts';
import { gapsOf } from '../format/gaps.ts';
import { formatVersion, type Manifest } from '../format/manifest.ts';
import { tokenizerVersion } from '../tokenizer/tokenize.ts';
import { SegmentBuilder } from './build-segment.ts';
import { StateFolder } from './builder-state.ts';
import { KnownDocuments, type KnownSegment } from './known-documents.ts';
import { type MergeInput, mergeSegments } from './merge-segments.ts';
import { ranksOf } from './ranks.ts';
import { SegmentFolder } from './read-segment.ts';
import { Scratch } from './scratch.ts';
import { SearchFolder } from './search-folder.ts';
import { SegmentFiles } from './segment-files.ts';
import { segmentsToMerge } from './segment-levels.ts';
import { defaultLayout, type Layout, SegmentWriter, type WrittenSegment } from './segment-writer.ts';

/** What is true of an index beside its documents. */
export interface IndexFacts {
  /** True when the documents that came are all there are: what was not among them goes. */
  readonly isComplete: boolean;
  /** Keys of conversations that are gone, where the documents are not complete. */
  readonly removed?: Iterable<string>;
  /** What channels are called, by `T012AB3C4/C024BE91L`. */
  readonly channels: Readonly<Record<string, string>>;
}

export interface IndexPlace {
  /** Folder of the index: `search/` of the site. */
  readonly search: string;
  /** A folder for what the builder must remember and readers need not see. Without it all is indexed anew. */
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
 * the others. What was taken back, by removal or by an edit, leaves all files at once. The same documents and the same
 * index before give the same bytes; results do not depend on the way. A run that is killed leaves the index as it was,
 * or new.
 */
export class IndexUpdate {
  readonly #place: IndexPlace;
  readonly #layout: Layout;
  readonly #folder: SearchFolder;
  readonly #scratch: Scratch;
  readonly #builder: SegmentBuilder;
  readonly #before: Manifest | undefined;
  readonly #known: KnownDocuments;
  readonly #states: StateFolder;
  #passing = 0;

  constructor(place: IndexPlace) {
    this.#place = place;
    this.#layout = place.layout ?? defaultLayout;
    this.#folder = new SearchFolder(place.search);
    this.#scratch = new Scratch(place.scratch);
    this.#builder = new SegmentBuilder(this.#scratch);
    this.#before = this.#folder.readManifest();
    const isSameLayout = this.#before?.recordSize === this.#layout.recordSize;
    this.#states = new StateFolder(place.state);
    this.#known = new KnownDocuments(isSameLayout ? this.#before : undefined, (name) =>
      this.#states.read(name),
    );
  }

  /**
   * Takes a conversation in, in any order, each once. One that is known and unchanged costs little.
   *
   * @throws when the same conversation comes a second time
   */
  add(document: SearchDocument): void {
    const print = this.#known.see(document);
    if (print !== undefined) this.#builder.add(document, print);
  }

  /** Writes the index. Nothing can be added afterwards. */
  async finish({ isComplete, removed = [], channels }: IndexFacts): Promise<IndexReport> {
    if (isComplete) this.#known.removeUnseen();
    else for (const key of removed) this.#known.remove(key);
    const segments = this.#known.segments.filter(({ living }, index) => index === 0 || living > 0);
    if (this.#builder.size > 0 || segments.length === 0)
      segments.push(await this.#writeFresh(segments.length === 0));
    const merged = segmentsToMerge(segments);
    if (merged > 0) segments.push(await this.#merge(segments.splice(-merged), segments.length === 0));
    const report = this.#publish(segments, channels);
    this.#scratch.remove();
    return report;
  }

  /** Gives up: the index stays as it was. */
  abandon(): void {
    this.#scratch.remove();
  }

  async #writeFresh(isBase: boolean): Promise<KnownSegment> {
    return await this.#written(isBase, (writer) => this.#builder.write(writer));
  }

  async #merge(segments: readonly KnownSegment[], isBase: boolean): Promise<KnownSegment> {
    const inputs: MergeInput[] = segments.map(({ info, state, dead }) => ({
      info,
      state,
      dead,
      folder: new SegmentFolder(this.#place.search, info),
    }));
    return await this.#written(isBase, (writer) => mergeSegments(inputs, writer, this.#layout.recordSize));
  }

  async #written(
    isBase: boolean,
    write: (writer: SegmentWriter) => Promise<WrittenSegment>,
  ): Promise<KnownSegment> {
    this.#passing += 1;
    const files = new SegmentFiles(this.#place.search, `.new-${this.#passing}`);
    try {
      return asKnown(await write(new SegmentWriter(files, this.#layout, { isBase })));
    } finally {
      await files.close();
    }
  }

  #publish(segments: readonly KnownSegment[], channels: Readonly<Record<string, string>>): IndexReport {
    const manifest: Manifest = {
      format: formatVersion,
      tokenizer: tokenizerVersion,
      recordSize: this.#layout.recordSize,
      stopWords: segments[0]?.stopWords ?? this.#before?.stopWords ?? [],
      channels: sorted(channels),
      segments: segments.map(({ info, state, dead }, index) => ({
        ...info,
        dead: gapsOf([...dead].sort((a, b) => a - b)),
        lengths: state.sums(dead),
        ranks: gapsOf(
          ranksOf(
            state,
            segments.slice(0, index).map((one) => one.state),
          ),
        ),
      })),
    };
    this.#states.write(new Map(segments.map(({ info, state }) => [info.name, state])));
    const name = this.#folder.writeManifest(manifest);
    this.#folder.removeOthers(manifest, name);
    return {
      documents: segments.reduce((sum, { living }) => sum + living, 0),
      indexed: this.#builder.size,
      segments: segments.length,
      bytes: segments.reduce((sum, { state }) => sum + state.bytes, this.#folder.ownBytes(name)),
      manifest: name,
    };
  }
}

function asKnown({ info, state, stopWords }: WrittenSegment): KnownSegment {
  return { info, state, stopWords, dead: new Set(), living: state.size, mustErase: false };
}

function sorted(names: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
}
