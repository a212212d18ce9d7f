import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Draft } from '../../src/publish/draft.ts';
import { importDemo } from '../support/demo.ts';
import { draftsOf } from '../support/drafts.ts';

let folder: string;
const drafts: Draft[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-golden-'));
  const { archive } = await importDemo(folder);
  for await (const draft of draftsOf(archive, 'lantern/chat', 'https://lantern.github.io/chat/'))
    drafts.push(draft);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['rich-text.md', '1755680400.668819'],
  ['with-references.md', '1710234840.295509'],
  ['root-missing.md', '1703500000.000100'],
])('the post %s looks as it did', async (name, rootTs) => {
  const draft = drafts.find(({ conversation }) => conversation.rootTs === rootTs);
  expect(draft, `no draft of ${rootTs}`).toBeDefined();
  const text = [`# ${draft?.title}`, ...(draft?.parts ?? []).map(({ body }) => body)].join('\n\n');
  await expect(`${text}\n`).toMatchFileSnapshot(`../golden/publish/${name}`);
});
