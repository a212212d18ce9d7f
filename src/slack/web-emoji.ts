import { objectAt } from '../model/json.ts';
import type { SlackClient } from './web-client.ts';

/** By name, without colons: an address of the image, or `alias:` and another name. */
export type RawEmoji = ReadonlyMap<string, string>;

/** All of the workspace's own emoji in one call. https://docs.slack.dev/reference/methods/emoji.list */
export async function readEmojiList(client: SlackClient): Promise<RawEmoji> {
  const answer = await client.call('emoji.list', {});
  const entries = Object.entries(objectAt(answer, 'emoji') ?? {});
  return new Map(
    entries.flatMap(([name, said]) => (typeof said === 'string' ? [[name, said] as const] : [])),
  );
}
