import type { ChannelSync, SyncState } from '../archive/sync-state.ts';
import { epochMs, type Ts } from '../model/ts.ts';

const day = 86_400_000;
/** No debt waits longer than that. */
const longestWait = day;
/** A thread that Slack does not find waits so long. */
const longestAbsence = 30 * day;

/**
 * What was noted while this machine's clock was ahead lies in the future: debts would not be paid and nothing swept until
 * then, and a certificate would claim what nobody has seen. Such moments are forgotten, which costs calls only.
 */
export function withoutFuture(state: SyncState, now: number): SyncState {
  const { usersListedAt, ...rest } = state;
  return {
    ...rest,
    ...(usersListedAt === undefined || usersListedAt > now ? {} : { usersListedAt }),
    unknownUsers: past(state.unknownUsers, now),
    channels: new Map([...state.channels].map(([id, sync]) => [id, mended(sync, now)])),
  };
}

function mended(sync: ChannelSync, now: number): ChannelSync {
  const { lookedAt, sweptAt, walkSince, threadsSince, emptyAt, ...rest } = sync;
  const debts = Object.entries(sync.debts).map(([root, { notBefore = 0, ...debt }]) => {
    const isSane = notBefore > 0 && notBefore <= now + longestWait;
    return [root, isSane ? { ...debt, notBefore } : debt] as const;
  });
  const threads = Object.entries(sync.threads).map(([root, thread]) => {
    const latest = now + Math.max(longestAbsence, now - epochMs(root as Ts));
    return [root, thread.due <= latest ? thread : { ...thread, due: now }] as const;
  });
  return {
    ...rest,
    ...past({ lookedAt, sweptAt, walkSince, threadsSince, emptyAt }, now),
    debts: Object.fromEntries(debts),
    threads: Object.fromEntries(threads),
    absent: past(sync.absent, now),
  };
}

function past(times: Readonly<Record<string, number | undefined>>, now: number): Record<string, number> {
  const entries = Object.entries(times).flatMap(([key, time]) =>
    time === undefined || time > now ? [] : [[key, time] as const],
  );
  return Object.fromEntries(entries);
}
