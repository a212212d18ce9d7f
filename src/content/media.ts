import type { FileId } from '../model/ids.ts';

/** A copy of a file that a page may show: addresses are relative to that page. */
export interface ShownFile {
  readonly href: string;
  /** Images are shown, everything else is linked. */
  readonly isImage: boolean;
  /** Pixels, of images. */
  readonly width?: number;
  readonly height?: number;
}

/** What one of the workspace's own emoji looks like: an image, or an emoji that everybody has. */
export type ShownEmoji =
  | { readonly src: string; readonly width: number; readonly height: number }
  | { readonly text: string };

/** What a page can show besides words; undefined for what there is no copy of. */
export interface Media {
  file(id: FileId): ShownFile | undefined;
  emoji(name: string): ShownEmoji | undefined;
}
