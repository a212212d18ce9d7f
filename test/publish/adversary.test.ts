import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPosts } from '../../src/archive/posts-ledger.ts';
import { monthOf } from '../../src/model/ts.ts';
import { hashText } from '../../src/publish/marker.ts';
import { refusals } from '../support/github/server.ts';
import { World } from '../support/github/world.ts';
import { message, place, tsOf } from '../support/publish.ts';

/** What people and GitHub do to posts behind our back. */
let world: World;
const talk = [message(0, { text: 'question' }), message(1, { thread: 0, user: 'U0GRACE', text: 'answer' })];
const late = message(5000, { thread: 0, text: 'a late reply' });

beforeEach(async () => {
  world = await World.open(talk);
});
afterEach(async () => {
  expect(world.github.complaints).toEqual([]);
  await world.close();
});

describe.each(['discussions', 'issues'] as const)('a post as one of %s', (kind) => {
  it('that somebody edits while GitHub makes an update wait keeps the edit', async () => {
    await world.run({ kind });
    const [post] = world.github.repository.posts;
    world.messages = [...talk, late];
    let isFirst = true;
    world.github.fault = ({ isWrite }) => {
      if (!isWrite || !isFirst) return undefined;
      isFirst = false;
      post!.body = `Maintainer's note\n\n${post!.body}`;
      return { refuse: refusals['403 with retry-after']! };
    };
    const { outcomes } = await world.run({ kind });
    expect(outcomes).toMatchObject({ updated: 1, failed: [] });
    expect(post!.body).toMatch(/^Maintainer's note\n\n<!-- unsilo:1 /);
    expect(post!.body).toContain('a late reply');
  });

  it('that an editor gave other line ends, blanks at ends of lines and composed letters is still ours', async () => {
    world.messages = [message(0, { text: 'cafe\u0301 one\ntwo' }), talk[1]!];
    await world.run({ kind });
    const [post] = world.github.repository.posts;
    post!.body = post!.body.normalize('NFC').replaceAll('\n', ' \r\n');
    // The marker lines are ours alone and must stay as they are to be known.
    post!.body = post!.body.replaceAll(/(<!-- unsilo[^\r\n]*-->) \r\n/g, '$1\r\n');
    world.messages = [...world.messages, late];
    expect((await world.run({ kind })).outcomes).toMatchObject({ updated: 1, failed: [], leftAlone: [] });
  });

  it('to which people added so much that ours would not fit is left, with the reason', async () => {
    await world.run({ kind });
    const [post] = world.github.repository.posts;
    post!.body += 'x'.repeat(65_000);
    world.messages = [...talk, message(5000, { thread: 0, text: 'y'.repeat(1000) })];
    const { outcomes } = await world.run({ kind });
    expect(outcomes.leftAlone).toMatchObject([{ reason: expect.stringContaining('too long together') }]);
    world.github.forget();
    expect((await world.run({ kind })).outcomes).toMatchObject({ updated: 0 });
    expect(world.github.count('all')).toBe(0);
  });

  it('whose text a stranger copied into a post of theirs is not mixed up with it', async () => {
    await world.run({ kind });
    const [post] = world.github.repository.posts;
    const type = kind === 'discussions' ? 'discussion' : 'issue';
    world.github.repository.add(type, 'A copy', post!.body, { author: 'mallory', association: 'NONE' });
    world.loseLedger();
    const { outcomes } = await world.run({ kind });
    expect(outcomes).toMatchObject({ adopted: 1, created: 0, duplicates: [] });
    expect([...world.store().all()].map(([, { number }]) => number)).toEqual([1]);
  });

  it('that a maintainer quoted in another post is still the one', async () => {
    await world.run({ kind });
    const [post] = world.github.repository.posts;
    const quoted = post!.body.replaceAll(/^/gm, '> ');
    world.github.repository.add(kind === 'discussions' ? 'discussion' : 'issue', 'See', quoted);
    world.loseLedger();
    expect((await world.run({ kind })).outcomes).toMatchObject({ adopted: 1, duplicates: [] });
  });

  it('that was deleted is not made again', async () => {
    await world.run({ kind });
    world.github.repository.posts[0]!.isDeleted = true;
    world.messages = [...talk, late];
    const { outcomes } = await world.run({ kind });
    expect(outcomes).toMatchObject({ created: 0, updated: 0 });
    expect(outcomes.leftAlone).toMatchObject([{ reason: 'deleted on GitHub' }]);
  });
});

it('a locked issue costs itself alone, not the run', async () => {
  const more = [60, 120].flatMap((minute) => [
    message(minute, { text: `q${minute}` }),
    message(minute + 1, { thread: minute, text: 'a' }),
  ]);
  world.messages = [...talk, ...more];
  await world.run({ kind: 'issues' });
  world.messages = [...world.messages, late, message(5001, { thread: 60, text: 'another' })];
  world.github.fault = ({ isWrite, path }) =>
    isWrite && path.endsWith('/issues/1')
      ? { refuse: { status: 403, data: { message: 'Unable to edit because issue is locked.' } } }
      : undefined;
  const { outcomes, end } = await world.run({ kind: 'issues' });
  expect(end.stopped).toBeUndefined();
  expect(outcomes).toMatchObject({ updated: 1, failed: [{ reason: expect.stringContaining('locked') }] });
});

describe('a ledger', () => {
  it('of a form that this version does not know is refused with what to do, before anything is sent', async () => {
    await world.run();
    const month = monthOf(tsOf(0));
    const path = join(world.dir, place.teamId, 'posts', place.channelId, `${month}.jsonl`);
    writeFileSync(path, `${JSON.stringify({ rootTs: tsOf(0), issue: 1, parts: [] })}\n`);
    expect(() => readPosts(world.dir, { ...place, month })).toThrow(/check --rebuild/);
    world.github.forget();
    await expect(world.run()).rejects.toThrow(/check --rebuild/);
    expect(world.github.count('all')).toBe(0);
  });

  it('whose state is damaged makes no post a second time', async () => {
    await world.run();
    world.loseLedger();
    const store = world.store();
    store.saveBudget({});
    writeFileSync(join(world.dir, 'publish', 'state.json'), '{"posts":');
    expect((await world.run()).outcomes).toMatchObject({ created: 0, adopted: 1 });
  });
});

it('a text of many blanks is hashed at once', () => {
  expect(hashText(`a${' '.repeat(200_000)}b`)).toHaveLength(12);
});
