import {
  type CustomEmoji,
  dropEmojiImages,
  keepEmojiImage,
  readEmoji,
  writeEmoji,
} from '../archive/emoji.ts';
import { mentionedEmoji } from '../archive/emoji-mentions.ts';
import type { FileDebts } from '../archive/file-debts.ts';
import type { SyncState } from '../archive/sync-state.ts';
import { AuthError } from '../errors.ts';
import { checkContent } from '../policy/file-content.ts';
import { publicEmoji } from '../policy/public-emoji.ts';
import { FileFailure } from '../slack/file-failure.ts';
import { readEmojiList } from '../slack/web-emoji.ts';
import { SlackFailure } from '../slack/web-failure.ts';
import type { SlackIdentity } from '../slack/web-people.ts';
import type { CopyFiles } from './copy-files.ts';
import { failedCopy } from './file-schedule.ts';
import { hasScope } from './media-scopes.ts';
import type { Pulling } from './pull-rows.ts';

const day = 86_400_000;
const mostBytes = 1_000_000;
const mostFailuresInARow = 5;
/** Images between two writes of the list: what a killed run fetched since is fetched again. */
const imagesBetweenWrites = 20;

/** Names and aliases of the workspace's own emoji, read once a day. What is missing for it is a remark, no failure. */
export async function pullEmoji(
  { archive, teamId, client, account, runStart: now }: Pulling,
  identity: SlackIdentity,
  { emojiListedAt }: Pick<SyncState, 'emojiListedAt'>,
): Promise<Pick<SyncState, 'emojiListedAt'>> {
  if (emojiListedAt !== undefined && now - emojiListedAt < day) return { emojiListedAt };
  if (!hasScope(identity, 'emoji:read')) return emojiListedAt === undefined ? {} : { emojiListedAt };
  try {
    const old = readEmoji(archive, teamId);
    const list = new Map<string, CustomEmoji>();
    for (const [name, said] of await readEmojiList(client)) {
      const emoji = publicEmoji(name, said);
      if (emoji !== undefined) list.set(name, withCopy(emoji, old.get(name)));
    }
    writeEmoji(archive, teamId, list);
    dropEmojiImages(archive, teamId, list);
  } catch (error) {
    if (!(error instanceof SlackFailure || error instanceof AuthError)) throw error;
    account.warn('EMOJI_FAILED', teamId, `The workspace’s own emoji could not be read: ${error.message}`);
  }
  return { emojiListedAt: now };
}

function withCopy(emoji: CustomEmoji, old: CustomEmoji | undefined): CustomEmoji {
  const isSame = old?.copy !== undefined && old.url === emoji.url;
  return isSame ? { ...emoji, copy: old.copy } : emoji;
}

type CopyEmoji = Pick<CopyFiles, 'pulling' | 'files' | 'account' | 'debts' | 'keep'>;

/**
 * Copies the images of those emoji that messages show, where images are copied at all.
 *
 * @returns the debts that are left, those of files among them
 * @throws SlackRunOver when the run's time is used up
 */
export async function copyEmoji({
  pulling,
  files: rules,
  account,
  debts,
  keep,
}: CopyEmoji): Promise<FileDebts> {
  const { archive, teamId } = pulling;
  const list = new Map(readEmoji(archive, teamId));
  if (!rules.kinds.has('images') || ![...list.values()].some(isWithoutCopy)) return debts;
  const wanted = [...mentionedEmoji(archive, teamId, list)]
    .filter((name) => isWithoutCopy(list.get(name)))
    .sort();
  const left: Record<string, FileDebts[string]> = withoutEmoji(debts, new Set(wanted));
  const write = () => writeEmoji(archive, teamId, list);
  try {
    await fetchAll(wanted, { pulling, list, left, write, account });
  } finally {
    write();
    account.waiting += wanted.filter(
      (name) => isWithoutCopy(list.get(name)) && !left[key(name)]?.isGivenUp,
    ).length;
    keep(left);
  }
  return left;
}

interface Fetching {
  readonly pulling: Pulling;
  readonly list: Map<string, CustomEmoji>;
  readonly left: Record<string, FileDebts[string]>;
  readonly write: () => void;
  readonly account: CopyFiles['account'];
}

async function fetchAll(wanted: readonly string[], fetching: Fetching): Promise<void> {
  const { pulling, list, left, write, account } = fetching;
  let [inARow, unwritten] = [0, 0];
  for (const name of wanted) {
    const { now, archive, teamId } = pulling;
    if ((left[key(name)]?.notBefore ?? 0) > now() || inARow >= mostFailuresInARow) continue;
    const content = await imageOf(list.get(name)?.url ?? '', pulling);
    if (typeof content === 'string') {
      left[key(name)] = failedCopy(left[key(name)], content, now());
      account.failed += 1;
      inARow += 1;
      continue;
    }
    list.set(name, { ...list.get(name), copy: keepEmojiImage(archive, teamId, content) });
    delete left[key(name)];
    account.copied += 1;
    [inARow, unwritten] = [0, unwritten + 1];
    if (unwritten % imagesBetweenWrites === 0) write();
  }
}

async function imageOf(url: string, { client }: Pulling): Promise<ReturnType<typeof checkContent> | string> {
  try {
    return checkContent(await client.download(url, mostBytes), { mimetype: 'image/png' });
  } catch (error) {
    if (error instanceof FileFailure) return error.reason;
    throw error;
  }
}

function isWithoutCopy(emoji: CustomEmoji | undefined): boolean {
  return emoji?.url !== undefined && emoji.copy === undefined;
}

function key(name: string): string {
  return `emoji:${name}`;
}

function withoutEmoji(debts: FileDebts, wanted: ReadonlySet<string>): Record<string, FileDebts[string]> {
  return Object.fromEntries(
    Object.entries(debts).filter(([id]) => !id.startsWith('emoji:') || wanted.has(id.slice('emoji:'.length))),
  );
}
