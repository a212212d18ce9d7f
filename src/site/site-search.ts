import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Names } from '../model/workspace.ts';
import { type IndexWork, indexWork } from '../search/build/build-thread.ts';
import { headName } from '../search/format/manifest.ts';
import { searchDocument } from './search-document.ts';
import type { SiteMap } from './site-map.ts';
import { cannotWrite } from './site-writer.ts';
import type { Found } from './survey.ts';
import { hashOf } from './templates.ts';
import type { SearchScripts } from './views.ts';

/** The files that a site's search runs on, by name: `search.js` and so on. Made by `npm run build`. */
export type BrowserScripts = ReadonlyMap<string, string>;

export interface SearchCounts {
  readonly segments: number;
  /** Of all files of the index. */
  readonly bytes: number;
}

export interface WrittenIndex {
  readonly counts: SearchCounts;
  /** Name of its first file. */
  readonly manifest: string;
}

/** The index of a site, brought up to date while its pages are made. */
export class SiteSearch {
  readonly #dir: string;
  readonly #scripts: BrowserScripts;
  readonly #program: string | undefined;
  #work: IndexWork | undefined;

  /** @param program of the thread that makes the index; without it this thread does */
  constructor(dir: string, scripts: BrowserScripts, program: string | undefined) {
    this.#dir = dir;
    this.#scripts = scripts;
    this.#program = program;
  }

  /** Whether there is an index at all: somebody may have removed it. */
  isThere(): boolean {
    return existsSync(join(this.#dir, 'search', headName));
  }

  /** Changes when the scripts do. */
  version(): string {
    return hashOf(JSON.stringify([...this.#scripts]));
  }

  add({ conversation, placed, said, onGithub }: Found, names: Names): void {
    const { entry, summary } = placed;
    const { post, comments } = onGithub;
    const facts = { url: entry.path, title: summary.title, postUrl: post?.url, comments };
    this.#guarded(() => this.#open().add(searchDocument(conversation, facts, said, names)));
  }

  /** Throws what went wrong meanwhile. */
  async ready(): Promise<void> {
    try {
      await this.#work?.ready();
    } catch (error) {
      throw cannotWrite(join(this.#dir, 'search'), error);
    }
  }

  /** Writes the index: beside other work, where it has a thread. */
  async finish({ channels }: SiteMap): Promise<WrittenIndex> {
    const named = channels.map(({ teamId, channelId, name }) => [`${teamId}/${channelId}`, name] as const);
    try {
      const { segments, bytes, manifest } = await this.#open().finish({
        isComplete: true,
        channels: Object.fromEntries(named),
      });
      return { counts: { segments, bytes }, manifest };
    } catch (error) {
      throw cannotWrite(join(this.#dir, 'search'), error);
    }
  }

  /** Removes what is in passing, after a failure too. */
  async close(): Promise<void> {
    await this.#work?.abandon();
  }

  /** The scripts as files of the site: in a folder with the name of their content, as one loads another. */
  files(): readonly { readonly path: string; readonly text: string }[] {
    return [...this.#scripts].map(([name, text]) => ({ path: `${this.#folder()}/${name}`, text }));
  }

  /** Undefined in a program that was not built. */
  scripts(manifest: string): SearchScripts | undefined {
    if (this.#scripts.size === 0) return undefined;
    const folder = this.#folder();
    return {
      page: `${folder}/search.js`,
      go: `${folder}/go.js`,
      engine: `${folder}/search-engine.js`,
      manifest,
    };
  }

  #folder(): string {
    return `assets/search-${this.version()}`;
  }

  #open(): IndexWork {
    const place = {
      search: join(this.#dir, 'search'),
      state: join(this.#dir, '.unsilo/search'),
      scratch: join(this.#dir, '.unsilo/search-scratch'),
    };
    this.#work ??= indexWork(place, this.#program);
    return this.#work;
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      throw cannotWrite(join(this.#dir, 'search'), error);
    }
  }
}
