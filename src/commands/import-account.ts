import type { MergeCounts } from '../archive/merge-channel.ts';
import { type Counts, type Diagnostic, Tally } from '../model/diagnostic.ts';
import type { ChannelId } from '../model/ids.ts';

/** What became of every row of the exports: `read` is `archived` plus the sum of `skipped`. */
export interface ImportReport {
  readonly read: number;
  readonly archived: number;
  /** Of the archived: what the merge did with them. */
  readonly merged: MergeCounts;
  readonly skipped: Counts;
  /** Fields that no version of unsilo has seen, left out of the archive: by name. */
  readonly unknown: Counts;
  readonly channels: readonly ImportedChannel[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ImportedChannel {
  readonly id: ChannelId;
  readonly name: string;
  readonly messages: number;
}

/** Adds up while exports are read. */
export class ImportAccount {
  readonly skipped = new Tally();
  readonly unknown = new Tally();
  readonly diagnostics: Diagnostic[] = [];
  read = 0;
  readonly #merged = { new: 0, changed: 0, unchanged: 0, superseded: 0, duplicate: 0 };
  readonly #channels = new Map<ChannelId, ImportedChannel>();

  addMerged(channel: { readonly id: ChannelId; readonly name: string }, counts: MergeCounts): void {
    const { duplicate, ...kept } = counts;
    this.skipped.add('duplicate', duplicate);
    this.#merged.duplicate += duplicate;
    let messages = this.#channels.get(channel.id)?.messages ?? 0;
    for (const [name, count] of Object.entries(kept)) {
      this.#merged[name as keyof typeof kept] += count;
      messages += count;
    }
    this.#channels.set(channel.id, { id: channel.id, name: channel.name, messages });
  }

  report(): ImportReport {
    const merged = this.#merged;
    return {
      read: this.read,
      archived: merged.new + merged.changed + merged.unchanged + merged.superseded,
      merged,
      skipped: this.skipped.counts(),
      unknown: this.unknown.counts(),
      channels: [...this.#channels.values()],
      diagnostics: this.diagnostics,
    };
  }
}
