import type { PostEntry } from '../archive/posts-ledger.ts';
import { type Conversation, type ConversationKey, conversationsOf } from '../model/conversation.ts';
import { type Counts, Tally } from '../model/diagnostic.ts';
import type { ChannelId, TeamId, UserId } from '../model/ids.ts';
import type { Message } from '../model/message.ts';
import { epochMs, type Ts } from '../model/ts.ts';
import { type Draft, type DraftContext, draftOf, versionOf } from './draft.ts';
import { type Estimate, estimate, type PostKind, type Writes } from './estimate.ts';
import { isHuman, type Selection, type SkipReason, skipReason } from './select.ts';
import { surelyFits } from './size-bound.ts';

/** One change that would bring GitHub closer to the drafts. */
export type Step = CreateStep | UpdateStep;

export interface CreateStep {
  readonly kind: 'create';
  readonly conversation: ConversationKey;
  readonly as: PostKind;
  /** Comments for what does not fit into the body. */
  readonly comments: number;
}

export interface UpdateStep {
  readonly kind: 'update';
  readonly conversation: ConversationKey;
  readonly as: PostKind;
  readonly number: number;
  /** The parts whose text differs: 0 is the body. */
  readonly changed: readonly number[];
  /** New comments at the end. */
  readonly comments: number;
  /** Comments at the end that nothing is left for. */
  readonly surplus: number;
}

export interface Plan extends Estimate {
  readonly steps: readonly Step[];
  /** Conversations that have a post which says what it should. */
  readonly unchanged: number;
  /** Conversations without a post, by reason. */
  readonly skipped: Counts;
  readonly people: People;
}

/** Who speaks in the conversations that have or get a post. */
export interface People {
  readonly speaking: number;
  /** Not in the map of Slack ids to GitHub logins. */
  readonly withoutLogin: number;
}

/** One channel and month of the archive with the posts that are known for it: no conversation crosses it. */
export interface PlanUnit {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly messages: readonly Message[];
  readonly posts: ReadonlyMap<Ts, PostEntry>;
}

/** What is the same for every unit of a workspace. */
export interface PlanContext extends Selection, DraftContext {
  hasLogin(id: UserId): boolean;
}

/** Adds up units one by one, so that memory holds the steps and never the messages. */
export class Planner {
  readonly #steps: Step[] = [];
  readonly #skipped = new Tally();
  /** True for those with a login. */
  readonly #people = new Map<string, boolean>();
  #unchanged = 0;

  /** Returns the steps of the unit, in order of the conversations' roots. */
  add(unit: PlanUnit, context: PlanContext): readonly Step[] {
    const steps: Step[] = [];
    for (const conversation of conversationsOf(unit, unit.messages).conversations) {
      const found = outlook(conversation, unit.posts.get(conversation.key.rootTs), context);
      if (found.is === 'skipped') this.#skipped.add(found.reason);
      else this.#meet(conversation, context);
      if (found.is === 'due') steps.push(found.step);
      if (found.is === 'unchanged') this.#unchanged += 1;
    }
    this.#steps.push(...steps);
    return steps;
  }

  finish(): Plan {
    const logins = [...this.#people.values()];
    return {
      steps: this.#steps,
      ...estimate(this.#steps.map((step) => ({ kind: step.as, ...writesOf(step) }))),
      unchanged: this.#unchanged,
      skipped: this.#skipped.counts(),
      people: { speaking: logins.length, withoutLogin: logins.filter((has) => !has).length },
    };
  }

  #meet({ key, messages }: Conversation, { isBot, hasLogin }: PlanContext): void {
    for (const message of messages) {
      const { userId } = message.author;
      if (userId === undefined || !isHuman(message, isBot)) continue;
      this.#people.set(`${key.teamId} ${userId}`, hasLogin(userId));
    }
  }
}

/** As {@link nextStep}, without a draft: most conversations need not be rendered to know that they fit. */
function outlook(
  conversation: Conversation,
  post: PostEntry | undefined,
  context: PlanContext,
): Verdict | Outlook {
  const { kind: as, comments } = context.rulesOf(conversation.key.channelId);
  if (post !== undefined || comments !== 'packed' || !surelyFits(conversation))
    return nextStep(conversation, post, context);
  const reason = skipReason(conversation, context);
  if (reason !== undefined) return { is: 'skipped', reason };
  return { is: 'due', step: { kind: 'create', conversation: conversation.key, as, comments: 0 } };
}

type Outlook = Omit<Extract<Verdict, { is: 'due' }>, 'draft'>;

/** What a conversation needs: nothing, or a step towards its draft. */
export type Verdict =
  | { readonly is: 'skipped'; readonly reason: SkipReason }
  | { readonly is: 'unchanged' }
  | { readonly is: 'due'; readonly step: Step; readonly draft: Draft };

/** The step that brings a conversation's post (undefined: there is none yet) to what it should be. */
export function nextStep(
  conversation: Conversation,
  post: PostEntry | undefined,
  context: PlanContext,
): Verdict {
  if (post !== undefined) return nextUpdate(settled(conversation, context), post, context);
  const reason = skipReason(conversation, context);
  if (reason !== undefined) return { is: 'skipped', reason };
  const as = context.rulesOf(conversation.key.channelId).kind;
  const draft = draftOf(conversation, context);
  const comments = draft.parts.length - 1;
  return { is: 'due', draft, step: { kind: 'create', conversation: conversation.key, as, comments } };
}

/** A post that exists is kept in step whatever the rules say now: what was deleted in Slack must go. */
function nextUpdate(conversation: Conversation, post: PostEntry, context: PlanContext): Verdict {
  const draft = draftOf(conversation, context);
  const { parts } = draft;
  const changed = post.parts.flatMap(({ hash }, part) => {
    const wanted = parts[part];
    return wanted !== undefined && wanted.hash !== hash ? [part] : [];
  });
  const comments = Math.max(0, parts.length - post.parts.length);
  const surplus = Math.max(0, post.parts.length - parts.length);
  if (changed.length + comments + surplus === 0 || post.declined === versionOf(draft))
    return { is: 'unchanged' };
  const as = post.kind === 'discussion' ? 'discussions' : 'issues';
  const { number } = post;
  const step = {
    kind: 'update',
    conversation: conversation.key,
    as,
    number,
    changed,
    comments,
    surplus,
  } as const;
  return { is: 'due', draft, step };
}

/** Without what was said within the quiet period: a late reply waits like a new conversation, a deletion does not. */
function settled(conversation: Conversation, { now, rulesOf }: PlanContext): Conversation {
  const since = now - rulesOf(conversation.key.channelId).quietHours * 3_600_000;
  const messages = conversation.messages.filter(({ ts }, index) => index === 0 || epochMs(ts) <= since);
  return { ...conversation, messages };
}

function writesOf(step: Step): Writes {
  if (step.kind === 'create') return { posts: 1, comments: step.comments, updates: 0 };
  return { posts: 0, comments: step.comments, updates: step.changed.length + step.surplus };
}
