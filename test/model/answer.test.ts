import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerOf } from '../../src/model/answer.ts';
import type { UserId } from '../../src/model/ids.ts';
import { World } from '../support/github/world.ts';
import { conversation, message, tsOf } from '../support/publish.ts';

const check = (...users: string[]) => ({
  reactions: [{ name: 'white_check_mark', count: users.length, users }],
});
const rules = { reaction: 'white_check_mark', maintainers: new Set(['U0MAINT' as UserId]) };
const question = message(0, check('U0ADA'));
const reply = (minute: number, ...users: string[]) =>
  message(minute, { thread: 0, user: 'U0GRACE', ...check(...users) });

describe('the answer of a thread', () => {
  it.each([
    ['is the reply that the asker marked', [question, reply(1), reply(2, 'U0ADA')], tsOf(2)],
    ['or that a maintainer marked', [question, reply(1), reply(2, 'U0MAINT')], tsOf(2)],
    [
      'that of the asker before that of a maintainer',
      [question, reply(1, 'U0MAINT'), reply(2, 'U0ADA')],
      tsOf(2),
    ],
    ['the first of several', [question, reply(1, 'U0ADA'), reply(2, 'U0ADA')], tsOf(1)],
    ['not what others marked', [question, reply(1, 'U0OTHER', 'U0GRACE')], undefined],
    ['not the question itself', [question, reply(1)], undefined],
  ])('%s', (_, messages, ts) => expect(answerOf(conversation(...messages), rules)).toBe(ts));

  it('is none where no reaction is set', () => {
    const talk = conversation(question, reply(1, 'U0ADA'));
    expect(answerOf(talk, { ...rules, reaction: undefined })).toBeUndefined();
  });
});

describe('on GitHub', () => {
  let world: World;
  beforeEach(async () => {
    world = await World.open([question, reply(1), reply(2, 'U0ADA')]);
  });
  afterEach(async () => {
    expect(world.github.complaints).toEqual([]);
    await world.close();
  });

  it('is named in the text', async () => {
    await world.run({});
    const [post] = world.github.repository.posts;
    expect(post?.body.match(/✅ answer/g)).toHaveLength(1);
  });

  it('is marked where it is a comment in a category of questions', async () => {
    await world.run({ rules: { comments: 'per-message', category: 'Q&A' } });
    const [post] = world.github.repository.posts;
    expect(post?.answer).toBe(`DC_${post?.comments[1]?.id}`);
  });

  it('is marked later as well, when the mark comes later', async () => {
    const settings = { rules: { comments: 'per-message', category: 'Q&A' } } as const;
    world.messages = [question, reply(1), reply(2)];
    await world.run(settings);
    const [post] = world.github.repository.posts;
    expect(post?.answer).toBeUndefined();
    world.messages = [question, reply(1), reply(2, 'U0ADA')];
    await world.run(settings);
    expect(post?.answer).toBe(`DC_${post?.comments[1]?.id}`);
  });

  it('is not marked where people chose another one, or the category takes none', async () => {
    await world.run({ rules: { comments: 'per-message', category: 'General' } });
    const [post] = world.github.repository.posts;
    expect(post?.answer).toBeUndefined();
    world.messages = [...world.messages, reply(3, 'U0ADA')];
    post!.answer = 'DC_7';
    post!.category = 'DIC_4';
    await world.run({ rules: { comments: 'per-message', category: 'General' } });
    expect(post?.answer).toBe('DC_7');
  });
});
