import type { LinkTarget } from '../query/link-target.ts';
import { type FileSource, MissingFileError } from './file-source.ts';
import { type FoundTarget, findTarget } from './find-target.ts';
import { type OpenIndex, openIndex } from './open-index.ts';
import { type SearchAnswer, type SearchOptions, search } from './search.ts';

/**
 * An index that stays usable while the site changes: it is opened at the first query, and once more when a file is gone
 * because the site was published anew.
 */
export class SearchSession {
  readonly #source: FileSource;
  #open: Promise<OpenIndex> | undefined;

  /** @param manifestName what the page was told; `head.json` is asked when it is gone or unknown */
  constructor(source: FileSource, manifestName?: string) {
    this.#source = source;
    if (manifestName !== undefined) this.#open = openIndex(source, manifestName);
    // The first query says what went wrong.
    this.#open?.catch(() => undefined);
  }

  search(text: string, options: SearchOptions): Promise<SearchAnswer> {
    return this.#withIndex((index) => search(index, text, options));
  }

  find(target: LinkTarget): Promise<FoundTarget | undefined> {
    return this.#withIndex((index) => findTarget(index, target));
  }

  /** Names of the segments of the index that is open. */
  async segments(): Promise<readonly string[]> {
    return (await this.#index()).manifest.segments.map(({ name }) => name);
  }

  async #withIndex<Result>(use: (index: OpenIndex) => Promise<Result>): Promise<Result> {
    try {
      return await use(await this.#index());
    } catch (error) {
      if (!(error instanceof MissingFileError)) throw error;
      this.#open = undefined;
    }
    // A file that is missing in the index of today is a part that can't be had, like one that the network refuses.
    const index = await this.#index();
    return await use({ ...index, source: withoutMissing(this.#source) });
  }

  /** One that could not be opened is not kept. */
  async #index(): Promise<OpenIndex> {
    this.#open ??= openIndex(this.#source);
    try {
      return await this.#open;
    } catch (error) {
      this.#open = undefined;
      throw error;
    }
  }
}

function withoutMissing(source: FileSource): FileSource {
  return {
    async read(path) {
      try {
        return await source.read(path);
      } catch (error) {
        throw error instanceof MissingFileError ? new Error(error.message, { cause: error }) : error;
      }
    },
  };
}
