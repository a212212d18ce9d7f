import type { Archive } from '../archive/archive.ts';
import type { FileDebts } from '../archive/file-debts.ts';
import { type MentionedFile, mentionedFiles } from '../archive/file-mentions.ts';
import { dropCopy, type FileCopy, keepCopy, keptIds, readCopies } from '../archive/file-store.ts';
import type { ChannelId, FileId, TeamId } from '../model/ids.ts';
import { compareTs } from '../model/ts.ts';
import { checkContent } from '../policy/file-content.ts';
import { type FileRules, fileSkip } from '../policy/file-rules.ts';
import { FileFailure } from '../slack/file-failure.ts';
import type { SlackClient } from '../slack/web-client.ts';
import type { FileAccount } from './file-account.ts';
import { failedCopy } from './file-schedule.ts';

export interface FilesPull {
  readonly archive: Archive;
  readonly teamId: TeamId;
  readonly client: SlackClient;
  /** Public channels that are read: files of no other are copied. */
  readonly channels: ReadonlySet<ChannelId>;
  readonly rules: FileRules;
  readonly account: FileAccount;
  /** Whether the token may read files, as far as Slack says so. */
  readonly mayRead: boolean;
  readonly now: () => number;
  readonly progress: (done: number, total: number) => void;
  /** Keeps the debts on disk. */
  readonly keep: (debts: FileDebts) => void;
}

/** So many failures one after the other, and it is not the files: the next run tries again. */
const mostFailuresInARow = 5;

/**
 * Copies the files of archived messages, the newest first, as far as time and space allow. A copy is on disk before the next
 * file is asked for, and its record last: a run that is killed leaves whole copies, and fetches none of them twice.
 */
export class FilePull {
  readonly #pull: FilesPull;
  readonly #copies: Map<FileId, FileCopy>;
  #debts: Record<string, FileDebts[string]>;
  #bytes = 0;
  #failuresInARow = 0;

  constructor(pull: FilesPull, debts: FileDebts) {
    this.#pull = pull;
    this.#debts = { ...debts };
    this.#copies = new Map(readCopies(pull.archive));
  }

  /** @throws SlackRunOver when the run's time is used up */
  async go(): Promise<void> {
    const { archive, rules, keep } = this.#pull;
    const mayHave = rules.kinds.size > 0 || keptIds(archive).length > 0;
    if (!mayHave) return;
    const mentioned = mentionedFiles(archive);
    this.#removeUnmentioned(mentioned);
    if (rules.kinds.size === 0) return;
    this.#bytes = [...this.#copies.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    const wanted = this.#wanted(mentioned);
    this.#forgetOthers(new Set(wanted.map(({ file }) => file.id)));
    try {
      await this.#copyAll(wanted);
    } finally {
      this.#count(wanted);
      keep(this.#debts);
    }
  }

  /** What people deleted goes, and so does what is left of a killed run. A plan that hides a file deletes nothing. */
  #removeUnmentioned(mentioned: ReadonlyMap<FileId, MentionedFile>): void {
    const { archive, account } = this.#pull;
    for (const id of keptIds(archive)) {
      const state = mentioned.get(id)?.file.state;
      const isGone = state === undefined || state === 'deleted';
      if (!isGone && this.#copies.has(id)) continue;
      dropCopy(archive, id);
      if (this.#copies.delete(id)) account.removed += 1;
    }
  }

  #wanted(mentioned: ReadonlyMap<FileId, MentionedFile>): readonly MentionedFile[] {
    const { teamId, channels, rules, account } = this.#pull;
    const wanted: MentionedFile[] = [];
    for (const one of mentioned.values()) {
      const isHere = one.teamId === teamId && [...one.channels].some((id) => channels.has(id));
      if (!isHere || this.#copies.has(one.file.id)) continue;
      const skip = fileSkip(one.file, rules);
      if (skip === undefined) wanted.push(one);
      else account.skipped.add(skip);
    }
    return wanted.sort((a, b) => compareTs(b.ts, a.ts) || (a.file.id < b.file.id ? -1 : 1));
  }

  #forgetOthers(wanted: ReadonlySet<string>): void {
    for (const id of Object.keys(this.#debts))
      if (!id.startsWith('emoji:') && !wanted.has(id)) delete this.#debts[id];
  }

  async #copyAll(wanted: readonly MentionedFile[]): Promise<void> {
    const { mayRead, now, progress, rules } = this.#pull;
    if (!mayRead) return;
    for (const [index, { file }] of wanted.entries()) {
      if ((this.#debts[file.id]?.notBefore ?? 0) > now()) continue;
      if (this.#bytes + (file.size ?? 0) > rules.bytesInAll) continue;
      await this.#copy(file);
      progress(index + 1, wanted.length);
      if (this.#failuresInARow >= mostFailuresInARow) return;
    }
  }

  async #copy(file: MentionedFile['file']): Promise<void> {
    const { archive, client, rules, account, now } = this.#pull;
    const { id, downloadUrl = '' } = file;
    const content = await client
      .download(downloadUrl, rules.bytesEach)
      .then((bytes) => checkContent(bytes, file), reasonOf);
    if (typeof content !== 'string') {
      // Slack did not say how large it is.
      if (this.#bytes + content.bytes.length > rules.bytesInAll) return;
      const copy = keepCopy(archive, id, content, this.#copies);
      this.#copies.set(id, copy);
      this.#bytes += copy.bytes;
      this.#failuresInARow = 0;
      account.copied += 1;
      delete this.#debts[id];
      return;
    }
    account.failed += 1;
    const debt = failedCopy(this.#debts[id], content, now());
    this.#debts[id] = debt;
    this.#failuresInARow = isOfTheFile(content) ? 0 : this.#failuresInARow + 1;
    this.#pull.keep(this.#debts);
  }

  /** What is still to come, and what will not. */
  #count(wanted: readonly MentionedFile[]): void {
    const { account, mayRead, rules } = this.#pull;
    for (const { file } of wanted) {
      if (this.#copies.has(file.id)) continue;
      const debt = this.#debts[file.id];
      if (!mayRead) account.skipped.add('missing-scope');
      else if (debt?.isGivenUp === true) account.skipped.add(debt.reason);
      else if (debt === undefined && this.#bytes + (file.size ?? 0) > rules.bytesInAll)
        account.skipped.add('no-room');
      else account.waiting += 1;
    }
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof FileFailure) return error.reason;
  throw error;
}

/** Others may come all the same. */
function isOfTheFile(reason: string): boolean {
  return ['gone', 'foreign-address', 'too-large', 'wrong-type', 'wrong-length', 'cut-off'].includes(reason);
}
