import { join } from 'node:path';
import type { Layout } from '../../src/search/build/segment-writer.ts';
import { type IndexFacts, type IndexReport, IndexUpdate } from '../../src/search/build/update-index.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { loadTerms } from '../../src/search/engine/load-terms.ts';
import { type OpenIndex, openIndex, readJson, segmentOf } from '../../src/search/engine/open-index.ts';
import { byScore, rank } from '../../src/search/engine/rank.ts';
import { Scorer } from '../../src/search/engine/score.ts';
import { leavesOf, type ScoreNode } from '../../src/search/engine/score-node.ts';
import { folderSource } from '../../src/search/folder-source.ts';
import { paths } from '../../src/search/format/manifest.ts';
import type { PackedRecord } from '../../src/search/format/records.ts';

/** Brings the index in `site` up to date. */
export async function index(
  site: string,
  documents: Iterable<SearchDocument>,
  { layout, ...facts }: Partial<IndexFacts> & { readonly layout?: Layout } = {},
): Promise<IndexReport> {
  const update = new IndexUpdate({
    search: join(site, 'search'),
    state: join(site, '.unsilo/search'),
    scratch: join(site, '.unsilo/scratch'),
    ...(layout === undefined ? {} : { layout }),
  });
  try {
    for (const document of documents) update.add(document);
    return await update.finish({ isComplete: true, channels: {}, ...facts });
  } catch (error) {
    update.abandon();
    throw error;
  }
}

export function openSite(site: string): Promise<OpenIndex> {
  return openIndex(folderSource(join(site, 'search')));
}

/** The engine without the query language: all that match a tree, the best 20 by key. */
export async function searchTree(
  open: OpenIndex,
  node: ScoreNode,
  isAllowed: (key: string) => boolean = () => true,
): Promise<{ total: number; hits: readonly { key: string; score: number }[] }> {
  const leaves = leavesOf(node);
  const terms = await loadTerms(open, {
    exact: new Set(leaves.map(({ term }) => term)),
    prefixes: new Set(leaves.filter(({ isPrefix }) => isPrefix).map(({ term }) => term)),
  });
  const keys = await keysOf(open);
  const { total, hits } = rank(new Scorer(open, terms).score(node), {
    isAllowed: (doc) => isAllowed(keys[doc]!),
    order: byScore(open.position),
    limit: 20,
  });
  return { total, hits: hits.map(({ doc, score }) => ({ key: keys[doc]!, score })) };
}

const known = new WeakMap<OpenIndex, readonly string[]>();

/** By document number, also of those that are out of date. */
export async function keysOf(open: OpenIndex): Promise<readonly string[]> {
  const cached = known.get(open);
  if (cached !== undefined) return cached;
  const keys: string[] = [];
  const { recordSize } = open.manifest;
  for (let doc = 0; doc < open.size; doc += 1) {
    const { offset, info } = segmentOf(open, doc);
    if ((doc - offset) % recordSize > 0) continue;
    const path = paths.records(info.name, (doc - offset) / recordSize);
    for (const [key] of (await readJson(open.source, path)) as PackedRecord[]) keys.push(key);
  }
  known.set(open, keys);
  return keys;
}
