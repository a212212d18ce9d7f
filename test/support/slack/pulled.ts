import { openArchive } from '../../../src/archive/archive.ts';
import { type ArchiveUnit, listUnits, readRows } from '../../../src/archive/units.ts';
import type { Clock } from '../../../src/clock.ts';
import { type PullOptions, pullSlack } from '../../../src/commands/pull.ts';
import type { PullReport } from '../../../src/commands/pull-report.ts';
import { silentLogger } from '../../../src/logger.ts';
import type { ChannelId } from '../../../src/model/ids.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Ts } from '../../../src/model/ts.ts';
import type { FileRules } from '../../../src/policy/file-rules.ts';
import { publicMessage } from '../../../src/policy/public-message.ts';
import type { FakeSlack } from './fake-slack.ts';
import { tsAt } from './workspace.ts';

export const noFiles: FileRules = { kinds: new Set(), bytesEach: 1_000_000, bytesInAll: 10_000_000 };

/** One run of `pull` against the stand-in, over the loopback interface where it listens, else without sockets. */
export function pullFrom(
  slack: FakeSlack,
  archive: string,
  more: Partial<PullOptions> & {
    readonly mostCalls?: number;
    readonly mostMs?: number;
    readonly clock?: Clock;
  } = {},
): Promise<PullReport> {
  const { mostCalls, mostMs, clock = slack.clock, ...options } = more;
  return pullSlack(
    {
      archive,
      channels: [...slack.workspace.channels.keys()],
      slack: {
        token: 'not-a-token',
        apiUrl: slack.url,
        userAgent: 'unsilo/test',
        mostCalls,
        mostMs,
        ...(slack.isListening ? {} : { fetch: slack.fetch }),
      },
      files: noFiles,
      isAgreed: true,
      communityWasTold: true,
      isDryRun: false,
      ...options,
    },
    { logger: silentLogger, clock, signal: new AbortController().signal, confirm: undefined },
  );
}

/** Messages by `channel/ts`, as JSON. */
export type Messages = ReadonlyMap<string, string>;

export function archivedMessages(dir: string): Messages {
  const messages = new Map<string, string>();
  for (const unit of listUnits(openArchive(dir)))
    for (const row of readRows(unit)) messages.set(keyOf(unit, row), JSON.stringify(row));
  return messages;
}

function keyOf({ channelId }: ArchiveUnit, { ts }: JsonObject): string {
  return `${channelId}/${String(ts)}`;
}

/** What the workspace shows at this moment, after the policy gate. */
export function livingMessages({ workspace, clock }: FakeSlack): Messages {
  const publicChannels = new Set<ChannelId>(workspace.channels.keys());
  const messages = new Map<string, string>();
  for (const [id, channel] of workspace.channels) {
    for (const row of channel.all(tsAt(clock.now()))) {
      const verdict = publicMessage(row, publicChannels);
      if ('message' in verdict) messages.set(`${id}/${row.ts as Ts}`, JSON.stringify(verdict.message));
    }
  }
  return messages;
}

/** Keys that are missing, that are too many, and that say something else; never what anybody wrote. */
export function compareMessages(found: Messages, wanted: Messages) {
  return {
    missing: [...wanted.keys()].filter((key) => !found.has(key)),
    surplus: [...found.keys()].filter((key) => !wanted.has(key)),
    different: [...wanted]
      .filter(([key, json]) => found.has(key) && found.get(key) !== json)
      .map(([key]) => key),
  };
}

export const nothingMissed = { missing: [], surplus: [], different: [] };

/** Without what a root tells of its replies: exports keep old values there. */
export function withoutTallies(messages: Messages): Messages {
  return new Map(
    [...messages].map(([key, json]) => {
      const { thread_ts, reply_count, latest_reply, is_locked, ...row } = JSON.parse(json) as JsonObject;
      const isReply = thread_ts !== undefined && thread_ts !== row.ts;
      return [key, JSON.stringify(isReply ? { ...row, thread_ts } : row)];
    }),
  );
}
