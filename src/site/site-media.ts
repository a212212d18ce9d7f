import type { FileCopy } from '../archive/file-store.ts';
import { unicodeOf } from '../content/emoji.ts';
import type { Media, ShownEmoji } from '../content/media.ts';
import type { FileId, TeamId } from '../model/ids.ts';
import { relativeLink } from './relative-link.ts';
import type { SiteWriter } from './site-writer.ts';

/** A copy in the archive, and where its bytes lie. */
export interface MediaSource {
  file(id: FileId): StoredCopy | undefined;
  /** What a name stands for at last: an image, or the name of an emoji that everybody has. */
  emoji(teamId: TeamId, name: string): StoredCopy | string | undefined;
}

export interface StoredCopy {
  readonly copy: FileCopy;
  readonly path: string;
}

/** Path below the site. It names the content, so that the same image is there once and a browser may keep it for ever. */
export function mediaPath({ name }: Pick<FileCopy, 'name'>): string {
  return `files/${name}`;
}

/** Hands out addresses of copies, and remembers which ones pages show: those alone become files of the site. */
export class SiteMedia {
  readonly #source: MediaSource;
  readonly #shown = new Map<string, StoredCopy>();

  constructor(source: MediaSource) {
    this.#source = source;
  }

  /** Copies to the site what its pages show. */
  writeTo(writer: Pick<SiteWriter, 'copy'>): void {
    for (const [to, { path, copy }] of this.#shown) writer.copy(to, path, copy.bytes);
  }

  /** For one page. */
  on(page: string, teamId: TeamId): Media {
    return {
      file: (id) => {
        const stored = this.#source.file(id);
        if (stored === undefined) return undefined;
        const { width, height, mimetype } = stored.copy;
        const size = width === undefined || height === undefined ? {} : { width, height };
        return { href: this.#show(stored, page), isImage: shownImage.test(mimetype), ...size };
      },
      emoji: (name) => this.#emoji(this.#source.emoji(teamId, name), page),
    };
  }

  #emoji(found: StoredCopy | string | undefined, page: string): ShownEmoji | undefined {
    if (typeof found === 'string') {
      const text = unicodeOf(found);
      return text === undefined ? undefined : { text };
    }
    const { width = 0, height = 0 } = found?.copy ?? {};
    if (found === undefined || width === 0 || height === 0) return undefined;
    return { src: this.#show(found, page), width, height };
  }

  #show(stored: StoredCopy, page: string): string {
    const path = mediaPath(stored.copy);
    this.#shown.set(path, stored);
    return relativeLink(page, path);
  }
}

/** Formats that can hold no program. */
const shownImage = /^image\/(?:png|jpeg|gif|webp)$/;
