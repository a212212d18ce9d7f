import type { ChannelId } from '../model/ids.ts';
import { type NoticeKind, noticeId, noticeOf } from '../model/notice.ts';
import type { Ts } from '../model/ts.ts';
import type { SlackClient } from './web-client.ts';
import { readReplies } from './web-messages.ts';

/** A thread in Slack. */
export interface ThreadPlace {
  readonly channel: ChannelId;
  readonly rootTs: Ts;
}

/** Our notices in a thread, as Slack shows them. */
export async function noticesIn(client: SlackClient, place: ThreadPlace): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for await (const { replies } of readReplies(client, place)) {
    for (const row of replies) {
      const notice = noticeOf(row);
      if (notice !== undefined) found.add(notice);
    }
  }
  return found;
}

/**
 * Says one line in a thread, without previews of links. Slack has no key against doubles, so the call is sent once: after an
 * unclear answer the thread must be looked at before it is sent again.
 *
 * @param link an address without spaces
 */
export async function postNotice(
  client: SlackClient,
  { channel, rootTs }: ThreadPlace,
  { kind, words, link }: { readonly kind: NoticeKind; readonly words: string; readonly link: string },
): Promise<void> {
  const text = `${words} <${link.replaceAll('&', '&amp;').replaceAll('>', '%3E').replaceAll('|', '%7C')}>`;
  const block = { type: 'context', block_id: noticeId(kind), elements: [{ type: 'mrkdwn', text }] };
  await client.call('chat.postMessage', {
    channel,
    thread_ts: rootTs,
    text,
    blocks: JSON.stringify([block]),
    unfurl_links: false,
    unfurl_media: false,
  });
}
