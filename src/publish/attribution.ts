import type { ConversationKey } from '../model/conversation.ts';
import { formatPermalink } from '../model/permalink.ts';
import { isoTime, type Ts, tsDigits } from '../model/ts.ts';

/** Where a conversation can be read besides GitHub; each is absent while nobody knows it. */
export interface Origin {
  /** Of its page on the site. */
  readonly pageUrl?: string;
  /** `https://acme.slack.com/`, ending in a slash. */
  readonly workspaceUrl?: string;
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
