import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/model/message.ts';
import { parseBody } from '../../src/publish/body.ts';
import type { PostKind } from '../../src/publish/estimate.ts';
import { postKeyOf } from '../../src/publish/marker.ts';
import { World } from '../support/github/world.ts';
import { message, place, tsOf } from '../support/publish.ts';

/** `count` threads of two, an hour apart; the second links to the third, and the third to the second. */
function threads(count: number): Message[] {
  return Array.from({ length: count }, (_, index) => {
    const minute = index * 60;
    const link = index === 1 ? ` see <${tsOf(120)}>` : index === 2 ? ` see <${tsOf(60)}>` : '';
    return [
      message(minute, { text: `question ${index}${link}` }),
      message(minute + 1, { thread: minute, user: 'U0GRACE', text: `answer ${index}` }),
    ];
  }).flat();
}

let world: World;

beforeEach(async () => {
  world = await World.open(threads(5));
});

afterEach(async () => {
  expect(world.github.complaints).toEqual([]);
  await world.close();
});

describe.each<PostKind>(['discussions', 'issues', 'import'])('publishing as %s', (kind) => {
  it('makes one post a conversation, then brings in the links between them', async () => {
    const { outcomes, end } = await world.run({ kind });
    expect(outcomes).toMatchObject({ created: 5, updated: 1, failed: [] });
    expect(end).toEqual({ unchanged: 0, skipped: {} });
    const { posts } = world.github.repository;
    expect(posts).toHaveLength(5);
    expect(posts[1]?.body).toContain('see http://127.0.0.1');
    expect(posts[2]?.body).toMatch(/see http:.*\/2\b/);
  });

  it('writes nothing and asks nothing when nothing is new', async () => {
    await world.run({ kind });
    world.github.forget();
    const { requests, end } = await world.run({ kind });
    expect(end).toEqual({ unchanged: 5, skipped: {} });
    expect(requests).toEqual({ read: 0, write: 0 });
    expect(world.github.count('all')).toBe(0);
  });

  it('creates what is new, and nothing else', async () => {
    await world.run({ kind });
    world.github.forget();
    world.messages = threads(8);
    const { outcomes } = await world.run({ kind });
    expect(outcomes).toMatchObject({ created: 3, updated: 0 });
    expect(world.github.count('isWrite')).toBe(3);
  });

  it('adds a late reply, and puts what does not fit into comments', async () => {
    await world.run({ kind });
    const long = 'x'.repeat(50_000);
    world.messages = [
      ...world.messages,
      message(5000, { thread: 0, text: long }),
      message(5001, { thread: 0, text: long, user: 'U0GRACE' }),
    ];
    const { outcomes } = await world.run({ kind });
    expect(outcomes).toMatchObject({ created: 0, updated: 1, comments: 1, failed: [] });
    const [post] = world.github.repository.posts;
    expect(post?.comments).toHaveLength(1);
    expect(post?.body).toContain(long);
    expect(parseBody(post?.body ?? '')?.marker).toMatchObject({
      key: postKeyOf({ ...place, rootTs: tsOf(0) }),
      parts: 2,
    });
    world.messages = threads(5);
    const shrunk = await world.run({ kind });
    expect(shrunk.outcomes).toMatchObject({ updated: 1, failed: [] });
    expect(post?.comments).toEqual([]);
  });

  it('finds its posts again when the ledger is lost', async () => {
    await world.run({ kind });
    const before = [...world.store().all()];
    world.loseLedger();
    const { outcomes } = await world.run({ kind });
    expect(outcomes).toMatchObject({ created: 0, adopted: 5 });
    expect([...world.store().all()]).toEqual(before);
  });

  it('goes on with the next conversation when one is refused', async () => {
    let creations = 0;
    world.github.fault = ({ isCreate }) =>
      isCreate && ++creations === 2
        ? { refuse: { status: 422, data: { message: 'Validation Failed', errors: [{ field: 'body' }] } } }
        : undefined;
    const { outcomes } = await world.run({ kind });
    expect(outcomes.created).toBe(4);
    expect(outcomes.failed).toEqual([
      {
        conversation: `${place.teamId}/${place.channelId}/${tsOf(60)}`,
        reason: '422 Validation Failed: body',
      },
    ]);
    world.github.fault = () => undefined;
    expect((await world.run({ kind })).outcomes).toMatchObject({ created: 1, failed: [] });
  });
});
