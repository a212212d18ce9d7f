import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Draft } from '../../src/publish/draft.ts';
import type { PostRules } from '../../src/publish/select.ts';
import { buildDemo, importDemo } from '../support/demo.ts';
import { draftsOf } from '../support/drafts.ts';
import { kindsOfMessages } from '../support/kinds-of-messages.ts';
import { imported } from '../support/round-trip.ts';
import { message, smallExport } from '../support/small-export.ts';
import { writeFiles } from '../support/temporary-folder.ts';

const baseUrl = 'https://lantern.github.io/chat/';
let folder: string;
let demo: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-golden-'));
  const made = await importDemo(folder);
  await buildDemo(made, { baseUrl });
  demo = made.archive;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The post as GitHub gets it: title, body and comments. */
async function postOf(archive: string, rootTs: string, rules: Partial<PostRules> = {}): Promise<string> {
  const found: Draft[] = [];
  for await (const draft of draftsOf(archive, 'lantern/chat', baseUrl, rules)) found.push(draft);
  const draft = found.find(({ conversation }) => conversation.rootTs === rootTs);
  expect(draft, `no draft of ${rootTs}`).toBeDefined();
  const comments = (draft?.parts ?? []).map(({ body }, part) =>
    part === 0 ? body : `--- comment ${part} ---\n\n${body}`,
  );
  const answer =
    draft?.answerPart === undefined ? [] : [`--- comment ${draft.answerPart} is marked as the answer ---`];
  return `${[`# ${draft?.title}`, ...comments, ...answer].join('\n\n')}\n`;
}

/** `npm run golden` writes the files anew: look at what changed. */
describe('a post', () => {
  it.each([
    ['rich-text.md', '1755680400.668819'],
    ['with-references.md', '1710234840.295509'],
    ['root-missing.md', '1703500000.000100'],
  ])('of the invented community looks as it did: %s', async (name, rootTs) => {
    await expect(await postOf(demo, rootTs)).toMatchFileSnapshot(`../golden/publish/${name}`);
  });

  it('of loose messages looks as it did', async () => {
    const rules = { withStitches: true, minReplies: 0 };
    await expect(await postOf(demo, await firstStitch(), rules)).toMatchFileSnapshot(
      '../golden/publish/stitch.md',
    );
  });

  it('with a comment for each message, one of them the answer, looks as it did', async () => {
    const archive = await archiveOf('answered', [
      message(at(0), 'How do I refill a lantern while it burns?', { thread_ts: at(0), reply_count: 2 }),
      message(at(1), 'Not at all: put it out first.', {
        user: 'U2',
        thread_ts: at(0),
        reactions: [
          { name: 'white_check_mark', users: ['U1'], count: 1 },
          { name: 'wave::skin-tone-4', users: ['U1', 'U3'], count: 2 },
        ],
      }),
      message(at(2), 'Thanks, that was it.', { thread_ts: at(0), edited: { user: 'U1', ts: at(3) } }),
    ]);
    await expect(await postOf(archive, at(0))).toMatchFileSnapshot('../golden/publish/answered.md');
    await expect(await postOf(archive, at(0), { comments: 'per-message' })).toMatchFileSnapshot(
      '../golden/publish/per-message.md',
    );
  });

  it('of every kind of message looks as it did', async () => {
    const kinds = Object.entries(kindsOfMessages);
    const archive = await archiveOf('kinds', [
      message(at(0), 'One of each, please', { thread_ts: at(0), reply_count: kinds.length }),
      ...kinds.map(([kind, fields], index) =>
        message(at(1 + index), kind, { user: `U${(index % 3) + 1}`, thread_ts: at(0), ...fields }),
      ),
    ]);
    await expect(await postOf(archive, at(0))).toMatchFileSnapshot('../golden/publish/every-kind.md');
  });

  it('that goes on in comments says so in each of them', async () => {
    const words = 'Light needs oil, oil needs a wick, and a wick needs somebody who trims it. '.repeat(40);
    const archive = await archiveOf('long', [
      message(at(0), 'A long story', { thread_ts: at(0), reply_count: 40 }),
      ...Array.from({ length: 40 }, (_, index) => message(at(1 + index), words, { thread_ts: at(0) })),
    ]);
    const frame = (await postOf(archive, at(0))).replaceAll(words.trim(), '…');
    await expect(frame).toMatchFileSnapshot('../golden/publish/continued.md');
  });
});

function at(minute: number): string {
  return `${1_710_786_900 + minute * 60}.000100`;
}

async function archiveOf(name: string, day: readonly object[]): Promise<string> {
  const person = (id: string, real: string) => ({
    id,
    team_id: 'T024BE7LD',
    name: real.toLowerCase(),
    real_name: real,
  });
  const files = smallExport({
    'users.json': JSON.stringify([person('U1', 'Yui'), person('U2', 'Grace'), person('U3', 'Kofi')]),
    'general/2024-03-18.json': JSON.stringify(day),
    'general/2024-03-19.json': undefined,
  });
  return imported(join(folder, name), writeFiles(join(folder, `${name}-export`), files));
}

async function firstStitch(): Promise<string> {
  for await (const { conversation, parts } of draftsOf(demo, 'lantern/chat', baseUrl, {
    withStitches: true,
    minReplies: 0,
  }))
    if (parts[0].body.split('\n\n**').length > 2) return conversation.rootTs;
  throw new Error('no loose messages');
}
