import { parsePermalink } from '../../model/permalink.ts';
import { isTs, tsFromDigits } from '../../model/ts.ts';

/** Where a link or a number leads, as far as it can be said without the index. */
export type LinkTarget =
  | {
      readonly kind: 'message';
      readonly ts: string;
      readonly threadTs?: string;
      readonly channelId?: string;
      readonly teamId?: string;
    }
  | { readonly kind: 'channel'; readonly channelId: string }
  /** `acme/chat#812`, or `#812` where nobody says in which repository. */
  | { readonly kind: 'post'; readonly name: string };

/**
 * Reads a link to a message in Slack, to an issue or a discussion on GitHub, `#812`, a ts or the digits of one;
 * undefined for anything else.
 */
export function linkTarget(text: string): LinkTarget | undefined {
  const trimmed = text.trim();
  if (/^#\d{1,9}$/.test(trimmed)) return { kind: 'post', name: trimmed };
  const post =
    /^https?:\/\/[^/\s]+\/([^/\s]+\/[^/\s]+)\/(?:discussions|issues|pull)\/(\d+)(?:[#?/]\S*)?$/i.exec(
      trimmed,
    );
  if (post !== null) return { kind: 'post', name: `${post[1]}#${post[2]}` };
  const digits = /^p?(\d{16,18})$/.exec(trimmed)?.[1];
  const ts = digits === undefined ? trimmed : tsFromDigits(digits);
  if (isTs(ts) && ts.length > 15) return { kind: 'message', ts };
  const link = /^(?:https?|slack):\/\/\S+$/.test(trimmed) ? parsePermalink(trimmed) : undefined;
  if (link === undefined) return undefined;
  const { channelId, teamId, threadTs } = link;
  if (link.ts === undefined) return { kind: 'channel', channelId };
  return {
    kind: 'message',
    ts: link.ts,
    channelId,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(teamId === undefined ? {} : { teamId }),
  };
}
