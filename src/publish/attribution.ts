import type { ConversationKey } from '../model/conversation.ts';
import type { Author, Message } from '../model/message.ts';
import { formatPermalink } from '../model/permalink.ts';
import { epochMs, isoTime, type Ts, tsDigits } from '../model/ts.ts';
import type { Names } from '../model/workspace.ts';

/** Where a conversation can be read besides GitHub; each is absent while nobody knows it. */
export interface Origin {
  /** Of its page on the site. */
  readonly pageUrl?: string;
  /** `https://acme.slack.com/`, ending in a slash. */
  readonly workspaceUrl?: string;
}

/** A pause after which a speaker is named again: the same that ends a stitch. */
const pauseMs = 30 * 60 * 1000;

/** The speaker's name as Slack shows it, without `@`; a bot goes by what its message says. */
export function speakerName({ kind, userId, botId, name }: Author, names: Names): string {
  const known = userId === undefined ? undefined : names.user(userId);
  const shown = kind === 'bot' ? (name ?? known) : (known ?? name);
  return (shown ?? userId ?? botId ?? 'Unknown').replace(/^@+/, '');
}

/** True when the message goes on where the one before stopped: same speaker, no long pause. */
export function isContinued(message: Message, before: Message | undefined): boolean {
  if (before === undefined || speakerKey(message.author) !== speakerKey(before.author)) return false;
  return epochMs(message.ts) - epochMs(before.ts) <= pauseMs;
}

/** `2024-03-18 18:35 UTC` */
export function shownTime(ts: Ts): string {
  return `${isoTime(ts).slice(0, 16).replace('T', ' ')} UTC`;
}

/** `2024-03-18`, or `2024-03-18 – 2024-03-20` when the conversation went on. */
export function shownDates(first: Ts, last: Ts): string {
  const [from, to] = [isoTime(first).slice(0, 10), isoTime(last).slice(0, 10)];
  return from === to ? from : `${from} – ${to}`;
}

/** The links of one message: its place on the page and in Slack. */
export function linksOf(
  { channelId, rootTs }: ConversationKey,
  ts: Ts,
  { pageUrl, workspaceUrl }: Origin,
): { pageUrl?: string; slackUrl?: string } {
  const link = { channelId, ts, threadTs: rootTs };
  return {
    ...(pageUrl === undefined ? {} : { pageUrl: `${pageUrl}#p${tsDigits(ts)}` }),
    ...(workspaceUrl === undefined ? {} : { slackUrl: formatPermalink(link, workspaceUrl) }),
  };
}

function speakerKey({ userId, botId, name, kind }: Author): string {
  return `${kind} ${userId ?? ''} ${botId ?? ''} ${kind === 'bot' ? (name ?? '') : ''}`;
}
