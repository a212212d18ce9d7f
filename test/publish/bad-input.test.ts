import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeRepository } from '../support/github/posts.ts';
import type { RestAnswer } from '../support/github/rest.ts';
import type { Seen } from '../support/github/server.ts';
import { type RunSettings, World } from '../support/github/world.ts';
import { message } from '../support/publish.ts';

/** What a maintainer does wrong, or what changed on GitHub since: the message says what to do, and nothing is half recorded. */
let world: World;
beforeEach(async () => {
  world = await World.open([message(0), message(1, { thread: 0, user: 'U0GRACE' })]);
});
afterEach(() => world.close());

interface Case {
  readonly what: string;
  readonly settings: RunSettings;
  readonly change?: (repository: FakeRepository) => void;
  readonly refuse?: RestAnswer;
  readonly on?: (seen: Seen) => boolean;
  readonly error: RegExp;
}

const unauthorised = { status: 401, data: { message: 'Bad credentials' } };
const scopes = { status: 403, data: { message: 'Resource not accessible by personal access token' } };

const cases: readonly Case[] = [
  { what: 'a wrong token', settings: { kind: 'issues' }, refuse: unauthorised, error: /token/i },
  { what: 'a wrong token for discussions', settings: {}, refuse: unauthorised, error: /token/i },
  {
    what: 'a token without the permission',
    settings: { kind: 'issues' },
    refuse: scopes,
    error: /permission|may not|not accessible/i,
  },
  {
    what: 'discussions that are off',
    settings: {},
    change: (repository) => {
      repository.hasDiscussions = false;
    },
    error: /discussions/i,
  },
  {
    what: 'issues that are off',
    settings: { kind: 'issues' },
    change: (repository) => {
      repository.hasIssues = false;
    },
    error: /issues/i,
  },
  {
    what: 'a category that is missing',
    settings: { rules: { category: 'Slack' } },
    error: /Slack.*(?:Announcements|General)/s,
  },
  {
    what: 'an archived repository',
    settings: { kind: 'issues' },
    change: (repository) => {
      repository.isArchived = true;
    },
    error: /archived.*Unarchive/s,
  },
  {
    what: 'a repository that was renamed',
    settings: { repository: 'acme/old' },
    error: /is called acme\/chat now/,
  },
  {
    what: 'a repository of issues that was renamed',
    settings: { repository: 'acme/old', kind: 'issues' },
    error: /moved or was renamed/,
  },
  {
    what: 'an Enterprise Server without Discussions',
    settings: {},
    refuse: {
      status: 200,
      data: {
        errors: [
          {
            type: 'undefinedField',
            message: "Field 'discussionCategories' doesn't exist on type 'Repository'",
          },
        ],
      },
    },
    error: /3\.6.*--kind issues/,
  },
  { what: 'no name of a repository', settings: { repository: 'acme' }, error: /OWNER\/NAME/ },
];

describe.each(cases)('$what', ({ settings, change, refuse, error }) => {
  it('ends the run with what to do, before anything is written', async () => {
    change?.(world.github.repository);
    if (refuse !== undefined) world.github.fault = () => ({ refuse });
    await expect(world.run(settings)).rejects.toThrow(error);
    expect(world.github.repository.posts).toEqual([]);
    expect([...world.store().all()]).toEqual([]);
    expect(world.store().doubts).toEqual([]);
  });
});

describe('a label that the repository has in other letters', () => {
  it('is the same label', async () => {
    const { outcomes } = await world.run({ kind: 'issues', rules: { labels: ['slack-archive'] } });
    expect(outcomes).toMatchObject({ created: 1, failed: [] });
    expect(world.github.complaints).toEqual([]);
  });
});

describe('a repository that is renamed in the middle', () => {
  it('stops the run, and the posts that were written are found under the new name', async () => {
    world.messages = Array.from({ length: 6 }, (_, index) => [
      message(index * 60, { text: `q${index}` }),
      message(index * 60 + 1, { thread: index * 60, user: 'U0GRACE' }),
    ]).flat();
    let creations = 0;
    world.github.fault = ({ isCreate }) => {
      if (isCreate && ++creations > 3)
        return {
          refuse: {
            status: 301,
            data: { message: 'Moved Permanently' },
            headers: { location: '/repositories/1' },
          },
        };
      return undefined;
    };
    const first = await world.run({ kind: 'issues' }).catch((error: Error) => error);
    world.github.fault = () => undefined;
    world.clock.pass(3_600_000);
    const written = world.github.repository.posts.length;
    expect(written).toBe(3);
    if (!(first instanceof Error)) expect(first.outcomes.failed.length).toBeGreaterThan(0);
    await world.run({ kind: 'issues' });
    expect(world.github.repository.posts).toHaveLength(6);
  });
});
