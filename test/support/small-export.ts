import type { ExportSource, MessagePage } from '../../src/slack/export-source.ts';
import { openExport } from '../../src/slack/open-export.ts';

export const generalId = 'C024BE91L';

/** The smallest export that is one: a user, a channel, two days. Files by path. */
export function smallExport(changes: Readonly<Record<string, string | undefined>> = {}): Map<string, string> {
  const files: Record<string, string | undefined> = {
    'users.json': JSON.stringify([{ id: 'U1', team_id: 'T024BE7LD', name: 'yui' }]),
    'channels.json': JSON.stringify([{ id: generalId, name: 'general' }]),
    'general/2024-03-18.json': JSON.stringify([message('1710786933.057029', 'Hello')]),
    'general/2024-03-19.json': JSON.stringify([message('1710874000.000100', 'Hello again')]),
    ...changes,
  };
  return new Map(Object.entries(files).flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
}

export function message(ts: string, text: string, more: object = {}): object {
  return { type: 'message', user: 'U1', ts, text, ...more };
}

/** What an export says: its layout, channels and all texts by folder, with the codes of what went wrong. */
export async function contentsOf(path: string) {
  const source = await openExport(path);
  try {
    return { layout: source.layout, kinds: kindsOf(source), texts: await textsOf(source) };
  } finally {
    source.close();
  }
}

function kindsOf({ channels }: ExportSource): Record<string, string> {
  return Object.fromEntries(channels.map(({ name, kind }) => [name, kind]));
}

async function textsOf(source: ExportSource): Promise<Record<string, string[]>> {
  const texts: Record<string, string[]> = {};
  for (const channel of source.channels) {
    for await (const { items, problem } of source.messages(channel)) {
      const found = items.map((item) => String((item as { text?: string } | null)?.text));
      texts[channel.name] = [...(texts[channel.name] ?? []), ...found, ...(problem ? [problem.code] : [])];
    }
  }
  return texts;
}

/** The pages of the first channel. */
export async function pagesOf(source: ExportSource): Promise<readonly MessagePage[]> {
  const pages: MessagePage[] = [];
  for await (const page of source.messages(source.channels[0]!)) pages.push(page);
  return pages;
}
