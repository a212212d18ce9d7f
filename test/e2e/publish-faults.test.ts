import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../src/model/message.ts';
import type { PostKind } from '../../src/publish/estimate.ts';
import { type Fault, refusals, type Seen } from '../support/github/server.ts';
import { type RunSettings, World } from '../support/github/world.ts';
import { MortalDisk } from '../support/mortal-disk.ts';
import { message, tsOf } from '../support/publish.ts';

/**
 * A run over an archive of 30 conversations, two of them too long for one body, is hurt once, at every point in turn:
 * each answer of GitHub by each fault, each change of the disk by a kill. After it was started again until it is quiet
 * there is exactly one post a conversation, and each message stands on GitHub once.
 */
const count = 30;

/** Every third conversation links to the next one; numbers 7 and 19 do not fit into a body. */
function talk(): readonly Message[] {
  return Array.from({ length: count }, (_, index) => {
    const minute = index * 60;
    const link = index % 3 === 0 ? ` see <${tsOf(((index + 1) % count) * 60)}>` : '';
    const more = index === 7 || index === 19 ? ` ${'long '.repeat(9_000)}` : '';
    return [
      message(minute, { text: `question-${index}-end${link}${more}` }),
      message(minute + 1, { thread: minute, user: 'U0GRACE', text: `answer-${index}-end${more}` }),
    ];
  }).flat();
}

const messages = talk();
const words = messages.map(({ text }) => text.split(' ')[0] ?? '');

let world: World;
let disk: MortalDisk;
let tried = 0;

async function fresh(): Promise<World> {
  await world?.close();
  world = await World.open(messages);
  return world;
}

beforeAll(async () => {
  await fresh();
  disk = new MortalDisk(world.dir.slice(0, world.dir.lastIndexOf('/') + 1));
});
afterAll(async () => {
  disk.restore();
  await world.close();
  console.log(`${tried} points were tried`);
});

/** Runs until a run has nothing more to do; a killed one is started again. */
async function untilQuiet(settings: RunSettings, minutesBetween = 10): Promise<void> {
  for (let run = 1; run <= 12; run += 1) {
    world.clock.pass(minutesBetween * 60_000);
    const { outcomes, end } = await world.run(settings);
    if (outcomes.steps === 0 && outcomes.failed.length === 0 && end.stopped === undefined) return;
  }
  throw new Error('twelve runs did not suffice');
}

/** All that must be true at the end, whatever happened. */
function expectWhole(kind: PostKind): void {
  const { posts } = world.github.repository;
  const living = posts.filter(({ isDeleted }) => !isDeleted);
  expect(living).toHaveLength(count);
  const text = living
    .flatMap(({ body, comments }) => [body, ...comments.map((comment) => comment.body)])
    .join('\n');
  for (const word of words) expect(text.split(word).length - 1, word).toBe(1);
  const entries = [...world.store().all()];
  expect(new Set(entries.map(([, { number }]) => number)).size).toBe(count);
  expect(new Set(entries.map(([{ rootTs }]) => rootTs)).size).toBe(count);
  expect(world.store().doubts).toEqual([]);
  expect(world.github.complaints, kind).toEqual([]);
}

/** One run that goes wrong at one point, then the others. */
async function hurt(kind: PostKind, wound: () => void): Promise<void> {
  tried += 1;
  wound();
  await world.run({ kind }).catch(() => undefined);
  disk.live();
  world.github.fault = () => undefined;
  await untilQuiet({ kind });
  expectWhole(kind);
}

/** The requests of an undisturbed run. */
async function requestsOf(kind: PostKind): Promise<readonly Seen[]> {
  await fresh();
  await world.run({ kind });
  expectWhole(kind);
  return [...world.github.seen];
}

const answers: Readonly<Record<string, Fault>> = {
  'a connection that drops before the write': 'drop-before',
  'a connection that drops after the write': 'drop-after',
  'a 502 before the write': 'status-502-before',
  'a 502 after the write': 'status-502-after',
  'an answer that is cut': 'cut-answer',
  'a silent 200': 'silent-200',
  'an empty list': 'empty-list',
  'a stale list': 'stale-list',
};

/**
 * Points spread over a run: the first ones, and every so-manieth after them. All of them with UNSILO_EVERY_POINT=1, which takes
 * an hour.
 */
function spread(all: number, most: number): readonly number[] {
  const isEvery = process.env.UNSILO_EVERY_POINT !== undefined;
  const step = isEvery ? 1 : Math.max(1, Math.floor(all / most));
  return Array.from({ length: all }, (_, index) => index).filter((index) => index < 4 || index % step === 0);
}

describe('at every answer of GitHub, posting discussions', () => {
  it.each(Object.entries(answers))('%s', async (_, fault) => {
    const requests = await requestsOf('discussions');
    for (const { index, isWrite, isList } of requests) {
      if (fault === 'silent-200' && !isWrite) continue;
      if ((fault === 'empty-list' || fault === 'stale-list') && !isList) continue;
      await fresh();
      await hurt('discussions', () => {
        world.github.fault = (seen) => (seen.index === index ? fault : undefined);
      });
    }
  });

  it.each(Object.entries(refusals))('%s', async (_, refuse) => {
    const requests = await requestsOf('discussions');
    for (const index of spread(requests.length, 8)) {
      await fresh();
      await hurt('discussions', () => {
        world.github.fault = (seen) => (seen.index === index ? { refuse } : undefined);
      });
    }
  });
});

describe.each<PostKind>(['issues', 'import'])('at answers of GitHub, posting as %s', (kind) => {
  it.each(Object.entries(answers))('%s', async (_, fault) => {
    const requests = await requestsOf(kind);
    for (const index of spread(requests.length, 8)) {
      await fresh();
      await hurt(kind, () => {
        world.github.fault = (seen) => (seen.index === index ? fault : undefined);
      });
    }
  });
});

describe('a kill', () => {
  it('after every request that GitHub carried out, before anything was recorded of it', async () => {
    const requests = await requestsOf('discussions');
    for (const { index } of requests.filter(({ isWrite }) => isWrite)) {
      await fresh();
      await hurt('discussions', () => {
        world.github.fault = (seen) => {
          if (seen.index < index) return undefined;
          disk.die();
          return seen.index === index ? 'drop-after' : 'drop-before';
        };
      });
    }
  });

  it('after every request that GitHub carried out, while its lists lag for minutes', async () => {
    const requests = await requestsOf('discussions');
    for (const { index } of requests.filter(({ isWrite }) => isWrite)) {
      await fresh();
      tried += 1;
      world.github.fault = (seen) => {
        if (seen.index < index) return undefined;
        disk.die();
        return seen.index === index ? 'drop-after' : 'drop-before';
      };
      await world.run({ kind: 'discussions' }).catch(() => undefined);
      disk.live();
      const until = world.clock.now() + 4 * 60_000;
      world.github.fault = ({ isList }) => (isList && world.clock.now() < until ? 'stale-list' : undefined);
      await untilQuiet({ kind: 'discussions' }, 1);
      expectWhole('discussions');
    }
  });

  it.each([
    ['before every change of the disk', false],
    ['in the middle of every write', true],
  ])('%s', async (_, isTorn) => {
    await fresh();
    disk.live();
    await world.run({ kind: 'discussions' });
    const changes = disk.count;
    expect(changes).toBeGreaterThan(200);
    for (const change of isTorn ? spread(changes, 60) : spread(changes, 150)) {
      await fresh();
      await hurt('discussions', () => {
        disk.dieAt(change + 1, isTorn);
        world.github.fault = () => (disk.isDead ? 'drop-before' : undefined);
      });
    }
  });
});
