import { describe, expect, it } from 'vitest';
import type { PostEntry } from '../../src/archive/posts-ledger.ts';
import type { Message } from '../../src/model/message.ts';
import type { Ts } from '../../src/model/ts.ts';
import { draftOf } from '../../src/publish/draft.ts';
import { hashText } from '../../src/publish/marker.ts';
import { type PlanContext, Planner } from '../../src/publish/plan.ts';
import { planReport, printPlan } from '../../src/publish/print-plan.ts';
import { conversation, message, place, planContext, timeOf, tsOf } from '../support/publish.ts';

const context = planContext();

function planOf(
  messages: readonly Message[],
  posts: readonly PostEntry[] = [],
  using: PlanContext = context,
) {
  const planner = new Planner();
  const known = new Map<Ts, PostEntry>(posts.map((post) => [post.rootTs, post]));
  planner.add({ ...place, messages, posts: known }, using);
  return planner.finish();
}

/** The ledger's entry of a post that was made of these messages. */
function published(...messages: readonly Message[]): PostEntry {
  const { parts, title, conversation: key } = draftOf(conversation(...messages), context);
  return {
    rootTs: key.rootTs,
    kind: 'discussion',
    number: 7,
    id: 'D_7',
    url: 'https://github.com/acme/chat/discussions/7',
    titleHash: hashText(title),
    parts: parts.map(({ hash }, index) => ({ id: `P_${index}`, hash })),
  };
}

const talk = [message(0), message(5, { thread: 0, user: 'U0GRACE' })];
const long = { text: 'a'.repeat(50_000) };

describe('a plan', () => {
  it('creates a post for a conversation, and comments for what does not fit', () => {
    const plan = planOf([...talk, message(100, long), message(101, { ...long, thread: 100 })]);
    expect(plan.steps).toMatchObject([
      { kind: 'create', as: 'discussions', comments: 0, conversation: { rootTs: tsOf(0) } },
      { kind: 'create', as: 'discussions', comments: 1, conversation: { rootTs: tsOf(100) } },
    ]);
    expect(plan).toMatchObject({ posts: 2, comments: 1, updates: 0, writes: 3 });
  });

  it('is empty when every post says what it should', () => {
    const plan = planOf(talk, [published(...talk)]);
    expect(plan).toMatchObject({ steps: [], writes: 0, updates: 0, unchanged: 1 });
  });

  it('updates the part whose text changed, and no other', () => {
    const before = [message(0, long), message(1, { ...long, thread: 0 })];
    const after = [message(0, long), message(1, { text: 'shorter now', thread: 0, user: 'U0GRACE' })];
    const [step] = planOf(after, [published(...before)]).steps;
    expect(step).toMatchObject({ kind: 'update', number: 7, changed: [0], comments: 0, surplus: 1 });
  });

  it('adds a comment when a late reply does not fit', () => {
    const root = message(0, long);
    const late = message(9000, { ...long, thread: 0 });
    const [step] = planOf(
      [root, message(1, { thread: 0 }), late],
      [published(root, message(1, { thread: 0 }))],
    ).steps;
    expect(step).toMatchObject({ kind: 'update', changed: [0], comments: 1, surplus: 0 });
  });

  it('lets a late reply wait for the quiet period, but not a deletion', () => {
    const late = message(9000, { thread: 0 });
    const soon = planContext({ now: timeOf(9001) });
    expect(planOf([...talk, late], [published(...talk)], soon).steps).toEqual([]);
    const deleted = message(0, { text: '', subtype: 'tombstone', user: 'USLACKBOT' });
    expect(planOf([deleted, talk[1]!, late], [published(...talk)], soon).steps).toHaveLength(1);
  });

  it('keeps an existing post in step even when its channel makes no posts any more', () => {
    const off = planContext({ rules: { post: 'nothing' } });
    expect(planOf(talk, [], off)).toMatchObject({ steps: [], skipped: { 'channel-off': 1 } });
    const edited = [message(0, { text: 'other' }), talk[1]!];
    expect(planOf(edited, [published(...talk)], off).steps).toHaveLength(1);
  });

  it('counts people, and those without a GitHub login, once', () => {
    expect(planOf([...talk, message(100), message(101, { thread: 100 })]).people).toEqual({
      speaking: 2,
      withoutLogin: 1,
    });
  });

  it('says how long each kind of post takes', () => {
    const many = Array.from({ length: 300 }, (_, i) => [
      message(i * 100),
      message(i * 100 + 1, { thread: i * 100 }),
    ]);
    const { hours } = planOf(many.flat());
    expect(hours).toEqual({
      planned: { documented: 0.6, measured: 2 },
      discussions: { documented: 0.6, measured: 2 },
      issues: { documented: 0.6, measured: 2 },
      import: { documented: 0.2, measured: 0.7 },
    });
  });

  it('is printed for a person', async () => {
    const plan = planOf([...talk, message(50), message(100, long), message(101, { ...long, thread: 100 })]);
    await expect(printPlan(plan, 1_200_000_000)).toMatchFileSnapshot('../golden/publish/plan.txt');
  });

  it('is reported to machines under fixed names', () => {
    const report = planReport(planOf(talk));
    expect(report.steps).toEqual([
      { kind: 'create', as: 'discussions', comments: 0, conversation: `T012AB3C4/C024BE91L/${tsOf(0)}` },
    ]);
    expect(report).toMatchObject({ posts: 1, comments: 0, writes: 1, hours: 0.1, skipped: {} });
  });
});
