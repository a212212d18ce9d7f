import type { FileKind } from '../model/file-kind.ts';
import type { SlackFile } from '../model/message.ts';

/** Which files are copied from Slack into the archive. None of them unless a kind is named. */
export interface FileRules {
  readonly kinds: ReadonlySet<FileKind>;
  readonly bytesEach: number;
  /** Of all copies together. */
  readonly bytesInAll: number;
}

/**
 * Why a file is not copied, and never will be while it is so: nothing failed, so none of these is a debt.
 * - `slack-document`: a canvas, post, list or e-mail has no bytes of its own, and an e-mail names people.
 * - `no-address`: the message does not say where its bytes are.
 */
export type FileSkip =
  | 'deleted'
  | 'hidden-by-limit'
  | 'access-denied'
  | 'external'
  | 'slack-document'
  | 'not-chosen'
  | 'too-large'
  | 'no-address';

/** The reason not to copy a file; undefined when it is to be copied. */
export function fileSkip(file: SlackFile, { kinds, bytesEach }: FileRules): FileSkip | undefined {
  const { state, isExternal, mode = 'hosted', size = 0, downloadUrl } = file;
  if (state !== 'available') return state;
  if (isExternal) return 'external';
  if (!copiedModes.has(mode)) return 'slack-document';
  if (!kinds.has(claimedKind(file))) return 'not-chosen';
  if (size > bytesEach) return 'too-large';
  return downloadUrl === undefined ? 'no-address' : undefined;
}

const copiedModes: ReadonlySet<string> = new Set(['hosted', 'snippet']);

/** Images that every browser shows and that can hold no program. SVG can, so it is a text here. */
const shownImages: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

const textTypes =
  /^(?:text\/|image\/svg|application\/(?:json|xml|xhtml|javascript|x-(?:sh|yaml|toml|python)))/;

/** By what Slack says of it; its bytes may say otherwise. */
export function claimedKind({ mode, mimetype = '' }: Pick<SlackFile, 'mode' | 'mimetype'>): FileKind {
  if (shownImages.has(mimetype)) return 'images';
  return mode === 'snippet' || textTypes.test(mimetype) ? 'texts' : 'others';
}
