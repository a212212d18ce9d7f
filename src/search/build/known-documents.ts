import { keyText, type SearchDocument } from '../document.ts';
import { fromGaps } from '../format/gaps.ts';
import type { Manifest, SegmentInfo } from '../format/manifest.ts';
import type { SegmentState } from './builder-state.ts';
import { type Fingerprint, fingerprintOf, hasGrown } from './fingerprint.ts';

/** A segment that is there, and what is known of its documents. */
export interface KnownSegment {
  readonly info: SegmentInfo;
  readonly state: SegmentState;
  /** Documents that are out of date or gone. */
  readonly dead: Set<number>;
  /** How many are not. */
  living: number;
  /** True when its files hold words that were taken back: they must not stay. */
  mustErase: boolean;
  /** What the base says; undefined where the manifest before says it. */
  readonly stopWords?: readonly string[];
}

/** The documents of the index as it is, and which of them still hold. */
export class KnownDocuments {
  readonly segments: readonly KnownSegment[];
  readonly #places = new Map<string, readonly [KnownSegment, number]>();
  /** Segments that hold an earlier text of a document. */
  readonly #earlier = new Map<string, readonly KnownSegment[]>();
  readonly #seen = new Set<string>();

  /** Knows nothing when one of the two is missing or they do not fit together. */
  constructor(manifest: Manifest | undefined, stateOf: (segment: string) => SegmentState | undefined) {
    const segments = (manifest?.segments ?? []).map((info): KnownSegment | undefined => {
      const state = stateOf(info.name);
      if (state?.size !== info.documents) return undefined;
      const dead = new Set(fromGaps(info.dead));
      return { info, state, dead, living: state.size - dead.size, mustErase: false };
    });
    const isWhole = segments.every((segment) => segment !== undefined);
    this.segments = isWhole ? segments : [];
    for (const segment of this.segments)
      for (const [document, key] of segment.state.keys.entries())
        if (segment.dead.has(document)) this.#addEarlier(key, segment);
        else this.#places.set(key, [segment, document]);
  }

  /**
   * Says that a document is there; returns its fingerprint when it is new or changed and must be indexed.
   *
   * @throws when the same conversation comes a second time
   */
  see(document: SearchDocument): Fingerprint | undefined {
    const key = keyText(document.key);
    if (this.#seen.has(key)) throw new Error(`two search documents for ${key}`);
    this.#seen.add(key);
    const print = fingerprintOf(document);
    const place = this.#places.get(key);
    if (place === undefined) return print;
    const known = place[0].state.prints[place[1]];
    if (known?.whole === print.whole) return undefined;
    this.#bury(key, { mustErase: known === undefined || !hasGrown(document, known.texts) });
    return print;
  }

  /** Says that a document is gone; harmless for one that was never there. */
  remove(key: string): void {
    if (!this.#seen.has(key)) this.#bury(key, { mustErase: true });
  }

  removeUnseen(): void {
    for (const key of [...this.#places.keys()]) this.remove(key);
  }

  #bury(key: string, { mustErase }: { mustErase: boolean }): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    const [segment, document] = place;
    segment.dead.add(document);
    segment.living -= 1;
    this.#addEarlier(key, segment);
    if (mustErase) for (const one of this.#earlier.get(key) ?? []) one.mustErase = true;
    this.#places.delete(key);
  }

  #addEarlier(key: string, segment: KnownSegment): void {
    this.#earlier.set(key, [...(this.#earlier.get(key) ?? []), segment]);
  }
}
