import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeComments } from '../../src/archive/github-comments.ts';
import { writePosts } from '../../src/archive/posts-ledger.ts';
import { type NotifyOptions, notifySlack } from '../../src/commands/notify-slack.ts';
import { readCompleteness } from '../../src/commands/read-completeness.ts';
import type { NoticeKind } from '../../src/model/notice.ts';
import { monthOf, type Ts } from '../../src/model/ts.ts';
import { quietContext } from '../support/demo.ts';
import { archivedMessages } from '../support/slack/pulled.ts';
import { day, general, hour, reply, Scene, says, team } from '../support/slack/scene.ts';
import type { Row } from '../support/slack/workspace.ts';

const root = says(0);
const thread = [root, reply(1, root), says(10)];
const place = { teamId: team, channelId: general, month: monthOf(root.ts) };
const url = 'https://github.com/acme/chat/discussions/7';

class Notified extends Scene {
  constructor(rows: readonly Row[] = thread) {
    super(rows);
    this.channel.json = { ...this.channel.json, is_member: true };
    this.slack.scopes += ',chat:write';
  }

  post(...roots: readonly Row[]): void {
    writePosts(
      this.archive,
      place,
      roots.map(({ ts }) => ({
        rootTs: ts,
        kind: 'discussion' as const,
        number: 7,
        id: 'D_7',
        url,
        titleHash: 'x',
        parts: [{ id: 'D_7', hash: 'x' }],
      })),
    );
  }

  notify(kinds: readonly NoticeKind[] = ['posted'], more: Partial<NotifyOptions> = {}) {
    return notifySlack(
      {
        archive: this.archive,
        channels: [general],
        slack: {
          token: 'not-a-token',
          apiUrl: this.slack.url,
          userAgent: 'unsilo/test',
          fetch: this.slack.fetch,
        },
        kinds: new Set(kinds),
        ...more,
      },
      quietContext({ clock: this.clock }),
    );
  }

  /** Our lines in the thread. */
  lines(of: Ts = root.ts): readonly unknown[] {
    const now = `${Math.ceil(this.clock.now() / 1000) + 1}.000000` as Ts;
    return this.channel
      .replies(of, now)
      .flatMap((ts) => this.channel.shown(ts, now) ?? [])
      .filter(({ bot_id }) => bot_id === 'B0BOT')
      .map(({ text }) => text);
  }
}

async function posted(rows?: readonly Row[]): Promise<Notified> {
  const scene = new Notified(rows);
  await scene.pull();
  scene.post(root);
  return scene;
}

describe('a notice', () => {
  it('is one line with the address, without previews, and once', async () => {
    const scene = await posted();
    expect(await scene.notify()).toEqual({ posted: 1, failed: 0 });
    expect(await scene.notify()).toEqual({ posted: 0, failed: 0 });
    expect(scene.lines()).toEqual([`This thread is now public at <${url}>`]);
    const [call] = scene.slack.seen.filter(({ method }) => method === 'chat.postMessage');
    expect(Object.fromEntries(call!.parameters)).toMatchObject({
      thread_ts: root.ts,
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
  });

  it('is not said twice when nobody remembers the first', async () => {
    const scene = await posted();
    await scene.notify();
    rmSync(join(scene.archive, team, 'notices.json'));
    scene.clock.pass(hour);
    expect(await scene.notify()).toEqual({ posted: 0, failed: 0 });
    expect(scene.lines()).toHaveLength(1);
  });

  it.each(['drop', 'html', { status: 500 }, { error: 'internal_error' }] as const)(
    'that came through without an answer (%j) is not sent again',
    async (fault) => {
      const scene = await posted();
      const { fetch } = scene.slack;
      // The write succeeds, and its answer is lost.
      const lossy: typeof globalThis.fetch = async (address, init) => {
        const isPost = String(address).endsWith('chat.postMessage');
        if (isPost) await fetch(address, init);
        scene.slack.fault = () => (isPost ? fault : undefined);
        const answer = fetch(address, init);
        scene.slack.fault = () => undefined;
        return answer;
      };
      const slack = { token: 'not-a-token', apiUrl: scene.slack.url, userAgent: 'unsilo/test', fetch: lossy };
      expect(await scene.notify(['posted'], { slack })).toEqual({ posted: 0, failed: 1 });
      expect(scene.lines()).toHaveLength(1);
      scene.clock.pass(hour);
      expect(await scene.notify()).toEqual({ posted: 0, failed: 0 });
      expect(scene.lines()).toHaveLength(1);
    },
  );

  it('is not for old threads', async () => {
    const scene = await posted();
    scene.clock.pass(20 * day);
    expect(await scene.notify()).toEqual({ posted: 0, failed: 0 });
    expect(scene.slack.count('chat.postMessage')).toBe(0);
  });

  it('comes at most twenty times in a run', async () => {
    const roots = Array.from({ length: 30 }, (_, at) => says(at * 2));
    const scene = new Notified(roots.flatMap((one, at) => [one, reply(at * 2 + 1, one)]));
    await scene.pull();
    scene.post(...roots);
    expect(await scene.notify()).toEqual({ posted: 20, failed: 0 });
    expect(await scene.notify()).toEqual({ posted: 10, failed: 0 });
  });

  it.each([
    [{ is_member: false }],
    [{ is_private: true }],
    [{ is_archived: true }],
    [{ is_ext_shared: true }],
  ])('is not said in a channel that is %j', async (json) => {
    const scene = await posted();
    scene.channel.json = { ...scene.channel.json, ...json };
    await scene.notify();
    expect(scene.slack.count('chat.postMessage')).toBe(0);
  });

  it('tells of answers from GitHub when there are some, for the first time', async () => {
    const scene = await posted();
    expect(await scene.notify(['answered'])).toEqual({ posted: 0, failed: 0 });
    const createdAt = new Date(scene.clock.now()).toISOString();
    const comment = {
      id: 'C_1',
      author: 'octocat',
      createdAt,
      updatedAt: createdAt,
      isEdited: false,
      url,
      body: 'Yes.',
    };
    writeComments(scene.archive, place, [
      { rootTs: root.ts, number: 7, seen: createdAt, comments: [{ ...comment, isAnswer: false }] },
    ]);
    expect(await scene.notify(['posted', 'answered'])).toEqual({ posted: 2, failed: 0 });
    scene.clock.pass(hour);
    expect(await scene.notify(['posted', 'answered'])).toEqual({ posted: 0, failed: 0 });
    expect(scene.lines()).toEqual([
      `This thread is now public at <${url}>`,
      `People outside Slack answered at <${url}>`,
    ]);
  });

  it('is nothing that anybody said: it is never archived, and costs no calls for ever', async () => {
    const scene = await posted();
    await scene.notify();
    await scene.later(hour);
    expect(archivedMessages(scene.archive).size).toBe(thread.length);
    await scene.later(hour);
    await scene.later(hour);
    expect(scene.slack.count('conversations.replies')).toBe(0);
    expect(readCompleteness({ dir: scene.archive })[0]).toMatchObject({
      standing: 'complete',
      disputed: 0,
      debts: 0,
    });
    scene.channel.put(reply(24 * 60 + 300, root));
    await scene.later(5 * hour);
    expect(archivedMessages(scene.archive).size).toBe(thread.length + 1);
    expect((await scene.later(hour)).channels[0]).toMatchObject({ debts: 0 });
  });

  it('can’t be forged by people', async () => {
    const blocks = [{ type: 'context', block_id: 'unsilo:posted', elements: [] }];
    const scene = await posted([...thread, reply(2, root, { blocks, text: 'unsilo:posted' })]);
    expect(archivedMessages(scene.archive).size).toBe(thread.length + 1);
    expect(await scene.notify()).toEqual({ posted: 1, failed: 0 });
  });
});
