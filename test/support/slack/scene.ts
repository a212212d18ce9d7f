import { join } from 'node:path';
import type { ChannelSync } from '../../../src/archive/sync-state.ts';
import { readSyncState } from '../../../src/archive/sync-state.ts';
import type { ChannelId, TeamId } from '../../../src/model/ids.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { FakeSlack } from './fake-slack.ts';
import { archivedMessages, compareMessages, livingMessages, pullFrom } from './pulled.ts';
import { LivingChannel, LivingWorkspace, type Row, tsAt } from './workspace.ts';

export const team = 'T024BE7LD' as TeamId;
export const general = 'C024BE91L' as ChannelId;
export const start = Date.UTC(2026, 0, 5);
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A message so many minutes after the start. */
export function says(minutes: number, more: object = {}): Row {
  return { type: 'message', user: 'U1', text: `m${minutes}`, ts: tsAt(start + minutes * minute), ...more };
}

export function reply(minutes: number, root: Row, more: object = {}): Row {
  return says(minutes, { thread_ts: root.ts, ...more });
}

/** One workspace with #general, a day after its first messages, and the archive that is made of it. */
export class Scene {
  readonly clock = new VirtualClock(start + day);
  readonly slack: FakeSlack;
  readonly folder = temporaryFolder();
  readonly archive = join(this.folder, 'archive');
  readonly channel: LivingChannel;

  constructor(rows: readonly Row[], others: readonly LivingChannel[] = []) {
    this.channel = new LivingChannel({ id: general, name: 'general', creator: 'U1' }, rows);
    const users = [{ id: 'U1', team_id: team, name: 'yui', profile: { email: 'a@b.example' } }];
    this.slack = new FakeSlack(new LivingWorkspace(team, [this.channel, ...others], users), this.clock);
  }

  pull(more: Parameters<typeof pullFrom>[2] = {}) {
    return pullFrom(this.slack, this.archive, more);
  }

  /** Time passes, then a run. */
  later(ms: number, more: Parameters<typeof pullFrom>[2] = {}) {
    this.clock.pass(ms);
    this.slack.forget();
    return this.pull(more);
  }

  differences() {
    return compareMessages(archivedMessages(this.archive), livingMessages(this.slack));
  }

  text(row: Row): unknown {
    return this.row(row).text;
  }

  row({ ts }: Row): JsonObject {
    return JSON.parse(archivedMessages(this.archive).get(`${general}/${ts}`) ?? '{}') as JsonObject;
  }

  get sync(): ChannelSync {
    return readSyncState({ dir: this.archive }, team).channels.get(general)!;
  }
}
