import type { Message } from '../../src/model/message.ts';
import { parseMessage } from '../../src/model/parse-message.ts';
import { publicMessage } from '../../src/policy/public-message.ts';
import { openExport } from '../../src/slack/open-export.ts';

/** Every message of an export as it would come out of the archive, channel by channel. */
export async function* exportMessages(path: string): AsyncGenerator<Message> {
  const source = await openExport(path);
  try {
    const publicChannels = new Set(source.channels.flatMap(({ id }) => (id === undefined ? [] : [id])));
    for (const channel of source.channels) {
      for await (const { items } of source.messages(channel)) {
        for (const item of items) {
          const verdict = publicMessage(item, publicChannels);
          const message = 'message' in verdict ? parseMessage(verdict.message) : undefined;
          if (message !== undefined) yield message;
        }
      }
    }
  } finally {
    await source.close();
  }
}
