import { fromGaps } from '../format/gaps.ts';
import type { Manifest, SegmentInfo } from '../format/manifest.ts';
import type { SegmentState } from './builder-state.ts';

/** A segment that is there, and what is known of its documents. */
export interface KnownSegment {
  readonly info: SegmentInfo;
  readonly state: SegmentState;
  /** Documents that are out of date or gone. */
  readonly dead: Set<number>;
  /** How many are not. */
  living: number;
  /** What the base says; undefined where the manifest before says it. */
  readonly stopWords?: readonly string[];
}

/** The documents of the index as it is, and which of them still hold. */
export class Known {
  readonly segments: readonly KnownSegment[];
  readonly #places = new Map<string, readonly [KnownSegment, number]>();
  readonly #seen = new Set<string>();

  /** Knows nothing when one of the two is missing or they do not fit together. */
  constructor(manifest: Manifest | undefined, states: ReadonlyMap<string, SegmentState> | undefined) {
    const segments = (manifest?.segments ?? []).map((info) => {
      const state = states?.get(info.name);
      if (state?.size !== info.documents) return undefined;
      const dead = new Set(fromGaps(info.dead));
      return { info, state, dead, living: state.size - dead.size };
    });
    const isWhole = segments.every((segment) => segment !== undefined);
    this.segments = isWhole ? segments : [];
    for (const segment of this.segments)
      for (const [document, key] of segment.state.keys.entries())
        if (!segment.dead.has(document)) this.#places.set(key, [segment, document]);
  }

  /**
   * Says that a document is there; returns true when it is new or changed and must be indexed.
   *
   * @throws when the same conversation comes a second time
   */
  see(key: string, hash: string): boolean {
    if (this.#seen.has(key)) throw new Error(`two search documents for ${key}`);
    this.#seen.add(key);
    const place = this.#places.get(key);
    if (place === undefined) return true;
    const [{ state }, document] = place;
    if (state.hashes[document] === hash) return false;
    this.remove(key);
    return true;
  }

  /** Says that a document is gone; harmless for one that was never there. */
  remove(key: string): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    const [segment, document] = place;
    segment.dead.add(document);
    segment.living -= 1;
    this.#places.delete(key);
  }

  removeUnseen(): void {
    for (const key of [...this.#places.keys()]) if (!this.#seen.has(key)) this.remove(key);
  }
}
