import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readComments } from '../../src/archive/github-comments.ts';
import { readCommentsOnGitHub } from '../../src/commands/read-comments.ts';
import { monthOf } from '../../src/model/ts.ts';
import type { PostKind } from '../../src/publish/estimate.ts';
import { quietContext } from '../support/demo.ts';
import type { FakeComment, FakePost } from '../support/github/posts.ts';
import { World } from '../support/github/world.ts';
import { message, place, tsOf } from '../support/publish.ts';

/** Three conversations, the second with a comment of ours for what did not fit; then people answer on GitHub. */
let world: World;
beforeEach(async () => {
  world = await World.open(
    [0, 60, 120].flatMap((minute) => [
      message(minute, { text: `question ${minute}` }),
      message(minute + 1, {
        thread: minute,
        user: 'U0GRACE',
        text: minute === 60 ? 'long '.repeat(12_100) : 'yes',
      }),
    ]),
  );
});
afterEach(async () => {
  expect(world.github.complaints).toEqual([]);
  await world.close();
});

function read(mostMs?: number) {
  const github = {
    repository: 'acme/chat',
    token: 'a-token',
    apiUrl: world.github.url,
    userAgent: 'unsilo/test',
    categories: [],
    mostMs,
  };
  return readCommentsOnGitHub({ archive: world.dir, github }, { ...quietContext(), clock: world.clock });
}

function kept(minute: number) {
  const month = monthOf(tsOf(minute));
  return readComments(world.dir, { ...place, month }).get(tsOf(minute))?.comments ?? [];
}

function post(number: number): FakePost {
  return world.github.repository.posts[number - 1] as FakePost;
}

function say(number: number, body: string, extra: Partial<FakeComment> = {}): FakeComment {
  const createdAt = '2026-02-01T10:00:00Z';
  const by = { author: 'octocat', association: 'NONE', createdAt, updatedAt: createdAt };
  return world.github.repository.addComment(post(number), body, { ...by, ...extra });
}

/** Every file below the archive. */
function bytes(): Readonly<Record<string, string>> {
  const paths = readdirSync(world.dir, { recursive: true, withFileTypes: true }).filter((one) =>
    one.isFile(),
  );
  return Object.fromEntries(
    paths.map((one) => join(one.parentPath, one.name)).map((path) => [path, readFileSync(path, 'utf8')]),
  );
}

describe.each<PostKind>(['discussions', 'issues'])('comments on %s', (kind) => {
  it('cost no request where nothing was posted', async () => {
    expect(await read()).toMatchObject({ posts: 0, requests: { read: 0, write: 0 } });
    expect(world.github.seen).toEqual([]);
  });

  it('by people come back with author, time and link; ours, those of bots and hidden ones do not', async () => {
    await world.run({ kind });
    say(1, 'It works since 2.0\r\nsays bob@lantern.example');
    say(1, 'beep', { author: 'dependabot', isBot: true });
    say(1, 'spam', { isMinimized: true });
    const report = await read();
    expect(report).toMatchObject({ comments: { new: 1, changed: 0, removed: 0, total: 1 }, posts: 1 });
    expect(kept(0)).toMatchObject([
      {
        author: 'octocat',
        createdAt: '2026-02-01T10:00:00Z',
        body: 'It works since 2.0\nsays [redacted: e-mail]',
        isEdited: false,
        isAnswer: false,
      },
    ]);
    expect(kept(0)[0]?.url).toMatch(/^http:.*\/1#\w+-\d+$/);
    expect(post(2).comments.length).toBeGreaterThan(0);
    expect(kept(60)).toEqual([]);
  });

  it('are read once: a second time costs a list and a look, and changes no byte', async () => {
    await world.run({ kind });
    say(1, 'first');
    say(3, 'second');
    await read();
    const before = bytes();
    world.github.forget();
    expect(await read()).toMatchObject({
      comments: { new: 0, changed: 0, removed: 0, total: 2 },
      posts: 0,
      requests: { read: 3, write: 0 },
    });
    expect(world.github.count('all')).toBe(3);
    expect(bytes()).toEqual(before);
  });

  it('follow an edit, although the post tells nothing of it', async () => {
    await world.run({ kind });
    const comment = say(1, 'wrong');
    await read();
    Object.assign(comment, { body: 'right', updatedAt: '2026-02-02T10:00:00Z', isEdited: true });
    expect(await read()).toMatchObject({ comments: { new: 0, changed: 1, removed: 0 } });
    expect(kept(0)).toMatchObject([{ body: 'right', isEdited: true }]);
  });

  it.each<readonly [string, (comment: FakeComment) => void]>([
    ['hidden', (comment) => Object.assign(comment, { isMinimized: true })],
    [
      'deleted',
      (comment) => {
        post(1).comments = post(1).comments.filter((one) => one !== comment);
      },
    ],
    [
      'gone with the post',
      () => {
        post(1).isDeleted = true;
      },
    ],
  ])('go when they were %s, although the post tells nothing of it', async (_, change) => {
    await world.run({ kind });
    const comment = say(1, 'regretted');
    await read();
    change(comment);
    expect(await read()).toMatchObject({ comments: { new: 0, removed: 1, total: 0 } });
    expect(kept(0)).toEqual([]);
  });

  it('survive lists that are wrongly empty, and a list that lags', async () => {
    await world.run({ kind });
    say(1, 'first');
    await read();
    const before = kept(0);
    say(1, 'second', { updatedAt: '2026-02-03T10:00:00Z' });
    world.github.fault = ({ isList }) => (isList ? 'empty-list' : undefined);
    await read();
    expect(kept(0)).toEqual(before);
    world.github.fault = () => undefined;
    expect(await read()).toMatchObject({ comments: { new: 1, removed: 0, total: 2 } });
  });

  it('that say what our marker says are still somebody’s words', async () => {
    await world.run({ kind });
    say(1, post(1).body);
    await read();
    expect(kept(0)).toHaveLength(1);
  });

  it('are read by the next run where the time of one does not suffice', async () => {
    await world.run({ kind });
    for (const number of [1, 2, 3]) say(number, `on ${number}`);
    const first = await read(150);
    expect(first.stopped).toMatch(/time/);
    await read();
    expect([kept(0), kept(60), kept(120)].map(({ length }) => length)).toEqual([1, 1, 1]);
  });
});

describe('comments on discussions', () => {
  it('stand with their replies, of which there may be many, and the chosen answer is known', async () => {
    await world.run();
    const first = say(1, 'first');
    const second = say(1, 'second', { createdAt: '2026-02-01T11:00:00Z' });
    for (let n = 0; n < 60; n += 1)
      say(1, `reply ${n}`, {
        replyTo: first.id,
        createdAt: `2026-02-02T10:${String(n).padStart(2, '0')}:00Z`,
      });
    post(1).answer = `DC_${second.id}`;
    await read();
    expect(kept(0).map(({ body }) => body)).toEqual([
      'first',
      ...Array.from({ length: 60 }, (_, n) => `reply ${n}`),
      'second',
    ]);
    expect(kept(0)[1]?.replyTo).toBe(`DC_${first.id}`);
    expect(kept(0).at(-1)?.isAnswer).toBe(true);
  });

  it('of which an answered one was deleted keep its replies', async () => {
    await world.run();
    const first = say(1, 'first');
    say(1, 'reply', { replyTo: first.id });
    await read();
    Object.assign(first, { body: '', deletedAt: '2026-02-05T10:00:00Z' });
    expect(await read()).toMatchObject({ comments: { removed: 1, total: 1 } });
    expect(kept(0)).toMatchObject([{ body: 'reply' }]);
  });
});
