import { redactText } from './redact-text.ts';

export type PublicEmoji = { readonly alias: string } | { readonly url: string };

/** As Slack lets people name them, in any script. */
const nameForm = /^[\p{L}\p{M}\p{N}_+'.&-]{1,100}$/u;

/** What may be kept of one of a workspace's own emoji; undefined for what is none. */
export function publicEmoji(name: string, said: string): PublicEmoji | undefined {
  if (!nameForm.test(name) || redactText(name) !== name) return undefined;
  if (said.startsWith('alias:')) {
    const alias = said.slice('alias:'.length);
    return nameForm.test(alias) ? { alias } : undefined;
  }
  const url = redactText(said);
  return /^https?:\/\/[^\s?#]+$/.test(url) ? { url } : undefined;
}
