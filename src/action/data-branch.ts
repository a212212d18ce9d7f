import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuthError, ConfigError, StorageError } from '../errors.ts';
import type { Git, GitAnswer } from './git.ts';

export interface BranchOptions {
  readonly git: Git;
  readonly gitDir: string;
  /** Folder that the branch holds: the archive. */
  readonly folder: string;
  /** What git calls the repository. */
  readonly remote: string;
  readonly branch: string;
  /** A commit for each state; else one commit without a parent, replaced each time. */
  readonly keepsHistory: boolean;
}

/** Somebody else wrote the branch meanwhile: load it again and do the work on top of it. */
export class BranchConflict extends Error {
  override readonly name = 'BranchConflict';
}

/**
 * The archive on a branch of its own. By default the branch is one commit that is replaced at each save, and only if it is
 * still the one that was loaded: what was removed is gone from it, the repository does not grow, and nobody's work is lost.
 */
export class DataBranch {
  readonly #options: BranchOptions;
  /** The commit that was loaded or saved last; empty when there is none. */
  #commit = '';
  #tree = '';

  constructor(options: BranchOptions) {
    this.#options = options;
  }

  /** Makes the folder what the branch holds; empty, when there is no such branch. */
  async load(): Promise<void> {
    const { gitDir, folder, remote, branch } = this.#options;
    for (const path of [gitDir, folder]) rmSync(path, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await this.#git('init', '--quiet');
    writeFileSync(join(gitDir, 'info', 'exclude'), '.unsilo-lock\n*.unsilo-tmp\n');
    this.#commit = '';
    this.#tree = '';
    const listed = await this.#git('ls-remote', remote, `refs/heads/${branch}`);
    if (listed === '') return;
    await this.#git('fetch', '--quiet', '--no-tags', '--depth=1', remote, `refs/heads/${branch}`);
    this.#commit = await this.#git('rev-parse', 'FETCH_HEAD');
    this.#tree = await this.#git('rev-parse', 'FETCH_HEAD^{tree}');
    await this.#assertOurs();
    await this.#git('read-tree', this.#tree);
    await this.#git('checkout-index', '--all', '--force');
  }

  /**
   * Writes the folder to the branch; nothing is sent when nothing changed.
   *
   * @returns whether something was sent
   * @throws BranchConflict when the branch is not what was loaded
   */
  async save(message: string): Promise<boolean> {
    const { remote, branch, keepsHistory } = this.#options;
    await this.#git('add', '--all', '--', '.');
    const tree = await this.#git('write-tree');
    const isNothing =
      this.#commit === '' && tree === (await this.#git('hash-object', '-t', 'tree', '/dev/null'));
    if (tree === this.#tree || isNothing) return false;
    const parents = keepsHistory && this.#commit !== '' ? ['-p', this.#commit] : [];
    const commit = await this.#git('commit-tree', tree, ...parents, '-m', message);
    const lease = `--force-with-lease=refs/heads/${branch}:${this.#commit}`;
    const pushed = await this.#options.git(
      'push',
      '--porcelain',
      lease,
      remote,
      `${commit}:refs/heads/${branch}`,
    );
    if (pushed.code !== 0) throw refusal(pushed, branch);
    this.#commit = commit;
    this.#tree = tree;
    return true;
  }

  /** Bytes of what was loaded or saved last, as git packs it; 0 when there is nothing. */
  async bytes(): Promise<number> {
    if (this.#commit === '') return 0;
    // An old git can't tell; a figure is no reason to fail.
    const { code, out } = await this.#options.git('rev-list', '--disk-usage', '--objects', this.#commit);
    return code === 0 ? Number(out) : 0;
  }

  /** A branch that holds anything else is never written over. */
  async #assertOurs(): Promise<void> {
    const { branch } = this.#options;
    const names = (await this.#git('ls-tree', '--name-only', this.#tree)).split('\n');
    if (names.includes('unsilo.json')) return;
    throw new ConfigError(
      `The branch ${branch} holds other things than an archive of unsilo. Name another with the input branch.`,
    );
  }

  async #git(...line: readonly string[]): Promise<string> {
    const answer = await this.#options.git(...line);
    if (answer.code === 0) return answer.out.trim();
    throw failure(line[0] ?? '', answer);
  }
}

/** git's own words hold neither the archive's text nor the token, which never stands in an address. */
export function failure(command: string, { err }: GitAnswer): Error {
  const words = err.trim().split('\n').slice(-3).join(' ');
  if (/authentication failed|could not read username|permission.*denied|\b403\b|not found/i.test(err))
    return new AuthError(
      `git ${command}: the repository can't be reached with this token (${words}). The job needs \`permissions: contents: write\`.`,
    );
  return new StorageError(`git ${command} failed: ${words}`);
}

/** Whether `git push` was refused because somebody else was faster. */
export function isLostRace(words: string): boolean {
  return /\[rejected\]|stale info|cannot lock ref|failed to update ref|reference already exists/i.test(words);
}

function refusal(answer: GitAnswer, branch: string): Error {
  const { out, err } = answer;
  if (isLostRace(out + err)) return new BranchConflict(`the branch ${branch} was written meanwhile`);
  if (/\[remote rejected\]/.test(out))
    return new ConfigError(
      `GitHub refused to write the branch ${branch} (${out.replaceAll(/\s+/g, ' ').trim()}). Leave it out of protection rules and rulesets.`,
    );
  return failure('push', answer);
}
