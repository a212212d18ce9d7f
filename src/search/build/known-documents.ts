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

/** Where the index has a document, as it is now. */
interface Place {
  readonly segment: KnownSegment;
  readonly document: number;
  /** By document of the segment, 1 for those that came again. */
  readonly seen: Uint8Array;
}

/** The documents of the index as it is, and which of them still hold. */
export class KnownDocuments {
  readonly segments: readonly KnownSegment[];
  readonly #seen: readonly Uint8Array[];

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
    this.#seen = this.segments.map(({ state }) => new Uint8Array(state.size));
  }

  /**
   * Says that a document is there; returns its fingerprint when it is new or changed and must be indexed.
   *
   * @throws when the same unchanged conversation comes a second time
   */
  see(document: SearchDocument): Fingerprint | undefined {
    const key = keyText(document.key);
    const print = fingerprintOf(document);
    const place = this.#placeOf(key);
    if (place === undefined) return print;
    if (place.seen[place.document] === 1) throw new Error(`two search documents for ${key}`);
    place.seen[place.document] = 1;
    const known = place.segment.state.printOf(place.document);
    if (known.whole === print.whole) return undefined;
    this.#bury(key, place, { mustErase: !hasGrown(document, known.texts) });
    return print;
  }

  /** Says that a document is gone; harmless for one that was never there, or came. */
  remove(key: string): void {
    const place = this.#placeOf(key);
    if (place?.seen[place.document] === 0) this.#bury(key, place, { mustErase: true });
  }

  removeUnseen(): void {
    for (const [index, { state, dead }] of this.segments.entries())
      for (let document = 0; document < state.size; document += 1)
        if (this.#seen[index]?.[document] === 0 && !dead.has(document))
          this.remove(state.keys.textOf(document));
  }

  #placeOf(key: string): Place | undefined {
    for (const [index, segment] of this.segments.entries()) {
      const document = segment.state.keys.find(key);
      if (document === undefined || segment.dead.has(document)) continue;
      return { segment, document, seen: this.#seen[index] as Uint8Array };
    }
    return undefined;
  }

  #bury(key: string, { segment, document }: Place, { mustErase }: { mustErase: boolean }): void {
    segment.dead.add(document);
    segment.living -= 1;
    if (!mustErase) return;
    // Others may hold an earlier text of it.
    for (const one of this.segments) if (one.state.keys.find(key) !== undefined) one.mustErase = true;
  }
}
