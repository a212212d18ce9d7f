import { type Archive, openArchive } from '../archive/archive.ts';
import { readComments } from '../archive/github-comments.ts';
import { lockFolder } from '../archive/lock.ts';
import { readNotices, writeNotices } from '../archive/notice-store.ts';
import { type LedgerPlace, ledgerPlaces, readPosts } from '../archive/posts-ledger.ts';
import { listUnits, readRows } from '../archive/units.ts';
import { type NoticeKind, noticeId } from '../model/notice.ts';
import { compareTs, epochMs, isTs, type Ts } from '../model/ts.ts';
import { describeChannels } from '../slack/web-channel.ts';
import type { SlackClient } from '../slack/web-client.ts';
import { SlackFailure, SlackRunOver } from '../slack/web-failure.ts';
import { noticesIn, postNotice } from '../slack/web-notices.ts';
import { identify, type SlackIdentity } from '../slack/web-people.ts';
import { connectSlack, type SlackOptions } from './connect-slack.ts';
import type { CommandContext } from './context.ts';

export interface NotifyOptions {
  readonly archive: string;
  readonly slack: SlackOptions;
  /** Ids of the channels that the configuration lists. */
  readonly channels: readonly string[];
  readonly kinds: ReadonlySet<NoticeKind>;
}

export interface NotifyReport {
  readonly posted: number;
  /** Threads of which it is not known whether the notice came through, or in which Slack refused it. */
  readonly failed: number;
}

/** A thread older than that stays quiet, so that no migration wakes the past. */
const youngMs = 14 * 86_400_000;
/** In one run; the others follow. */
const mostNotices = 20;

const words: Readonly<Record<NoticeKind, string>> = {
  posted: 'This thread is now public at',
  answered: 'People outside Slack answered at',
};

interface Wanted {
  readonly place: LedgerPlace;
  readonly rootTs: Ts;
  readonly kind: NoticeKind;
  readonly link: string;
}

/**
 * Says in Slack threads that they have a post, and that people answered there. Each notice once: what stands in the thread is
 * looked at before, and what got no clear answer is looked for by the next run.
 */
export async function notifySlack(options: NotifyOptions, context: CommandContext): Promise<NotifyReport> {
  const archive = openArchive(options.archive);
  const unlock = lockFolder(archive.dir);
  try {
    const client = connectSlack(options.slack, context);
    const identity = await identify(client);
    const known = new Set(readNotices(archive, identity.teamId));
    const now = context.clock.now() + client.skewMs;
    const wanted = wantedNotices(archive, identity, { ...options, known, now });
    return await sendAll(wanted, { archive, client, identity, known }, context);
  } finally {
    unlock();
  }
}

interface Sending {
  readonly archive: Archive;
  readonly client: SlackClient;
  readonly identity: SlackIdentity;
  readonly known: Set<string>;
}

async function sendAll(
  wanted: readonly Wanted[],
  { archive, client, identity, known }: Sending,
  { logger, signal }: CommandContext,
): Promise<NotifyReport> {
  const ids = [...new Set(wanted.map(({ place }) => place.channelId))];
  const channels = await describeChannels(client, ids);
  let [posted, failed] = [0, 0];
  for (const { place, rootTs, kind, link } of wanted) {
    signal.throwIfAborted();
    const channel = channels.get(place.channelId);
    // Slack would let some tokens write where nobody invited the app.
    const isWelcome = !(channel instanceof SlackFailure) && channel?.json.is_member === true;
    if (!isWelcome || channel.kind !== 'public' || channel.isArchived) continue;
    if (posted + failed >= mostNotices) break;
    const at = { channel: place.channelId, rootTs };
    try {
      if (!(await noticesIn(client, at)).has(noticeId(kind))) {
        await postNotice(client, at, { kind, words: words[kind], link });
        posted += 1;
      }
      known.add(keyOf(at.channel, rootTs, kind));
      writeNotices(archive, identity.teamId, known);
    } catch (error) {
      if (error instanceof SlackRunOver) break;
      if (!(error instanceof SlackFailure)) throw error;
      failed += 1;
      logger.warn(`No notice in ${at.channel}/${rootTs}: ${error.message}`);
    }
  }
  return { posted, failed };
}

type Looking = Pick<NotifyOptions, 'channels' | 'kinds'> & {
  readonly known: ReadonlySet<string>;
  readonly now: number;
};

function wantedNotices(archive: Archive, { teamId }: SlackIdentity, looking: Looking): readonly Wanted[] {
  const { channels, kinds, known, now } = looking;
  return ledgerPlaces(archive.dir).flatMap((place) => {
    if (place.teamId !== teamId || !channels.includes(place.channelId)) return [];
    const posts = readPosts(archive.dir, place);
    const comments = readComments(archive.dir, place);
    const wanted = [...posts.values()].flatMap(({ rootTs, url }) =>
      [...kinds]
        .filter((kind) => kind === 'posted' || (comments.get(rootTs)?.comments.length ?? 0) > 0)
        .filter((kind) => !known.has(keyOf(place.channelId, rootTs, kind)))
        .map((kind) => ({ place, rootTs, kind, link: url })),
    );
    if (wanted.length === 0) return [];
    const latest = latestOf(archive, place);
    return wanted.filter(({ rootTs, kind }) => {
      const answers = comments.get(rootTs)?.comments.map(({ createdAt }) => Date.parse(createdAt)) ?? [];
      const last = kind === 'answered' ? Math.max(0, ...answers) : epochMs(latest.get(rootTs) ?? rootTs);
      return now - last < youngMs;
    });
  });
}

/** The last message of each thread that began in one month. */
function latestOf(archive: Archive, place: LedgerPlace): ReadonlyMap<Ts, Ts> {
  const latest = new Map<Ts, Ts>();
  const isIts = ({ teamId, channelId, month }: LedgerPlace) =>
    teamId === place.teamId && channelId === place.channelId && month === place.month;
  for (const unit of listUnits(archive).filter(isIts)) {
    for (const { ts, thread_ts } of readRows(unit)) {
      if (!isTs(ts)) continue;
      const root = isTs(thread_ts) ? thread_ts : ts;
      const before = latest.get(root);
      if (before === undefined || compareTs(before, ts) < 0) latest.set(root, ts);
    }
  }
  return latest;
}

function keyOf(channel: string, rootTs: Ts, kind: NoticeKind): string {
  return `${channel}/${rootTs} ${kind}`;
}
