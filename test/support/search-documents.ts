import { titleOf } from '../../src/content/title.ts';
import { conversationsOf, filedUnder } from '../../src/model/conversation.ts';
import type { ChannelId, TeamId, UserId } from '../../src/model/ids.ts';
import type { Message } from '../../src/model/message.ts';
import { parseMessage } from '../../src/model/parse-message.ts';
import { monthOf, tsDigits } from '../../src/model/ts.ts';
import type { Names } from '../../src/model/workspace.ts';
import { publicMessage } from '../../src/policy/public-message.ts';
import type { SearchDocument } from '../../src/search/document.ts';
import { saidWith } from '../../src/site/said.ts';
import { searchDocument } from '../../src/site/search-document.ts';
import { slugOf } from '../../src/site/slug.ts';
import { openExport } from '../../src/slack/open-export.ts';

const teamId = 'T012AB3C4' as TeamId;

/** Every conversation of an export as the index takes it in, channel by channel. */
export async function* exportDocuments(path: string): AsyncGenerator<SearchDocument> {
  const source = await openExport(path);
  const people = new Map(source.users.map((user) => [user.id as string, String(user.name)]));
  const channelNames = new Map(source.channels.map(({ id, name }) => [id as string, name]));
  const names: Names = {
    user: (id: UserId) => people.get(id),
    channel: (id: ChannelId) => channelNames.get(id),
    userGroup: () => undefined,
  };
  const open = new Set(source.channels.flatMap(({ id }) => (id === undefined ? [] : [id])));
  try {
    for (const channel of source.channels) {
      const channelId =
        channel.id ?? (`C0${channel.folder.toUpperCase().replace(/[^A-Z0-9]/g, '')}` as ChannelId);
      const byMonth = new Map<string, Message[]>();
      for await (const { items } of source.messages(channel)) {
        for (const item of items) {
          const verdict = publicMessage(item, open);
          const message = 'message' in verdict ? parseMessage(verdict.message) : undefined;
          if (message === undefined) continue;
          const month = filedUnder(message);
          if (!byMonth.has(month)) byMonth.set(month, []);
          byMonth.get(month)?.push(message);
        }
      }
      for (const messages of byMonth.values()) {
        for (const one of conversationsOf({ teamId, channelId }, messages).conversations) {
          const said = saidWith(names);
          const title = titleOf(one, names, said.content);
          const [year, month] = monthOf(one.key.rootTs).split('-');
          const url = `t/${year}/${month}/p${tsDigits(one.key.rootTs)}-${slugOf(title)}.html`;
          yield searchDocument(one, { url, title }, said, names);
        }
      }
    }
  } finally {
    await source.close();
  }
}

export async function* exportTexts(path: string): AsyncGenerator<string> {
  for await (const { title, text } of exportDocuments(path)) yield `${title}\n${text}`;
}
