import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Octokit } from '@octokit/rest';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { buildSchema, graphqlSync } from 'graphql';
import Handlebars from 'handlebars';

// src/errors.ts
/** Exit codes of the program; scripts rely on them. */
const exitCode = {
  done: 0,
  unexpected: 1,
  usage: 2,
  someFailed: 3,
  credentials: 4,
  interrupted: 130,
};
/**
 * An error that a person can act on. The message says what failed, where, what was found and what to do;
 * it never holds a token or a person's words. Anything else that is thrown is a defect of the program.
 */
var UnsiloError = class extends Error {};
/** The command line or the configuration is wrong. */
var ConfigError = class extends UnsiloError {
  name = 'ConfigError';
  exitCode = exitCode.usage;
};
/** The archive or the site on disk can't be read or written. */
var StorageError = class extends UnsiloError {
  name = 'StorageError';
  exitCode = exitCode.unexpected;
};
/** A token is missing, refused, or lacks a permission. */
var AuthError = class extends UnsiloError {
  name = 'AuthError';
  exitCode = exitCode.credentials;
};
/** The user pressed Ctrl-C or the job was told to stop. What was done so far is safe. */
var InterruptedError = class extends UnsiloError {
  name = 'InterruptedError';
  exitCode = exitCode.interrupted;
};
// src/model/ids.ts
const teamId = /^[TE][A-Z0-9]{2,}$/;
const channelId = /^[CGD][A-Z0-9]{2,}$/;
const userId = /^(?:[UW][A-Z0-9]*|USLACKBOT)$/;
function isTeamId(text) {
  return teamId.test(text);
}
function isChannelId(text) {
  return channelId.test(text);
}
function isUserId(text) {
  return userId.test(text);
}
// src/model/json.ts
function isJsonObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** The object at `key`, or undefined when something else (or nothing) is there. */
function objectAt(json, key) {
  const value = json[key];
  return isJsonObject(value) ? value : void 0;
}
/** The non-empty string at `key`, or undefined. Slack writes absent strings as `""`, `null` or not at all. */
function stringAt(json, key) {
  const value = json[key];
  return typeof value === 'string' && value !== '' ? value : void 0;
}
/** The finite number at `key`; numbers that old exports hold as strings are read too. */
function numberAt(json, key) {
  const value = json[key];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : void 0;
}
/** The objects in the array at `key`; `null` items and other types, which exports contain, are left out. */
function objectsAt(json, key) {
  return arrayAt(json, key).filter(isJsonObject);
}
/** The array at `key`, or an empty one. */
function arrayAt(json, key) {
  const value = json[key];
  return Array.isArray(value) ? value : [];
}
// src/archive/make-folder.ts
/**
 * Makes a folder and those above it. Node's own `recursive` never comes back where the system says of a new folder that
 * its place is not there, as `/proc` does.
 */
function makeFolder(path) {
  if (isMade(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}
/** False when the folder above is not there. */
function isMade(path) {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    const { code } = error;
    if (code === 'ENOENT') return false;
    if (code === 'EEXIST') return true;
    throw error;
  }
}
// src/archive/atomic-write.ts
/** Files being written end so; one that is left over is from a run that was killed, and means nothing. */
const temporarySuffix = '.unsilo-tmp';
/**
 * Replaces a file as a whole: a reader, or a run after a crash, sees the old bytes or the new ones, never a part.
 * Writes nothing when the bytes are there already.
 *
 * @returns whether the file was written
 * @throws StorageError when the disk is full or the place can't be written
 */
function writeAtomically(path, content) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (readIfThere(path)?.equals(bytes)) return false;
  const temporary = `${path}${temporarySuffix}`;
  try {
    makeFolder(dirname(path));
    const fd = openSync(temporary, 'w');
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
    return true;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw cannotWrite(path, error);
  }
}
/** The bytes of a file, or undefined when there is none. */
function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    const { code } = error;
    if (code === 'ENOENT' || code === 'ENOTDIR') return void 0;
    throw new StorageError(`${path}: can't be read (${error.message}).`, { cause: error });
  }
}
function cannotWrite(path, error) {
  const { code, message } = error;
  return new StorageError(
    `${path}: can't be written (${message}). ${
      {
        ENOSPC: 'The disk is full: make room',
        EDQUOT: 'Your quota is used up: make room',
        EACCES: 'The place is not writable: choose another with --out',
        EPERM: 'The place is not writable: choose another with --out',
        EROFS: 'The place is read-only: choose another with --out',
        ENOTDIR: 'A file stands where a folder is needed: choose another place with --out',
        EEXIST: 'A file stands where a folder is needed: choose another place with --out',
      }[code ?? ''] ?? 'Look at the disk'
    }. What was written before is whole; the same command goes on from there.`,
    { cause: error },
  );
}
// src/archive/archive.ts
/** Raised when a program that knows only the old form would read the new one wrong. */
const formatVersion = 1;
/** Opens an archive for writing, and makes it when the folder is empty or not there. */
function openOrCreateArchive(dir) {
  const archive = { dir };
  if (versionOf$1(archive) !== void 0) return archive;
  const foreign = entriesOf(dir).find((name) => !name.startsWith('.'));
  if (foreign !== void 0)
    throw new StorageError(
      `${dir}: this folder holds other things (${foreign}) and no archive. Choose another one.`,
    );
  writeAtomically(
    join(dir, 'unsilo.json'),
    `${JSON.stringify({
      format: 'unsilo-archive',
      version: formatVersion,
    })}\n`,
  );
  return archive;
}
function versionOf$1({ dir }) {
  const path = join(dir, 'unsilo.json');
  const bytes = readIfThere(path);
  if (bytes === void 0) return void 0;
  const json = parse$1(bytes.toString());
  const version = isJsonObject(json) ? numberAt(json, 'version') : void 0;
  if (version === void 0)
    throw new StorageError(`${path}: this file is damaged: it should name a format version.`);
  if (version <= formatVersion) return version;
  throw new StorageError(
    `${dir}: this archive has format ${version}; this unsilo knows up to ${formatVersion}. Take a newer one: npx unsilo@latest`,
  );
}
function parse$1(text) {
  try {
    return JSON.parse(text);
  } catch {
    return;
  }
}
/** The workspaces in the archive, in order. */
function teamsOf({ dir }) {
  return entriesOf(dir).filter(isTeamId);
}
/** Names in a folder, sorted; none when it is not there. */
function entriesOf(path) {
  try {
    return readdirSync(path).sort();
  } catch (error) {
    const { code, message } = error;
    if (code === 'ENOENT') return [];
    throw new StorageError(
      `${path}: can't be listed (${message}).${code === 'ENOTDIR' ? ' A file stands where a folder is needed: name another place.' : ''}`,
      { cause: error },
    );
  }
}
// src/model/ts.ts
const form = /^\d{1,12}\.\d{6}$/;
const monthForm = /^\d{4}-(?:0[1-9]|1[0-2])$/;
function isTs(value) {
  return typeof value === 'string' && form.test(value);
}
/** Orders by time: negative when `a` is earlier. Works on the text, so microseconds count. */
function compareTs(a, b) {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
/** Milliseconds since 1970; the microseconds are cut off. */
function epochMs(ts) {
  const dot = ts.indexOf('.');
  return Number(ts.slice(0, dot)) * 1e3 + Number(ts.slice(dot + 1, dot + 4));
}
/** The UTC month that the message was written in: `1710786933.057029` → `2024-03`. */
function monthOf(ts) {
  const { year, month } = dateOf(dayOf(ts));
  return `${year}-${two(month)}`;
}
function isMonth(text) {
  return monthForm.test(text);
}
/** `1710786933.057029` → `2024-03-18T18:35:33Z`: whole seconds, UTC. */
function isoTime(ts) {
  const { year, month, day } = dateOf(dayOf(ts));
  const seconds = secondsOf(ts) % 86400;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${year}-${two(month)}-${two(day)}T${two(hours)}:${two(minutes)}:${two(seconds % 60)}Z`;
}
function secondsOf(ts) {
  return Number(ts.slice(0, ts.indexOf('.')));
}
/** Days since 1970. */
function dayOf(ts) {
  return Math.floor(secondsOf(ts) / 86400);
}
/**
 * The calendar date of a day since 1970: lists ask for it so often that making a `Date` each time is felt.
 * https://howardhinnant.github.io/date_algorithms.html#civil_from_days
 */
function dateOf(day) {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const ofEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}
function two(number) {
  return number < 10 ? `0${number}` : String(number);
}
/** The digits of a permalink and of our anchors: `1710786933.057029` → `1710786933057029`. */
function tsDigits(ts) {
  return ts.replace('.', '');
}
// src/archive/posts-ledger.ts
/** The posts of one channel and month by the conversation's root; empty where nothing was published yet. */
function readPosts(archive, place) {
  const path = ledgerPath(archive, place);
  const lines = readIfThere(path)?.toString().split('\n') ?? [];
  return new Map(
    lines.flatMap((line, index) => {
      if (line === '') return [];
      const entry = parseEntry(line);
      if (entry === void 0)
        throw new StorageError(
          `${path}:${index + 1} is no entry of the posts ledger. Delete the file and run: unsilo check --rebuild`,
        );
      return [[entry.rootTs, entry]];
    }),
  );
}
/** Replaces the file of one channel and month; the order is that of the conversations' roots. */
function writePosts(archive, place, posts) {
  const text = [...posts]
    .sort((a, b) => compareTs(a.rootTs, b.rootTs))
    .map((entry) => `${JSON.stringify(ordered(entry))}\n`)
    .join('');
  writeAtomically(ledgerPath(archive, place), text);
}
/** Every file of the ledger. */
function ledgerPlaces(archive) {
  const places = [];
  for (const teamId of teamsOf({ dir: archive })) {
    const posts = join(archive, teamId, 'posts');
    for (const channelId of entriesOf(posts).filter(isChannelId))
      for (const name of entriesOf(join(posts, channelId))) {
        const month = name.slice(0, -6);
        if (name.endsWith('.jsonl') && isMonth(month))
          places.push({
            teamId,
            channelId,
            month,
          });
      }
  }
  return places;
}
function ledgerPath(archive, { teamId, channelId, month }) {
  return join(archive, teamId, 'posts', channelId, `${month}.jsonl`);
}
/** Always the same keys in the same order, so that the same posts are the same bytes. */
function ordered({ rootTs, kind, number, id, url, titleHash, parts, declined }) {
  return {
    rootTs,
    kind,
    number,
    id,
    url,
    titleHash,
    parts: parts.map((part) => ({
      id: part.id,
      hash: part.hash,
    })),
    ...(declined === void 0 ? {} : { declined }),
  };
}
function parseEntry(line) {
  try {
    const entry = JSON.parse(line);
    return isTs(entry.rootTs) && Array.isArray(entry.parts) ? entry : void 0;
  } catch {
    return;
  }
}
// src/archive/post-store.ts
/**
 * The posts ledger while posts are written: intent → write → done, each step on disk before the next begins.
 *
 * Steps are lines of `publish/journal.jsonl`, appended and flushed; the month files of the ledger are written from it
 * at the end of a run, or by the next run after a crash. Replaying the journal twice gives the same ledger.
 */
var PostStore = class {
  #archive;
  #months = /* @__PURE__ */ new Map();
  #changed = /* @__PURE__ */ new Set();
  #doubts = /* @__PURE__ */ new Map();
  #state = { posts: 0 };
  #hasJournal = false;
  /** @param archive the archive's folder, locked by the caller */
  constructor(archive) {
    this.#archive = archive;
    for (const place of ledgerPlaces(archive))
      this.#months.set(nameOf(place), {
        place,
        posts: new Map(readPosts(archive, place)),
      });
    const state = readIfThere(this.#path('state.json'));
    if (state !== void 0) this.#state = parse(state.toString());
    this.#replay();
    if (this.#hasJournal) this.compact();
  }
  get state() {
    return this.#state;
  }
  get doubts() {
    return [...this.#doubts.values()];
  }
  /** True when the ledger knows fewer posts than after the last run. */
  get isIncomplete() {
    return this.size < this.#state.posts;
  }
  get size() {
    let size = 0;
    for (const { posts } of this.#months.values()) size += posts.size;
    return size;
  }
  get(key) {
    return this.#months.get(nameOf(placeOf(key)))?.posts.get(key.rootTs);
  }
  /** The posts of one channel and month by the conversation's root. */
  postsIn(place) {
    return this.#months.get(nameOf(place))?.posts ?? /* @__PURE__ */ new Map();
  }
  *all() {
    for (const { place, posts } of this.#months.values()) {
      const { teamId, channelId } = place;
      for (const entry of posts.values())
        yield [
          {
            teamId,
            channelId,
            rootTs: entry.rootTs,
          },
          entry,
        ];
    }
  }
  doubt(conversation, part) {
    return this.#doubts.get(
      doubtName({
        conversation,
        part,
      }),
    );
  }
  /** Before something is sent, and whenever more is known of it. */
  intend(doubt) {
    this.#append({ doubt });
  }
  /** It is certain that it was not written. */
  settle({ conversation, part }) {
    this.#append({
      settled: {
        conversation,
        part,
      },
    });
  }
  /** What stands on GitHub now. Ends the doubts about the parts that the entry holds. */
  record({ teamId, channelId }, entry) {
    this.#append({
      post: {
        teamId,
        channelId,
        ...entry,
      },
    });
  }
  saveBudget(budget) {
    this.#saveState({
      ...this.#state,
      budget,
    });
  }
  /**
   * Forgets all posts, to read them back from their markers. The number that the last run knew stays, so that a rebuild
   * which is cut short is completed by the next run that publishes.
   */
  forgetPosts() {
    this.#saveState({
      ...this.#state,
      posts: Math.max(this.#state.posts, this.size),
    });
    for (const [name, { place }] of this.#months) {
      writePosts(this.#archive, place, []);
      this.#changed.delete(name);
    }
    this.#months.clear();
  }
  /** Brings the month files up to date; what is in doubt stays in the journal. */
  compact() {
    for (const name of this.#changed) {
      const month = this.#months.get(name);
      if (month !== void 0) writePosts(this.#archive, month.place, month.posts.values());
    }
    this.#changed.clear();
    if (this.#state.posts !== this.size)
      this.#saveState({
        ...this.#state,
        posts: this.size,
      });
    if (!this.#hasJournal) return;
    const lines = this.doubts.map((doubt) => `${JSON.stringify({ doubt })}\n`);
    if (lines.length > 0) writeAtomically(this.#path('journal.jsonl'), lines.join(''));
    else rmSync(this.#path('journal.jsonl'), { force: true });
    this.#hasJournal = lines.length > 0;
  }
  #append(line) {
    const path = this.#path('journal.jsonl');
    try {
      if (!this.#hasJournal) makeFolder(dirname(path));
      const file = openSync(path, 'a');
      try {
        writeSync(file, `${JSON.stringify(line)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw cannotWrite(path, error);
    }
    this.#hasJournal = true;
    this.#take(line);
  }
  #take(line) {
    if ('doubt' in line) this.#doubts.set(doubtName(line.doubt), line.doubt);
    else if ('settled' in line) this.#doubts.delete(doubtName(line.settled));
    else this.#takePost(line.post);
  }
  #takePost({ teamId, channelId, ...entry }) {
    const conversation = {
      teamId,
      channelId,
      rootTs: entry.rootTs,
    };
    const place = placeOf(conversation);
    const name = nameOf(place);
    const month = this.#months.get(name) ?? {
      place,
      posts: /* @__PURE__ */ new Map(),
    };
    month.posts.set(entry.rootTs, entry);
    this.#months.set(name, month);
    this.#changed.add(name);
    entry.parts.forEach((_, part) => {
      this.#doubts.delete(
        doubtName({
          conversation,
          part,
        }),
      );
    });
  }
  /** The last line may be torn: a run was killed while it wrote, and what it announced had not begun. */
  #replay() {
    const lines = readIfThere(this.#path('journal.jsonl'))?.toString().split('\n');
    if (lines === void 0) return;
    this.#hasJournal = true;
    const whole = lines.slice(0, -1);
    whole.forEach((text, index) => {
      const line = parse(text);
      if (line !== void 0) this.#take(line);
      else if (index < whole.length - 1)
        throw new StorageError(
          `${this.#path('journal.jsonl')}:${index + 1} is damaged. Delete that line and run: unsilo check --rebuild`,
        );
    });
  }
  #saveState(state) {
    writeAtomically(this.#path('state.json'), `${JSON.stringify(state)}\n`);
    this.#state = state;
  }
  #path(name) {
    return join(this.#archive, 'publish', name);
  }
};
function placeOf({ teamId, channelId, rootTs }) {
  return {
    teamId,
    channelId,
    month: monthOf(rootTs),
  };
}
function nameOf({ teamId, channelId, month }) {
  return `${teamId}/${channelId}/${month}`;
}
function doubtName({ conversation, part }) {
  return `${conversation.teamId}/${conversation.channelId}/${conversation.rootTs}#${part}`;
}
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return;
  }
}
// src/publish/failure.ts
/** What a {@link Publisher} throws when a request failed; the run goes on with the next conversation. */
var PublishError = class extends Error {
  name = 'PublishError';
  failure;
  constructor(failure, options) {
    super(failure.reason, options);
    this.failure = failure;
  }
};
/** Thrown when a run ends before its work is done, cleanly: the next run goes on where it stopped. */
var RunOver = class extends Error {
  name = 'RunOver';
};
// src/github/classify.ts
const slowDown =
  /secondary rate|abuse detection|temporarily blocked|submitted too quickly|too many requests/i;
const primary = /api rate limit exceeded|rate limit exceeded/i;
const noPermission =
  /not accessible by|must have|permission|saml|single sign|not authorized|denied|token.*(?:expired|scope)|scopes?\b/i;
const isArchived = /archived/i;
const isDisabled = /(?:issues|discussions).*(?:disabled|not enabled)|disabled.*(?:issues|discussions)/i;
const full = /commenting is disabled/i;
/** Says what a failed REST request means. `now` in milliseconds since 1970, to make waits of points in time. */
function restError(answer, now) {
  const { status } = answer;
  const words = wordsOf(answer);
  if (status === void 0 || status >= 500) return inDoubt(answer);
  if (status === 401) return refusedToken();
  if (status === 403 || status === 429) return forbidden(answer, words, now);
  if (isDisabled.test(words)) return disabled(words);
  if (status === 404 || status === 410)
    return new PublishError({
      kind: 'gone',
      reason: words,
    });
  if (slowDown.test(words)) return limited(answer, words, now);
  return new PublishError({
    kind: 'rejected',
    reason: `${status} ${words}`,
  });
}
/** Says what the `errors` of a GraphQL answer mean: GitHub sends most of them with status 200. */
function graphqlError(errors, answer, now) {
  const words = errors.map(({ message }) => message ?? '').join('; ');
  const types = errors.map(({ type }) => type);
  if (types.includes('RATE_LIMITED') || primary.test(words)) return limited(answer, words, now, false);
  if (slowDown.test(words)) return limited(answer, words, now);
  if (isArchived.test(words)) return archived(words);
  if (isDisabled.test(words)) return disabled(words);
  if (types.includes('NOT_FOUND'))
    return new PublishError({
      kind: 'gone',
      reason: words,
    });
  if (
    types.includes('FORBIDDEN') ||
    types.includes('INSUFFICIENT_SCOPES') ||
    /not accessible by/i.test(words)
  )
    return lacking(words);
  if (
    /something went wrong|timeout|timedout|resource limits/i.test(words) ||
    types.includes('SERVICE_UNAVAILABLE')
  )
    return new PublishError({
      kind: 'in-doubt',
      reason: words,
    });
  return new PublishError({
    kind: 'rejected',
    reason: words,
  });
}
/** 403 has many meanings; one that says nothing is taken as a limit, because going on would be worse than waiting. */
function forbidden(answer, words, now) {
  const { headers, status } = answer;
  const isLimit = status === 429 || headers['retry-after'] !== void 0 || slowDown.test(words);
  if (headers['x-ratelimit-remaining'] === '0' || primary.test(words))
    return limited(answer, words, now, slowDown.test(words));
  if (isLimit) return limited(answer, words, now);
  if (isArchived.test(words)) return archived(words);
  if (isDisabled.test(words)) return disabled(words);
  if (full.test(words))
    return new PublishError({
      kind: 'rejected',
      reason: words,
    });
  if (noPermission.test(words)) return lacking(words);
  return limited(answer, words, now);
}
function limited(answer, reason, now, isPace = true) {
  const { headers } = answer;
  const after = Number(headers['retry-after']);
  const reset = Number(headers['x-ratelimit-reset']) * 1e3;
  const isSpent = headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset);
  const waitMs = Number.isFinite(after) ? after * 1e3 : isSpent ? Math.max(0, reset - now) + 1e3 : void 0;
  return new PublishError({
    kind: 'limited',
    reason,
    isPace,
    ...(waitMs === void 0 ? {} : { waitMs }),
  });
}
function inDoubt(answer) {
  return new PublishError({
    kind: 'in-doubt',
    reason: `GitHub did not answer properly: ${answer.status === void 0 ? (answer.cause ?? 'no answer') : `status ${answer.status}`}`,
  });
}
function refusedToken() {
  return new AuthError(
    'GitHub refused the token (401). It is wrong, expired or revoked: set GITHUB_TOKEN to a valid one.',
  );
}
function lacking(words) {
  return new AuthError(
    `GitHub says that the token may not do this (${words}). It needs write access to Discussions or Issues of the repository: \`permissions: discussions: write, issues: write\` in a workflow, the same for a fine-grained token, scope \`public_repo\` for a classic one.`,
  );
}
function archived(words) {
  return new ConfigError(
    `The repository is archived and can't be written to (${words}). Unarchive it in its settings, or choose another with --repo.`,
  );
}
function disabled(words) {
  return new ConfigError(
    `The repository does not take this kind of post (${words}). Switch it on in the repository's settings under Features, or choose another --kind.`,
  );
}
/** GitHub's own words: its message and its fields and codes, never a value, which may be what a person wrote. */
function wordsOf({ data, status }) {
  if (typeof data !== 'object' || data === null) return `status ${status}`;
  const { message, errors } = data;
  const details = Array.isArray(errors) ? errors.map(detailOf).filter((text) => text !== '') : [];
  const head = typeof message === 'string' ? message : `status ${status}`;
  return details.length === 0 ? head : `${head}: ${details.join(', ')}`;
}
function detailOf(error) {
  if (typeof error === 'string') return error;
  const { resource, field, code, message } = error ?? {};
  return [resource, field, code, message].filter((part) => typeof part === 'string').join(' ');
}
// src/github/client.ts
const timeoutMs = 9e4;
const silent = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};
/**
 * Sends requests to GitHub, each through the pacer, and says what a failure means. No plugin of Octokit takes part: those
 * for retries and throttling send a write again that may have been carried out.
 */
var GitHubClient = class {
  #octokit;
  #options;
  constructor(options) {
    const { token, apiUrl, userAgent } = options;
    this.#options = options;
    this.#octokit = new Octokit({
      auth: token,
      baseUrl: apiUrl.replace(/\/+$/, ''),
      userAgent,
      log: silent,
    });
  }
  /** One REST request: `POST /repos/{owner}/{repo}/issues`. */
  rest(route, parameters, { as, sending }) {
    return this.#options.pacer.send(as, async () => {
      sending?.();
      const { status, data } = await this.#send(route, parameters);
      return {
        status,
        data,
      };
    });
  }
  /**
   * One GraphQL document; values only ever go in as variables.
   *
   * @param isPartialFine true where a missing part of the answer is an answer: looking for numbers that may not exist
   */
  graphql(query, variables, { as, sending, isPartialFine = false }) {
    return this.#options.pacer.send(as, async () => {
      sending?.();
      const answer = await this.#send(`POST ${this.#graphqlUrl}`, {
        query,
        variables,
      });
      const { data, errors } = answer.data;
      if (errors === void 0 || errors.length === 0) {
        if (data !== void 0 && data !== null) return data;
        throw new PublishError({
          kind: 'in-doubt',
          reason: 'GitHub answered without data',
        });
      }
      const isNotFound = errors.every(({ type }) => type === 'NOT_FOUND');
      if (isPartialFine && isNotFound && data !== void 0 && data !== null) return data;
      throw graphqlError(errors, answer, this.#options.clock.now());
    });
  }
  /** Waits before something is asked again. */
  pause(ms) {
    return this.#options.pacer.pause(ms);
  }
  get #graphqlUrl() {
    const { apiUrl, graphqlUrl } = this.#options;
    return graphqlUrl ?? `${apiUrl.replace(/\/+$/, '').replace(/\/api\/v3$/, '/api')}/graphql`;
  }
  async #send(route, parameters) {
    const request = {
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    };
    try {
      const { status, headers, data } = await this.#octokit.request(route, {
        ...parameters,
        request,
      });
      const answer = {
        status,
        headers,
        data,
      };
      this.#observe(answer.headers);
      if (status === 200 || status === 201 || status === 202) assertWhole(answer);
      return answer;
    } catch (error) {
      if (error instanceof PublishError) throw error;
      throw this.#meaning(error);
    }
  }
  #meaning(error) {
    const { response, cause, message, status } = error;
    if (status === void 0) return error;
    if (response === void 0) {
      const { code } = cause?.cause ?? {};
      if (code === 'ENOTFOUND' || code === 'ECONNREFUSED') return unreachable(this.#options.apiUrl, message);
      return restError(
        {
          headers: {},
          data: void 0,
          cause: message,
        },
        0,
      );
    }
    const { headers, data } = response;
    this.#observe(headers);
    return restError(
      {
        status,
        headers,
        data,
      },
      this.#options.clock.now(),
    );
  }
  /** Enterprise Servers may send no such headers: then nobody counts. */
  #observe(headers) {
    const limit = Number(headers['x-ratelimit-limit']);
    const remaining = Number(headers['x-ratelimit-remaining']);
    const reset = Number(headers['x-ratelimit-reset']);
    if (!(limit > 0 && remaining >= 0 && reset > 0)) return;
    const resource = headers['x-ratelimit-resource'] ?? 'core';
    this.#options.budget.observe({
      resource,
      limit,
      remaining,
      resetAt: reset * 1e3,
    });
  }
};
/** An answer that broke off reads as an empty text: it proves nothing. */
function assertWhole({ data }) {
  if (typeof data === 'object' && data !== null) return;
  throw new PublishError({
    kind: 'in-doubt',
    reason: 'the answer of GitHub broke off or was no JSON',
  });
}
function unreachable(apiUrl, message) {
  return new ConfigError(
    `${apiUrl} can't be reached (${message}). Look at the network and at GITHUB_API_URL.`,
  );
}
// src/publish/marker.ts
const line = /^<!-- unsilo:1 key=([a-z2-7]{26}) part=(\d{1,4})\/(\d{1,4}) hash=([0-9a-f]{12}) -->$/;
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
/** Never made of a title or a channel's name: those change. Ids hold no line end, so two keys can't run together. */
function postKeyOf({ teamId, channelId, rootTs }) {
  return base32(createHash('sha256').update(`${teamId}\n${channelId}\n${rootTs}`).digest(), 26);
}
/** The same for text that differs only in its line ends: GitHub's web editor turns `\n` into `\r\n`. */
function hashText(text) {
  const normal = text.replaceAll('\r\n', '\n').trim();
  return createHash('sha256').update(normal).digest('hex').slice(0, 12);
}
/** `<!-- unsilo:1 key=… part=0/1 hash=… -->`: ASCII, no word of a person, no inner `--`. */
function formatMarker({ key, part, parts, hash }) {
  return `<!-- unsilo:1 key=${key} part=${part}/${parts} hash=${hash} -->`;
}
/**
 * Reads one whole line; undefined for anything else. Slack text can't forge it in a place that is looked at: `<` is
 * always escaped outside code, and code stands after the marker of its own part (see body.ts).
 */
function parseMarker(text) {
  const [, key, part, parts, hash] = line.exec(text) ?? [];
  if (key === void 0 || Number(part) >= Number(parts)) return void 0;
  return {
    key,
    part: Number(part),
    parts: Number(parts),
    hash,
  };
}
/** The word in the footer that a person can search for: hidden comments are not reliably found. Never hexadecimal. */
function visibleId(key) {
  return `unsilo${key}`;
}
function base32(bytes, length) {
  let text = '';
  let bits = 0;
  let buffer = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 4095;
    bits += 8;
    for (; bits >= 5 && text.length < length; bits -= 5) text += alphabet[(buffer >> (bits - 5)) & 31];
  }
  return text;
}
// src/publish/body.ts
const lastLine = /^<!-- unsilo:end text=([0-9a-f]{12})(?: title=([0-9a-f]{12}))? -->$/;
/** First line the marker, last line the checksums, so that nothing but the post itself is needed to read it back. */
function formatBody(body) {
  const title = body.titleHash === void 0 ? '' : ` title=${body.titleHash}`;
  return `${formatMarker(body.marker)}\n${body.text}\n\n<!-- unsilo:end text=${hashText(body.text)}${title} -->\n`;
}
/**
 * Reads what {@link formatBody} wrote, whatever people put around it. Undefined where there is no marker.
 * The first marker line and the last closing line count: Slack text that looks like one stands between ours.
 */
function parseBody(text) {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const start = lines.findIndex((line) => parseMarker(line) !== void 0);
  const marker = parseMarker(lines[start] ?? '');
  if (marker === void 0) return void 0;
  const end = lines.findLastIndex((line) => lastLine.test(line));
  const [, textHash, titleHash] = lastLine.exec(lines[end] ?? '') ?? [];
  const isClosed = end > start;
  const inside = lines.slice(start + 1, isClosed ? end : void 0).join('\n');
  return {
    marker,
    text: inside.trim(),
    ...(titleHash === void 0 ? {} : { titleHash }),
    isIntact: isClosed && hashText(inside) === textHash,
    before: lines.slice(0, start).join('\n'),
    after: isClosed ? lines.slice(end + 1).join('\n') : '',
  };
}
/** Puts a new text of ours where the old one stood: what people wrote around it stays, to the letter. */
function replaceOwnText(old, written) {
  return `${old.before === '' ? '' : `${old.before}\n`}${written}${old.after}`;
}
// src/github/repository.ts
/** Reads `acme/chat`. Throws a {@link ConfigError} for anything else. */
function parseRepository(text) {
  const [, owner, name] = /^([A-Za-z0-9][A-Za-z0-9-]*)\/([A-Za-z0-9._-]+)$/.exec(text) ?? [];
  if (owner !== void 0 && name !== void 0)
    return {
      owner,
      name,
    };
  throw new ConfigError(`"${text}" is no repository: --repo takes OWNER/NAME, such as acme/chat.`);
}
function assertWritable(wanted, found) {
  const asked = `${wanted.owner}/${wanted.name}`;
  if (found.fullName.toLowerCase() !== asked.toLowerCase())
    throw new ConfigError(
      `The repository ${asked} is called ${found.fullName} now: set --repo (or GITHUB_REPOSITORY) to that.`,
    );
  if (found.isArchived)
    throw new ConfigError(
      `The repository ${asked} is archived and can't be written to. Unarchive it in its settings, or choose another with --repo.`,
    );
}
function noRepository({ owner, name }) {
  return new ConfigError(
    `There is no repository ${owner}/${name}, or the token may not see it. Look at --repo, and give the token access to it.`,
  );
}
/** Write access, as far as an answer shows it: markers of anybody else prove nothing. */
function isTrusted(association, login, viewer) {
  if (login !== void 0 && login === viewer) return true;
  if (association === 'OWNER' || association === 'MEMBER' || association === 'COLLABORATOR') return true;
  return login?.endsWith('[bot]') ?? false;
}
// src/github/discussion-answers.ts
/** All nodes of a connection, page by page. */
async function* nodesOf(read) {
  for (let after = null; ; ) {
    const page = await read(after);
    for (const node of page?.nodes ?? []) if (node !== null) yield node;
    if (!page?.pageInfo.hasNextPage || page.pageInfo.endCursor === null) return;
    after = page.pageInfo.endCursor;
  }
}
function postOf(found) {
  const { id, number, url, title, body } = found;
  return {
    kind: 'discussion',
    number,
    id,
    url,
    title,
    body,
    isClosed: found.closed,
    isLocked: found.locked,
    isTrusted: isOurs(found),
  };
}
function commentOf(found) {
  return {
    id: found.id,
    body: found.body,
    isTrusted: isOurs(found),
  };
}
function isOurs({ viewerDidAuthor, authorAssociation, author }) {
  return viewerDidAuthor || author?.__typename === 'Bot' || isTrusted(authorAssociation, author?.login);
}
// src/github/discussion-documents.ts
/**
 * Every GraphQL document that unsilo sends; a test holds them against GitHub's own schema.
 * https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions
 */
const post = `id number url title body closed locked authorAssociation viewerDidAuthor author { __typename login }`;
const comment = `id body authorAssociation viewerDidAuthor author { __typename login }`;
const repositoryQuery = `query Repository($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    id nameWithOwner isArchived hasDiscussionsEnabled url
    discussionCategories(first: 100) { nodes { id name slug isAnswerable } }
  }
}`;
/** Newest first. */
const listQuery = `query Discussions($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    discussions(first: 50, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { ${post} }
    }
  }
}`;
const readQuery = `query Discussion($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { discussion(number: $number) { ${post} } }
}`;
/** Several by their numbers: those that are no discussion come back as null. */
function numbersQuery(count) {
  const all = Array.from({ length: count }, (_, index) => index);
  return `query Numbers($owner: String!, $name: String!, ${all.map((index) => `$n${index}: Int!`).join(', ')}) {
  repository(owner: $owner, name: $name) {
    ${all.map((index) => `d${index}: discussion(number: $n${index}) { ${post} }`).join('\n    ')}
  }
}`;
}
const commentsQuery = `query Comments($id: ID!, $after: String) {
  node(id: $id) {
    ... on Discussion {
      comments(first: 50, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${comment} } }
    }
  }
}`;
const createMutation = `mutation Create($input: CreateDiscussionInput!) {
  createDiscussion(input: $input) { discussion { ${post} } }
}`;
const updateMutation = `mutation Update($input: UpdateDiscussionInput!) {
  updateDiscussion(input: $input) { discussion { ${post} } }
}`;
const commentMutation = `mutation Comment($input: AddDiscussionCommentInput!) {
  addDiscussionComment(input: $input) { comment { ${comment} } }
}`;
const updateCommentMutation = `mutation UpdateComment($input: UpdateDiscussionCommentInput!) {
  updateDiscussionComment(input: $input) { comment { ${comment} } }
}`;
const deleteCommentMutation = `mutation DeleteComment($input: DeleteDiscussionCommentInput!) {
  deleteDiscussionComment(input: $input) { comment { id } }
}`;
// src/github/discussions.ts
/** How many numbers behind the last known one are looked at: others may post between ours. */
const numbersAhead$1 = 25;
/** Posts as GitHub Discussions. Categories can't be made by a program: the one that is asked for must exist. */
var DiscussionPublisher = class {
  #client;
  #repository;
  #categories;
  #id = '';
  #url = '';
  #known = [];
  /** @param categories the names that posts will ask for; looked up before anything is written */
  constructor(client, repository, categories) {
    this.#client = client;
    this.#repository = repository;
    this.#categories = categories;
  }
  async prepare() {
    const repository = (await this.#read(repositoryQuery, this.#repository).catch(asMissing$1))?.repository;
    if (repository === void 0 || repository === null) throw noRepository(this.#repository);
    const { id, url, nameWithOwner, isArchived, hasDiscussionsEnabled, discussionCategories } = repository;
    assertWritable(this.#repository, {
      fullName: nameWithOwner,
      isArchived,
    });
    if (!hasDiscussionsEnabled)
      throw new ConfigError(
        `${nameWithOwner} has no Discussions. Switch them on at ${url}/settings under Features, or choose --kind issues.`,
      );
    this.#id = id;
    this.#url = url;
    this.#known = discussionCategories.nodes;
    this.#categoryId(void 0);
    for (const name of this.#categories) this.#categoryId(name);
  }
  async create({ title, category, parts }, { sending }) {
    const input = {
      repositoryId: this.#id,
      categoryId: this.#categoryId(category),
      title,
      body: parts[0].body,
    };
    const { createDiscussion } = await this.#client.graphql(
      createMutation,
      { input },
      {
        as: 'create',
        sending,
      },
    );
    return { post: postOf(createDiscussion.discussion) };
  }
  async comment(post, body, { sending }) {
    return commentOf(
      (
        await this.#client.graphql(
          commentMutation,
          {
            input: {
              discussionId: post.id,
              body,
            },
          },
          {
            as: 'create',
            sending,
          },
        )
      ).addDiscussionComment.comment,
    );
  }
  async update(post, change) {
    return postOf(
      (
        await this.#write(updateMutation, {
          discussionId: post.id,
          ...change,
        })
      ).updateDiscussion.discussion,
    );
  }
  async updateComment(_post, comment, body) {
    return commentOf(
      (
        await this.#write(updateCommentMutation, {
          commentId: comment.id,
          body,
        })
      ).updateDiscussionComment.comment,
    );
  }
  async deleteComment(_post, comment) {
    await this.#write(deleteCommentMutation, { id: comment.id });
  }
  async read(number) {
    const { repository } = await this.#read(readQuery, {
      ...this.#repository,
      number,
    });
    const found = repository?.discussion ?? void 0;
    if (found === void 0)
      throw new PublishError({
        kind: 'gone',
        reason: `there is no discussion ${number}`,
      });
    return postOf(found);
  }
  async comments(post) {
    const nodes = nodesOf(async (after) => {
      const { node } = await this.#read(commentsQuery, {
        id: post.id,
        after,
      });
      return node?.comments;
    });
    const comments = [];
    for await (const node of nodes) comments.push(commentOf(node));
    return comments;
  }
  async *newerThan(number) {
    const nodes = nodesOf(async (after) => {
      return (
        await this.#read(listQuery, {
          ...this.#repository,
          after,
        })
      ).repository?.discussions;
    });
    for await (const discussion of nodes) {
      if (discussion.number <= number) return;
      yield postOf(discussion);
    }
  }
  async find(key, { after }) {
    const isIt = (post) => post.isTrusted && parseBody(post.body)?.marker.key === key;
    for (const post of await this.#byNumber(after)) if (isIt(post)) return post;
    for await (const post of this.newerThan(after)) if (isIt(post)) return post;
  }
  async #byNumber(after) {
    const numbers = Array.from({ length: numbersAhead$1 }, (_, index) => [`n${index}`, after + 1 + index]);
    const { repository } = await this.#client.graphql(
      numbersQuery(numbersAhead$1),
      {
        ...this.#repository,
        ...Object.fromEntries(numbers),
      },
      {
        as: 'read',
        isPartialFine: true,
      },
    );
    return Object.values(repository ?? {}).flatMap((found) => (found === null ? [] : [postOf(found)]));
  }
  /** Without a name `General`, else the first in which programs can post. */
  #categoryId(name) {
    const wanted = name?.toLowerCase();
    const found =
      wanted === void 0
        ? (this.#known.find(({ slug }) => slug === 'general') ??
          this.#known.find(({ slug }) => slug !== 'polls' && slug !== 'announcements'))
        : this.#known.find((one) => one.name.toLowerCase() === wanted || one.slug === wanted);
    if (found !== void 0) return found.id;
    const names = this.#known.map((one) => one.name).join(', ');
    throw new ConfigError(
      `There is no discussion category ${name === void 0 ? 'to post in' : `"${name}"`} in ${this.#repository.owner}/${this.#repository.name}; it has: ${names === '' ? 'none' : names}. Make it at ${this.#url}/discussions/categories, or choose another with --category.`,
    );
  }
  #read(query, variables) {
    return this.#client.graphql(query, { ...variables }, { as: 'read' });
  }
  #write(mutation, input) {
    return this.#client.graphql(mutation, { input }, { as: 'update' });
  }
};
/** GitHub answers an unknown repository with an error of its own. */
function asMissing$1(error) {
  if (error instanceof PublishError && error.failure.kind === 'gone') return void 0;
  throw error;
}
// src/github/issues.ts
const perPage = 100;
/** How many numbers behind the last known one are looked at: others may post between ours. */
const numbersAhead = 10;
/** Posts as issues, by REST. */
var IssuePublisher = class {
  client;
  repository;
  #viewer;
  constructor(client, repository) {
    this.client = client;
    this.repository = repository;
  }
  async prepare() {
    await this.findRepository();
  }
  /** The repository, after all checks that concern issues. */
  async findRepository() {
    const answer = await this.#send('GET /repos/{owner}/{repo}', {}, { as: 'read' }).catch(asMissing);
    if (answer === void 0) throw noRepository(this.repository);
    if (answer.status >= 300) throw this.#moved();
    const found = answer.data;
    assertWritable(this.repository, {
      fullName: found.full_name,
      isArchived: found.archived,
    });
    if (!found.has_issues)
      throw new ConfigError(
        `${found.full_name} takes no issues. Switch them on at ${found.html_url}/settings under Features, or choose --kind discussions.`,
      );
    this.#viewer = await this.#login();
    return found;
  }
  async create({ title, labels, parts }, { sending }) {
    const issue = await this.write(
      'POST /repos/{owner}/{repo}/issues',
      {
        title,
        body: parts[0].body,
        labels,
      },
      {
        as: 'create',
        sending,
      },
    );
    return { post: this.#postOf(issue) };
  }
  async comment(post, body, { sending }) {
    const comment = await this.write(
      'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      {
        issue_number: post.number,
        body,
      },
      {
        as: 'create',
        sending,
      },
    );
    return this.#commentOf(comment);
  }
  async update({ number }, change) {
    const issue = await this.write(
      'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
      {
        issue_number: number,
        ...change,
      },
      { as: 'update' },
    );
    return this.#postOf(issue);
  }
  async updateComment(_post, { id }, body) {
    const comment = await this.write(
      'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
      {
        comment_id: Number(id),
        body,
      },
      { as: 'update' },
    );
    return this.#commentOf(comment);
  }
  async deleteComment(_post, { id }) {
    await this.write(
      'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}',
      { comment_id: Number(id) },
      { as: 'update' },
    );
  }
  async read(number) {
    const issue = await this.get('GET /repos/{owner}/{repo}/issues/{issue_number}', { issue_number: number });
    if (issue.pull_request !== void 0)
      throw new PublishError({
        kind: 'gone',
        reason: `${number} is a pull request`,
      });
    return this.#postOf(issue);
  }
  async comments({ number }) {
    const comments = [];
    for await (const found of this.pages('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      issue_number: number,
    }))
      comments.push(this.#commentOf(found));
    return comments;
  }
  async *newerThan(number) {
    for await (const issue of this.pages('GET /repos/{owner}/{repo}/issues', {
      state: 'all',
      sort: 'created',
      direction: 'desc',
    })) {
      if (issue.number <= number) return;
      if (issue.pull_request === void 0) yield this.#postOf(issue);
    }
  }
  async find(key, { after }) {
    for await (const post of this.newerThan(after)) if (isPostOf(key, post)) return post;
    for (let number = after + 1; number <= after + numbersAhead; number += 1) {
      const post = await this.read(number).catch(asMissing);
      if (post !== void 0 && isPostOf(key, post)) return post;
    }
  }
  /** One request that reads. A post or repository that has moved is gone. */
  async get(route, parameters) {
    const { status, data } = await this.#send(route, parameters, { as: 'read' });
    if (status >= 300)
      throw new PublishError({
        kind: 'gone',
        reason: 'it has moved to another place',
      });
    return data;
  }
  async write(route, parameters, how) {
    const { status, data } = await this.#send(route, parameters, how);
    if (status < 300) return data;
    throw this.#moved();
  }
  #moved() {
    const { owner, name } = this.repository;
    return new ConfigError(
      `The repository ${owner}/${name} has moved or was renamed. Set --repo (or GITHUB_REPOSITORY) to its new name and run again: nothing is lost.`,
    );
  }
  async *pages(route, parameters) {
    for (let page = 1; ; page += 1) {
      const items = await this.get(route, {
        ...parameters,
        per_page: perPage,
        page,
      });
      yield* items;
      if (items.length < perPage) return;
    }
  }
  #send(route, parameters, how) {
    const { owner, name: repo } = this.repository;
    const place = route.includes('{owner}')
      ? {
          owner,
          repo,
        }
      : {};
    return this.client.rest(
      route,
      {
        ...place,
        ...parameters,
      },
      how,
    );
  }
  /** Whose token it is; the token of a workflow may not ask, and is a bot's. */
  async #login() {
    try {
      return (await this.get('GET /user', {})).login;
    } catch (error) {
      if (error instanceof AuthError || error instanceof PublishError) return void 0;
      throw error;
    }
  }
  #postOf(issue) {
    const { number, node_id: id, html_url: url, title, body, state, locked } = issue;
    return {
      kind: 'issue',
      number,
      id,
      url,
      title,
      body: body ?? '',
      isClosed: state === 'closed',
      isLocked: locked,
      isTrusted: this.#isOurs(issue),
    };
  }
  /** Issues' comments are addressed by their number; the node id is of no use in REST. */
  #commentOf(comment) {
    return {
      id: String(comment.id),
      body: comment.body ?? '',
      isTrusted: this.#isOurs(comment),
    };
  }
  #isOurs({ author_association, user }) {
    return isTrusted(author_association, user?.login, this.#viewer);
  }
};
function isPostOf(key, post) {
  return post.isTrusted && parseBody(post.body)?.marker.key === key;
}
/** What is not there is an answer; every other failure is one. */
function asMissing(error) {
  if (error instanceof PublishError && error.failure.kind === 'gone') return void 0;
  throw error;
}
// src/github/issue-import.ts
const accept = 'application/vnd.github.golden-comet-preview+json';
const pollMs = 2e3;
const mostPolls = 300;
/** GitHub takes up to 1 MB an issue with all its comments; what is beyond is added as comments later. */
const mostBytes = 95e4;
/**
 * Posts as imported issues: they keep their dates and notify nobody, but only an administrator's classic token may do it,
 * and GitHub documents it nowhere. What comes later (updates, comments) goes the way of all issues.
 */
var ImportPublisher = class extends IssuePublisher {
  /** GitHub takes labels that differ from an existing one in case alone for an error here. */
  #labels = /* @__PURE__ */ new Map();
  async prepare() {
    const { full_name, permissions } = await this.findRepository();
    if (permissions !== void 0 && permissions.admin !== true)
      throw new AuthError(
        `Importing issues needs an administrator of ${full_name}, and the token's owner is none. Take a classic token of an administrator, or --kind issues, which keeps no dates and notifies watchers.`,
      );
    for await (const { name } of this.pages('GET /repos/{owner}/{repo}/labels', {}))
      this.#labels.set(name.toLowerCase(), name);
  }
  async create(post, record) {
    const { id } = await this.#start(post, record);
    record.accepted(String(id));
    return await this.#finished(id);
  }
  async find(key, trace) {
    const isIt = (post) => post.isTrusted && parseBody(post.body)?.marker.key === key;
    if (trace.ticket !== void 0) {
      const { post } = await this.#finished(Number(trace.ticket));
      return isIt(post) ? post : void 0;
    }
    const since = /* @__PURE__ */ new Date(trace.at - 6e4).toISOString();
    const started = await this.get('GET /repos/{owner}/{repo}/import/issues', {
      since,
      headers: { accept },
    });
    for (const { id } of started) {
      const found = await this.#finished(id).catch(asFailed);
      if (found !== void 0 && isIt(found.post)) return found.post;
    }
    return await super.find(key, trace);
  }
  async #start({ title, labels, parts }, { sending }) {
    const [first, ...others] = parts;
    const issue = {
      title,
      body: first.body,
      created_at: first.createdAt,
      labels: labels.map((label) => this.#labels.get(label.toLowerCase()) ?? label),
    };
    const comments = [];
    let bytes = Buffer.byteLength(JSON.stringify(issue));
    for (const { body, createdAt } of others) {
      const comment = {
        body,
        created_at: createdAt,
      };
      bytes += Buffer.byteLength(JSON.stringify(comment)) + 1;
      if (bytes > mostBytes) break;
      comments.push(comment);
    }
    const route = 'POST /repos/{owner}/{repo}/import/issues';
    try {
      return await this.write(
        route,
        {
          issue,
          comments,
          headers: { accept },
        },
        {
          as: 'import',
          sending,
        },
      );
    } catch (error) {
      throw isNoImport(error) ? noImport(error) : error;
    }
  }
  /** Waits until GitHub has made the issue, and reads it with its comments. */
  async #finished(id) {
    for (let poll = 0; poll < mostPolls; poll += 1) {
      const { status, issue_url, errors } = await this.get('GET /repos/{owner}/{repo}/import/issues/{id}', {
        id,
        headers: { accept },
      });
      if (status === 'imported' && issue_url !== void 0) return await this.#imported(issue_url);
      if (status === 'failed' || status === 'error') throw failed(errors);
      await this.client.pause(pollMs);
    }
    throw new PublishError({
      kind: 'in-doubt',
      reason: `import ${id} is still pending`,
    });
  }
  async #imported(url) {
    const post = await this.read(Number(url.split('/').at(-1)));
    return {
      post,
      comments: (parseBody(post.body)?.marker.parts ?? 1) > 1 ? await this.comments(post) : [],
    };
  }
};
function failed(errors) {
  return new PublishError({
    kind: 'rejected',
    reason: `GitHub could not import it: ${(errors ?? [])
      .map(({ location, resource, field, code }) =>
        [location, resource, field, code].filter((part) => part !== void 0).join(' '),
      )
      .join(', ')}`,
  });
}
function isNoImport(error) {
  if (error instanceof AuthError) return /not accessible/.test(error.message);
  return error instanceof PublishError && (error.failure.kind === 'gone' || error.message.startsWith('415'));
}
/** Never a silent way round: issues by REST lose their dates and notify everybody who watches. */
function noImport(cause) {
  return new ConfigError(
    `GitHub does not let this token import issues (${cause.message}). A classic token of an administrator is needed; fine-grained ones and those of workflows are refused. --kind issues works with them, but keeps no dates and notifies watchers.`,
    { cause },
  );
}
function asFailed(error) {
  if (error instanceof PublishError && error.failure.kind === 'rejected') return void 0;
  throw error;
}
// src/github/connect.ts
/**
 * The publishers of a repository, one for each kind of post. Each is prepared when it is first asked for, so that a run
 * without anything to write sends nothing.
 */
function connect(options) {
  const repository = parseRepository(options.repository);
  const client = new GitHubClient(options);
  const ready = /* @__PURE__ */ new Map();
  const make = (kind) => {
    if (kind === 'discussions') return new DiscussionPublisher(client, repository, options.categories);
    return kind === 'import'
      ? new ImportPublisher(client, repository)
      : new IssuePublisher(client, repository);
  };
  return (kind) => {
    const known = ready.get(kind) ?? prepared(make(kind));
    ready.set(kind, known);
    return known;
  };
}
async function prepared(publisher) {
  await publisher.prepare();
  return publisher;
}
// src/logger.ts
/** A logger that says nothing. */
const silentLogger = {
  info() {},
  warn() {},
  debug() {},
  progress() {},
};
// src/model/permalink.ts
/** The canonical https link of a message, as `chat.getPermalink` gives it. `workspaceUrl` ends in a slash. */
function formatPermalink(link, workspaceUrl) {
  const channel = `${workspaceUrl}archives/${link.channelId}`;
  if (link.ts === void 0) return channel;
  const message = `${channel}/p${tsDigits(link.ts)}`;
  if (link.threadTs === void 0 || link.threadTs === link.ts) return message;
  return `${message}?thread_ts=${link.threadTs}&cid=${link.channelId}`;
}
// src/publish/print-plan.ts
/** `T012AB3C4/C024BE91L/1710786933.057029` */
function formatKey({ teamId, channelId, rootTs }) {
  return `${teamId}/${channelId}/${rootTs}`;
}
// src/publish/outcomes.ts
/** What a run did, counted while it goes on. */
var Outcomes = class {
  created = 0;
  /** Posts of which at least one part was written anew. */
  updated = 0;
  comments = 0;
  /** Posts that stood on GitHub already, of a run that did not come to record them. */
  adopted = 0;
  #failed = /* @__PURE__ */ new Map();
  #leftAlone = /* @__PURE__ */ new Map();
  #duplicates = /* @__PURE__ */ new Map();
  /** Changes made: while there are none, another round is of no use. */
  get steps() {
    return this.created + this.updated + this.comments + this.adopted;
  }
  fail(key, reason) {
    this.#failed.set(formatKey(key), {
      conversation: formatKey(key),
      reason,
    });
  }
  succeed(key) {
    this.#failed.delete(formatKey(key));
  }
  /** People changed or deleted what we wrote: it stays as they left it. */
  leave(key, number, reason) {
    this.#leftAlone.set(`${formatKey(key)} ${reason}`, {
      conversation: formatKey(key),
      number,
      reason,
    });
  }
  duplicate(key, number, reason) {
    this.#duplicates.set(String(number), {
      conversation: formatKey(key),
      number,
      reason,
    });
  }
  get failed() {
    return [...this.#failed.values()];
  }
  get leftAlone() {
    return [...this.#leftAlone.values()];
  }
  get duplicates() {
    return [...this.#duplicates.values()];
  }
};
// src/publish/pacer.ts
/** How often a request that only reads is tried again after a broken answer. */
const readRetries = 3;
/**
 * Sends one request after the other, each when the budget lets it. What GitHub refused for now is sent again after the
 * wait; a read is repeated when its answer was broken, a write never: it may have been done.
 * Throws {@link RunOver} at the deadline, after the last write that is allowed, and when GitHub refuses three times in a
 * row. Whatever it throws but an `in-doubt` {@link PublishError}, the request was not carried out.
 */
var Pacer = class {
  #options;
  counts = {
    read: 0,
    write: 0,
  };
  constructor(options) {
    this.#options = options;
  }
  /** The last request was answered before the next one goes out: callers never send two at once. */
  async send(request, once) {
    for (let broken = 0; ; ) {
      await this.#wait(request);
      try {
        const answer = await once();
        this.#sent(request);
        this.#options.budget.accepted();
        return answer;
      } catch (error) {
        if (!(error instanceof PublishError)) throw error;
        const { kind } = error.failure;
        if (kind === 'limited') this.#objected(error);
        else this.#sent(request);
        if (kind === 'limited') continue;
        if (kind !== 'in-doubt' || request !== 'read' || broken >= readRetries) throw error;
        broken += 1;
        await this.pause(1e3 * broken ** 2);
      }
    }
  }
  #sent(request) {
    const { budget, clock, save } = this.#options;
    this.counts[request === 'read' ? 'read' : 'write'] += 1;
    budget.sent(request, clock.now());
    if (request === 'create') save(budget);
  }
  #objected({ failure, message }) {
    const { budget, clock, save } = this.#options;
    budget.objected(failure.waitMs, failure.isPace ?? false, clock.now());
    save(budget);
    if (budget.isSpent) throw new RunOver(`GitHub asked us to slow down three times in a row (${message}).`);
  }
  async #wait(request) {
    const { budget, clock, mostWrites, signal } = this.#options;
    signal?.throwIfAborted();
    if (request !== 'read' && this.counts.write >= (mostWrites ?? Number.POSITIVE_INFINITY))
      throw new RunOver(`This run may write ${mostWrites} times, and did.`);
    await this.pause(0);
    for (let ms = budget.delay(request, clock.now()); ms > 0; ms = budget.delay(request, clock.now()))
      await this.pause(ms);
  }
  /** Waits, if the deadline allows it. */
  async pause(ms) {
    const { clock, deadline, signal } = this.#options;
    if (deadline !== void 0 && clock.now() + ms > deadline)
      throw new RunOver('The time for this run is over.');
    if (ms > 0) await clock.sleep(ms, signal);
  }
};
// src/model/message-kind.ts
/** Verdict by subtype. Names from `@slack/types`, Slack's documentation and real exports; new ones keep appearing. */
const kindOfSubtype = new Map(
  Object.entries({
    file_share: 'content',
    thread_broadcast: 'content',
    reply_broadcast: 'content',
    me_message: 'content',
    file_comment: 'content',
    file_mention: 'content',
    bot_message: 'bot',
    slackbot_response: 'bot',
    assistant_app_thread: 'bot',
    huddle_thread: 'system',
    sh_room_created: 'system',
    tombstone: 'deleted',
    ekm_access_denied: 'deleted',
    ...noise(
      'channel_join channel_leave channel_topic channel_purpose channel_name channel_archive channel_unarchive',
      'channel_posting_permissions channel_convert_to_private channel_convert_to_public',
      'group_join group_leave group_topic group_purpose group_name group_archive group_unarchive',
      'joiner_notification joiner_notification_for_inviter app_conversation_join app_conversation_leave welcome_party',
      'pinned_item unpinned_item bot_add bot_remove bot_enable bot_disable reminder_add reminder_delete',
      'emoji_changed channel_canvas_created channel_canvas_updated tabbed_canvas_updated channel_tab_added',
      'document_mention message_changed message_deleted message_replied',
    ),
  }),
);
/** An unknown subtype with a human author and something to show is content: new names keep appearing. */
function messageKind(message) {
  const known = message.subtype === void 0 ? void 0 : kindOfSubtype.get(message.subtype);
  if (known !== void 0) return known;
  if (message.isHidden) return 'noise';
  if (message.author.kind === 'bot') return 'bot';
  if (message.subtype !== void 0) return isUnknownTalk(message) ? 'content' : 'noise';
  return message.author.kind === 'slack' && message.text === '' ? 'noise' : 'content';
}
function isUnknownTalk({ author, text, files, blocks }) {
  return author.kind === 'user' && (text !== '' || files.length > 0 || blocks.length > 0);
}
function noise(...lines) {
  return Object.fromEntries(
    lines
      .join(' ')
      .split(' ')
      .map((subtype) => [subtype, 'noise']),
  );
}
// src/model/conversation.ts
const stitchGapMs = 18e5;
const stitchLength = 100;
/**
 * Groups the messages of one channel that are filed under one month, in any order.
 *
 * Threads are grouped by `thread_ts` alone: `replies[]` of an export is incomplete. Loose messages are stitched while
 * at most 30 minutes lie between neighbours at the top level of the channel, up to 100 in one stitch, and never across
 * a UTC month. Thread roots count as neighbours, so a message that gets its first reply later breaks no stitch.
 */
function conversationsOf({ teamId, channelId }, messages) {
  const place = {
    teamId,
    channelId,
  };
  const { threads, topLevel, noise } = groupByRoot(messages);
  const conversations = [];
  for (const [rootTs, ofThread] of threads) {
    const inOrder = ofThread.sort((a, b) => compareTs(a.ts, b.ts));
    const isRootMissing = inOrder[0]?.ts !== rootTs;
    conversations.push({
      kind: 'thread',
      key: {
        ...place,
        rootTs,
      },
      messages: inOrder,
      isRootMissing,
    });
  }
  for (const stretch of stretchesOf(topLevel)) conversations.push(...stitchesOf(place, stretch, threads));
  conversations.sort((a, b) => compareTs(a.key.rootTs, b.key.rootTs));
  return {
    conversations,
    noise,
  };
}
function groupByRoot(messages) {
  const threads = /* @__PURE__ */ new Map();
  for (const { ts, threadTs } of messages)
    if (threadTs !== void 0 && threadTs !== ts) threads.set(threadTs, []);
  const topLevel = [];
  const noise = [];
  for (const message of messages) {
    const thread = threads.get(message.threadTs ?? message.ts);
    thread?.push(message);
    if (message.threadTs !== void 0 && message.threadTs !== message.ts) continue;
    if (thread === void 0 && !isTalk$1(message)) noise.push(message);
    else topLevel.push(message);
  }
  topLevel.sort((a, b) => compareTs(a.ts, b.ts));
  noise.sort((a, b) => compareTs(a.ts, b.ts));
  return {
    threads,
    topLevel,
    noise,
  };
}
/** Loose, only talk is worth a place; deleted messages and events are so only as the root of a thread. */
function isTalk$1(message) {
  const kind = messageKind(message);
  return kind === 'content' || kind === 'bot';
}
function stretchesOf(topLevel) {
  const stretches = [];
  let last;
  for (const message of topLevel) {
    if (last !== void 0 && epochMs(message.ts) - epochMs(last.ts) <= stitchGapMs)
      stretches.at(-1)?.push(message);
    else stretches.push([message]);
    last = message;
  }
  return stretches;
}
function stitchesOf(place, stretch, threads) {
  const loose = stretch.filter(({ ts }) => !threads.has(ts));
  const roots = stretch.filter(({ ts }) => threads.has(ts)).map(({ ts }) => ts);
  const stitches = [];
  for (let start = 0; start < loose.length; start += stitchLength) {
    const messages = loose.slice(start, start + stitchLength);
    const [first, last] = [messages[0], messages.at(-1)];
    if (first === void 0 || last === void 0) continue;
    const within = roots.filter((ts) => compareTs(first.ts, ts) < 0 && compareTs(ts, last.ts) < 0);
    stitches.push({
      kind: 'stitch',
      key: {
        ...place,
        rootTs: first.ts,
      },
      messages,
      threads: within,
    });
  }
  return stitches;
}
// src/publish/remote-entry.ts
/** Our text in a post that we may trust; undefined for any other post. */
function ownBody(post) {
  const body = post.isTrusted ? parseBody(post.body) : void 0;
  return body?.marker.part === 0 ? body : void 0;
}
/** Our comments of one post by their part, with what they say; the first of two with the same part counts. */
function ownComments(comments, key) {
  const own = /* @__PURE__ */ new Map();
  for (const comment of comments) {
    const body = comment.isTrusted ? parseBody(comment.body) : void 0;
    if (body?.marker.key !== key || body.marker.part === 0 || own.has(body.marker.part)) continue;
    own.set(body.marker.part, {
      comment,
      body,
    });
  }
  return own;
}
/**
 * The ledger's entry as the markers of a post and its comments tell it: the ledger holds nothing else.
 * A part that is missing between others was deleted by a person; at the end it was not written yet.
 */
function entryOf(rootTs, post, body, comments) {
  const own = ownComments(comments, body.marker.key);
  const last = Math.max(0, ...own.keys());
  const parts = [
    {
      id: post.id,
      hash: body.marker.hash,
    },
  ];
  for (let part = 1; part <= last; part += 1) {
    const found = own.get(part);
    parts.push({
      id: found?.comment.id ?? '',
      hash: found?.body.marker.hash ?? '',
    });
  }
  const { kind, number, id, url } = post;
  return {
    rootTs,
    kind,
    number,
    id,
    url,
    titleHash: body.titleHash ?? '',
    parts,
  };
}
/** GitHub keeps a body as it was sent, but for line ends and what stands around it. */
function isSameText(a, b) {
  return a.replaceAll('\r\n', '\n').trim() === b.replaceAll('\r\n', '\n').trim();
}
// src/publish/catch-up.ts
/** How often a list is read at most until two readings agree: GitHub's lists lag, and were wrongly empty. */
const mostReadings = 5;
/**
 * Before the first post is created: reads what was posted since the ledger's last number, so that a run never repeats what
 * another machine, or a run whose ledger was lost, has posted. With an empty or incomplete ledger it reads all posts.
 *
 * @param conversations all of the archive by their keys; only asked for when a marker is met that the ledger does not know
 */
async function catchUp(kind, desk, conversations) {
  const publisher = await desk.publisher(kind);
  const wanted = kind === 'discussions' ? 'discussion' : 'issue';
  const since = desk.store.isIncomplete ? 0 : newestKnown(desk, wanted);
  const posts = since > 0 ? await listed(publisher, since) : await listedTwice(publisher);
  for (const post of [...posts.values()].sort((a, b) => a.number - b.number)) {
    desk.highest = Math.max(desk.highest, post.number);
    await meet(post, {
      publisher,
      desk,
      conversations,
    });
  }
  desk.highest = Math.max(desk.highest, since);
}
function newestKnown({ store }, kind) {
  let newest = 0;
  for (const [, entry] of store.all()) if (entry.kind === kind) newest = Math.max(newest, entry.number);
  return newest;
}
async function listedTwice(publisher) {
  const all = /* @__PURE__ */ new Map();
  for (let reading = 1, before = -1; reading <= mostReadings; reading += 1) {
    for (const [number, post] of await listed(publisher, 0)) all.set(number, post);
    if (all.size === before) break;
    before = all.size;
  }
  return all;
}
async function listed(publisher, since) {
  const posts = /* @__PURE__ */ new Map();
  for await (const post of publisher.newerThan(since)) posts.set(post.number, post);
  return posts;
}
/** Records a post that the ledger does not know; of two posts with one marker the lower number counts. */
async function meet(post, { publisher, desk, conversations }) {
  const body = ownBody(post);
  if (body === void 0) return;
  const conversation = conversations().get(body.marker.key);
  if (conversation === void 0) return;
  const known = desk.store.get(conversation);
  if (known !== void 0 && known.number !== post.number) {
    const [first, second] = known.number < post.number ? [known, post] : [post, known];
    desk.outcomes.duplicate(conversation, second.number, `the same conversation as ${first.number}`);
    if (known.number < post.number) return;
  }
  const comments = body.marker.parts > 1 ? await publisher.comments(post) : [];
  const entry = entryOf(conversation.rootTs, post, body, comments);
  if (
    JSON.stringify({
      ...known,
      declined: void 0,
    }) === JSON.stringify(entry)
  )
    return;
  const declined = known?.number === post.number ? known.declined : void 0;
  desk.store.record(conversation, {
    ...entry,
    ...(declined === void 0 ? {} : { declined }),
  });
  desk.outcomes.adopted += 1;
}
/** The conversations by what names them in a marker. */
function conversationsByKey(keys) {
  const byKey = /* @__PURE__ */ new Map();
  for (const key of keys) byKey.set(postKeyOf(key), key);
  return byKey;
}
// src/publish/writing.ts
/**
 * Carries out one write that must not happen twice: what is about to be sent is on disk before it goes out, and stays
 * there as a doubt unless it is certain that GitHub did not carry it out. The caller records what was written.
 */
async function writeOnce({ store, clock }, subject, write) {
  let doubt;
  const note = (ticket) => {
    doubt = {
      ...subject,
      at: clock.now(),
      looks: [],
      ...(ticket === void 0 ? {} : { ticket }),
    };
    store.intend(doubt);
  };
  try {
    return await write({
      sending: () => note(),
      accepted: note,
    });
  } catch (error) {
    if (doubt !== void 0 && isRefused(error, doubt.ticket !== void 0)) store.settle(doubt);
    throw error;
  }
}
/** True when the error proves that the write did not happen, and will not. */
function isRefused(error, isUnderWay) {
  if (error instanceof PublishError)
    return error.failure.kind === 'rejected' || error.failure.kind === 'gone';
  const isOver = error instanceof RunOver || error instanceof InterruptedError;
  return !isUnderWay && (isOver || error instanceof AuthError || error instanceof ConfigError);
}
// src/publish/create-post.ts
/** Creates the post of a conversation that has none, then the comments that carry what did not fit. */
async function createPost({ as }, draft, desk) {
  const { conversation, key } = draft;
  const publisher = await desk.publisher(as);
  const { post, comments } = await writeOnce(
    desk,
    {
      conversation,
      part: 0,
      kind: as,
      after: desk.highest,
    },
    (record) => publisher.create(newPostOf(draft), record),
  );
  desk.highest = Math.max(desk.highest, post.number);
  const { kind, number, id, url } = post;
  const own = ownComments(comments ?? [], key);
  const written = draft.parts.slice(1, 1 + own.size).map((part, index) => {
    const found = own.get(index + 1)?.comment;
    return {
      id: found?.id ?? '',
      hash: hashOf(part, found?.body ?? ''),
    };
  });
  const parts = [
    {
      id,
      hash: hashOf(draft.parts[0], post.body),
    },
    ...written,
  ];
  const entry = {
    rootTs: conversation.rootTs,
    kind,
    number,
    id,
    url,
    titleHash: hashText(draft.title),
    parts,
  };
  desk.store.record(conversation, entry);
  desk.outcomes.created += 1;
  await addComments(
    {
      draft,
      post,
      entry,
      publisher,
    },
    desk,
  );
}
/** Adds the comments that the entry does not know, one after the other, and records each. */
async function addComments({ draft, post, entry, publisher }, desk) {
  const { conversation } = draft;
  const kind = post.kind === 'discussion' ? 'discussions' : 'issues';
  let grown = entry;
  for (const [part, { body, hash }] of draft.parts.entries()) {
    if (part < entry.parts.length) continue;
    const comment = await writeOnce(
      desk,
      {
        conversation,
        part,
        kind,
        after: post.number,
      },
      (record) => publisher.comment(post, body, record),
    );
    const written = {
      id: comment.id,
      hash: isSameText(comment.body, body) ? hash : '',
    };
    grown = {
      ...grown,
      parts: [...grown.parts, written],
    };
    desk.store.record(conversation, grown);
    desk.outcomes.comments += 1;
  }
  return grown;
}
/** Empty when GitHub keeps something else than what was sent: the next plan looks at it again. */
function hashOf({ body, hash }, kept) {
  return isSameText(body, kept) ? hash : '';
}
function newPostOf({ key, title, labels, category, parts }) {
  return {
    key,
    title,
    labels,
    ...(category === void 0 ? {} : { category }),
    parts: parts.map(({ body, ts }) => ({
      body,
      createdAt: isoTime(ts),
    })),
  };
}
// src/model/diagnostic.ts
/** A tally that is added to while work goes on and read once at the end, in order of name. */
var Tally = class {
  #counts = /* @__PURE__ */ new Map();
  add(name, count = 1) {
    if (count > 0) this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }
  addAll(counts) {
    for (const [name, count] of Object.entries(counts)) this.add(name, count);
  }
  total() {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }
  counts() {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
};
// src/publish/attribution.ts
/** `2024-03-18 18:35 UTC` */
function shownTime(ts) {
  return `${isoTime(ts).slice(0, 16).replace('T', ' ')} UTC`;
}
/** `2024-03-18`, or `2024-03-18 – 2024-03-20` when the conversation went on. */
function shownDates(first, last) {
  const [from, to] = [isoTime(first).slice(0, 10), isoTime(last).slice(0, 10)];
  return from === to ? from : `${from} – ${to}`;
}
/** The links of one message: its place on the page and in Slack. */
function linksOf({ channelId, rootTs }, ts, { pageUrl, workspaceUrl }) {
  const link = {
    channelId,
    ts,
    threadTs: rootTs,
  };
  return {
    ...(pageUrl === void 0 ? {} : { pageUrl: `${pageUrl}#p${tsDigits(ts)}` }),
    ...(workspaceUrl === void 0 ? {} : { slackUrl: formatPermalink(link, workspaceUrl) }),
  };
}
// src/publish/pack.ts
/**
 * Fills the body of the post and then comments, in order. A message moves on as a whole when it does not fit any more;
 * only one that is longer than a part is cut, between its pieces. At least one part, even of nothing.
 * A piece that is longer than the room gets a part of its own: the caller makes pieces that fit.
 */
function packMessages(messages, room) {
  const packer = new Packer(room);
  for (const message of messages)
    packer.add(
      {
        message,
        first: 0,
        end: message.pieces.length,
      },
      message.isContinued,
    );
  return packer.finish();
}
var Packer = class {
  #room;
  #parts = [];
  #current = [];
  #length = 0;
  constructor(room) {
    this.#room = room;
  }
  add(span, isContinued) {
    const hasHeading = this.#current.length === 0 || !isContinued;
    const isOne = span.end - span.first === 1;
    if (this.#fits(lengthOf(span, hasHeading)) || (isOne && this.#current.length === 0))
      this.#append(span, hasHeading);
    else if (this.#current.length > 0 && (isOne || lengthOf(span, true) <= this.#room.comment)) {
      this.#close();
      this.add(span, false);
    } else {
      const { message, first, end } = span;
      for (let piece = first; piece < end; piece += 1)
        this.add(
          {
            message,
            first: piece,
            end: piece + 1,
          },
          piece > first || isContinued,
        );
    }
  }
  finish() {
    if (this.#current.length > 0 || this.#parts.length === 0) this.#close();
    return this.#parts;
  }
  #fits(length) {
    const room = this.#parts.length === 0 ? this.#room.body : this.#room.comment;
    return this.#gap() + this.#length + length <= room;
  }
  #append(span, hasHeading) {
    this.#length += this.#gap() + lengthOf(span, hasHeading);
    for (let piece = span.first; piece < span.end; piece += 1)
      this.#current.push({
        message: span.message,
        piece,
        hasHeading: hasHeading && piece === span.first,
      });
  }
  #close() {
    this.#parts.push(this.#current);
    this.#current = [];
    this.#length = 0;
  }
  #gap() {
    return this.#current.length === 0 ? 0 : 2;
  }
};
function lengthOf({ message, first, end }, hasHeading) {
  let length = hasHeading ? message.heading.length + 2 : 0;
  for (let piece = first; piece < end; piece += 1)
    length += (message.pieces[piece]?.length ?? 0) + (piece > first ? 2 : 0);
  return length;
}
// src/publish/references.ts
const noReferences = {
  mentions: [],
  mentionedIn: [],
};
/** UTF-16 units of Markdown that one list may have: a post that many name must keep room for what it says. */
const mostMarkdown = 3e3;
/** Both lists as one line of Markdown each; absent where there is nothing to list. */
function writeReferences({ mentions, mentionedIn }, render) {
  const named = lineOf(mentions, render);
  const naming = lineOf(mentionedIn, render);
  return {
    ...(named === '' ? {} : { mentions: named }),
    ...(naming === '' ? {} : { mentionedIn: naming }),
  };
}
function lineOf(references, { inline }) {
  let line = '';
  for (const [index, { title, url }] of references.entries()) {
    const link = `[${inline(title)}](${url})`;
    const rest = references.length - index;
    if (line.length + link.length > mostMarkdown) return `${line}${line === '' ? '' : ' · '}and ${rest} more`;
    line = line === '' ? link : `${line} · ${link}`;
  }
  return line;
}
// src/content/speaker.ts
/** A pause after which a speaker is named again: the same that ends a stitch. */
const pauseMs = 18e5;
/** The speaker's name as Slack shows it, without `@`; a bot goes by what its message says. */
function speakerName({ kind, userId, botId, name }, names) {
  const known = userId === void 0 ? void 0 : names.user(userId);
  return ((kind === 'bot' ? (name ?? known) : (known ?? name)) ?? userId ?? botId ?? 'Unknown').replace(
    /^@+/,
    '',
  );
}
/** True when the message goes on where the one before stopped: same speaker, no long pause. */
function isContinued(message, before) {
  if (before === void 0 || speakerKey(message.author) !== speakerKey(before.author)) return false;
  return epochMs(message.ts) - epochMs(before.ts) <= pauseMs;
}
function speakerKey({ userId, botId, name, kind }) {
  return `${kind} ${userId ?? ''} ${botId ?? ''} ${kind === 'bot' ? (name ?? '') : ''}`;
}
// src/publish/written-message.ts
/** Attribution, the message's own Markdown, and a small line of reactions. */
function writeMessage(message, before, context) {
  const heading = headingOf(message, context);
  const details = detailsOf(message, context);
  const extra = heading.length + details.length + 4;
  const lasting = context.render.message(message, context.room - extra);
  return {
    ts: message.ts,
    heading,
    isContinued: isContinued(message, before),
    lasting,
    pieces: withLast(lasting, details),
  };
}
function headingOf({ author, ts }, { key, origin, names, render, templates }) {
  return templates.heading({
    name: render.inline(speakerName(author, names)),
    isBot: author.kind === 'bot',
    time: shownTime(ts),
    ...linksOf(key, ts, origin),
  });
}
function detailsOf(message, { render, templates }) {
  const isEdited = message.edited !== void 0 && messageKind(message) === 'content';
  if (!isEdited && message.reactions.length === 0) return '';
  return templates.details({
    isEdited,
    reactions: reactionsOf(message.reactions, render),
  });
}
/** One entry an emoji: Slack lists each skin tone apart, and a post shows counts, not people. */
function reactionsOf(reactions, render) {
  const counts = /* @__PURE__ */ new Map();
  for (const { name, count } of reactions) {
    const emoji = render.emoji(name);
    counts.set(emoji, (counts.get(emoji) ?? 0) + count);
  }
  return [...counts].map(([emoji, count]) => ({
    emoji,
    count,
  }));
}
function withLast(pieces, details) {
  if (details === '') return pieces;
  const last = pieces.at(-1) ?? '';
  return [
    ...pieces.slice(0, -1),
    last === ''
      ? details
      : `${last}

${details}`,
  ];
}
// src/publish/draft.ts
/** All that the conversation says, packed into one body and, where that is not enough, comments. */
function draftOf(conversation, context) {
  const { key, messages } = conversation;
  const postKey = postKeyOf(key);
  const origin = context.originOf(key);
  const frame = frameOf(conversation, origin, context);
  const room = 59800 - Math.max(frame('', 0, 9999).length, frame('', 9999, 9999).length);
  const written = messages.map((message, index) =>
    writeMessage(message, messages[index - 1], {
      ...context,
      key,
      origin,
      room,
    }),
  );
  const { labels, category, comments } = context.rulesOf(key.channelId);
  const placed = (comments === 'packed' ? [written] : written.map((message) => [message])).flatMap((group) =>
    packMessages(group, {
      body: room,
      comment: room,
    }),
  );
  const title = context.render.title(conversation);
  return {
    key: postKey,
    conversation: key,
    title,
    parts: placed.map((pieces, part) => {
      const hash = hashText(frame(textOf$1(pieces, 'lasting'), part, placed.length));
      const text = frame(textOf$1(pieces, 'pieces'), part, placed.length);
      return {
        body: formatBody({
          marker: {
            key: postKey,
            part,
            parts: placed.length,
            hash,
          },
          text,
          ...(part === 0 ? { titleHash: hashText(title) } : {}),
        }),
        hash,
        ts: pieces[0]?.message.ts ?? key.rootTs,
      };
    }),
    labels,
    ...(category === void 0 ? {} : { category }),
  };
}
/** Names all that a draft says: two drafts with the same version differ in counts of reactions at most. */
function versionOf({ parts }) {
  return hashText(parts.map(({ hash }) => hash).join(' '));
}
function textOf$1(placed, pieces) {
  return placed
    .flatMap(({ message, piece, hasHeading }) => {
      const text = message[pieces][piece] ?? '';
      return hasHeading ? [message.heading, text] : [text];
    })
    .filter((block) => block !== '')
    .join('\n\n');
}
/** What stands around the messages of a part: where the conversation comes from, and the id that people can search. */
function frameOf(conversation, origin, context) {
  const { key, messages } = conversation;
  const isRootMissing = conversation.kind === 'thread' && conversation.isRootMissing;
  const id = visibleId(postKeyOf(key));
  const [first, last] = [messages[0]?.ts ?? key.rootTs, messages.at(-1)?.ts ?? key.rootTs];
  const about = {
    id,
    isRootMissing,
    channel: context.render.inline(`#${context.names.channel(key.channelId) ?? key.channelId}`),
    dates: shownDates(first, last),
    ...(context.workspaceName === void 0 ? {} : { workspace: context.render.inline(context.workspaceName) }),
    ...linksOf(key, key.rootTs, origin),
    ...(origin.pageUrl === void 0 ? {} : { pageUrl: origin.pageUrl }),
    ...writeReferences(context.referencesOf(key), context.render),
  };
  return (text, part, parts) =>
    part === 0
      ? context.templates.post({
          ...about,
          messages: text,
          comments: parts - 1,
          isOneComment: parts === 2,
        })
      : context.templates.comment({
          messages: text,
          number: part + 1,
          id,
        });
}
// src/publish/estimate.ts
/**
 * Content-creating requests an hour. GitHub documents 500 for posts and comments together, however they are sent;
 * creating issues was stopped at about 150 (https://github.com/cli/cli/issues/4801).
 */
const creationsPerHour = {
  documented: 500,
  measured: 150,
};
/**
 * An import takes one request a post, comments included, and about two to ask what became of it: 5,000 requests an
 * hour are 1,666 posts. The longest import that was reported made 10,635 posts in 22 hours
 * (https://github.com/apache/lucene-jira-archive).
 */
const importsPerHour = {
  documented: 1666,
  measured: 483,
};
/** One write a second, the pace that GitHub asks for. */
const updatesPerHour = 3600;
/** Adds up what steps write, and says how long it takes. */
function estimate(steps) {
  const totals = {
    discussions: noWrites(),
    issues: noWrites(),
    import: noWrites(),
  };
  for (const step of steps) addWrites(totals[step.kind], step);
  const all = noWrites();
  for (const total of Object.values(totals)) addWrites(all, total);
  const planned = Object.entries(totals).map(([kind, total]) => exactHours(kind, total));
  return {
    ...all,
    writes:
      totals.import.posts + creations('issues', totals.issues) + creations('discussions', totals.discussions),
    hours: {
      planned: rounded(planned.reduce(plus)),
      discussions: rounded(exactHours('discussions', all)),
      issues: rounded(exactHours('issues', all)),
      import: rounded(exactHours('import', all)),
    },
  };
}
function creations(kind, { posts, comments }) {
  return kind === 'import' ? posts : posts + comments;
}
function exactHours(kind, writes) {
  const perHour = kind === 'import' ? importsPerHour : creationsPerHour;
  const hours = (limit) => creations(kind, writes) / limit + writes.updates / updatesPerHour;
  return {
    documented: hours(perHour.documented),
    measured: hours(perHour.measured),
  };
}
function plus(a, b) {
  return {
    documented: a.documented + b.documented,
    measured: a.measured + b.measured,
  };
}
function rounded({ documented, measured }) {
  return {
    documented: Math.ceil(documented * 10) / 10,
    measured: Math.ceil(measured * 10) / 10,
  };
}
function noWrites() {
  return {
    posts: 0,
    comments: 0,
    updates: 0,
  };
}
function addWrites(total, more) {
  total.posts += more.posts;
  total.comments += more.comments;
  total.updates += more.updates;
}
// src/publish/select.ts
/** Undefined when the conversation becomes a post: replies enough, at least one human, and quiet. */
function skipReason(conversation, selection) {
  const rules = selection.rulesOf(conversation.key.channelId);
  if (rules.post === 'nothing') return 'channel-off';
  if (rules.post === 'by-reaction' && !hasReaction(conversation, rules.reaction)) return 'no-reaction';
  return (
    silence(conversation, rules, selection) ??
    (isQuiet(conversation.messages, rules.quietHours, selection.now) ? void 0 : 'not-quiet')
  );
}
/** Why it is no conversation between people, if so. */
function silence(conversation, rules, { isBot }) {
  const said = conversation.messages.filter(isTalk);
  const replies = said.filter(({ ts }) => ts !== conversation.key.rootTs).length;
  if (conversation.kind === 'stitch') {
    if (replies === 0) return 'no-reply';
    if (!rules.withStitches) return 'stitch';
  }
  if (said.length === 0) return 'deleted';
  if (replies === 0) return 'no-reply';
  if (replies < rules.minReplies) return 'few-replies';
  return said.some((message) => isHuman(message, isBot)) ? void 0 : 'bot-only';
}
/** A person, as far as Slack says: neither a bot's message nor the user of an app. */
function isHuman({ author }, isBot) {
  if (author.kind !== 'user') return author.kind === 'unknown';
  return author.userId === void 0 || !isBot(author.userId);
}
function isTalk(message) {
  const kind = messageKind(message);
  return kind === 'content' || kind === 'bot';
}
/** Skin tones are a matter of taste: `+1::skin-tone-3` is `+1`. */
function hasReaction({ messages }, wanted) {
  return messages[0]?.reactions.some(({ name }) => name.split('::')[0] === wanted) ?? false;
}
function isQuiet(messages, hours, now) {
  const last = messages.at(-1);
  return last === void 0 || now - epochMs(last.ts) >= hours * 36e5;
}
// src/publish/size-bound.ts
/** A body holds at least so much besides its frame. */
const room = 5e4;
/** The heading with two links and a long name, the line of reactions apart. */
const perMessage = 800;
/** The longest that one character becomes: `$` is `<span>$</span>`, and a line may begin with the signs of nested quotes. */
const growth = 14;
/** The longest that letters, digits and spaces become on average: a name of a commit is parted once. */
const plainGrowth = 3;
/** What an id can become: a display name or a title of 100 characters, each of the longest kind. */
const perId = 1400;
/**
 * True when the conversation fits into one body, whatever it says: the plan need not render it to know. False says
 * nothing. The bound is that of disarming; a test renders hostile texts against it.
 */
function surelyFits(conversation) {
  return lengthBound(conversation, room) <= room;
}
/** UTF-16 units that the Markdown of the messages can have at most; counting ends beyond `enough`. */
function lengthBound({ messages }, enough = Number.POSITIVE_INFINITY) {
  let bound = 0;
  for (const message of messages) {
    bound += perMessage + weightOf(message);
    if (bound > enough) break;
  }
  return bound;
}
/** What is said is shown once: as blocks, or as text. */
function weightOf({ text, blocks, attachments, files, reactions }) {
  return (
    Math.max(textWeight(text), jsonWeight(blocks)) +
    jsonWeight(attachments) +
    files.reduce((sum, file) => sum + jsonWeight({ ...file }) + 200, 0) +
    reactions.reduce((sum, { name }) => sum + textWeight(name) + 20, 0)
  );
}
function textWeight(text) {
  let weight = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    weight += isPlain(code) ? plainGrowth : growth;
    if (code === lessThan) weight += perId;
  }
  return weight;
}
const lessThan = 60;
function isPlain(code) {
  const letter = code | 32;
  return (letter >= 97 && letter <= 122) || (code >= 48 && code <= 57) || code === 32;
}
const named = /* @__PURE__ */ new Set(['user', 'channel', 'usergroup', 'link', 'message_mention']);
function jsonWeight(json) {
  if (typeof json === 'string') return textWeight(json);
  if (typeof json !== 'object' || json === null) return growth;
  const values = Array.isArray(json) ? json : Object.values(json);
  const own = isJsonObject(json) && named.has(json.type) ? perId : growth;
  return values.reduce((sum, value) => sum + jsonWeight(value), own);
}
// src/publish/plan.ts
/** Adds up units one by one, so that memory holds the steps and never the messages. */
var Planner = class {
  #steps = [];
  #skipped = new Tally();
  /** True for those with a login. */
  #people = /* @__PURE__ */ new Map();
  #unchanged = 0;
  /** Returns the steps of the unit, in order of the conversations' roots. */
  add(unit, context) {
    const steps = [];
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
  finish() {
    const logins = [...this.#people.values()];
    return {
      steps: this.#steps,
      ...estimate(
        this.#steps.map((step) => ({
          kind: step.as,
          ...writesOf(step),
        })),
      ),
      unchanged: this.#unchanged,
      skipped: this.#skipped.counts(),
      people: {
        speaking: logins.length,
        withoutLogin: logins.filter((has) => !has).length,
      },
    };
  }
  #meet({ key, messages }, { isBot, hasLogin }) {
    for (const message of messages) {
      const { userId } = message.author;
      if (userId === void 0 || !isHuman(message, isBot)) continue;
      this.#people.set(`${key.teamId} ${userId}`, hasLogin(userId));
    }
  }
};
/** As {@link nextStep}, without a draft: most conversations need not be rendered to know that they fit. */
function outlook(conversation, post, context) {
  const { kind: as, comments } = context.rulesOf(conversation.key.channelId);
  if (post !== void 0 || comments !== 'packed' || !surelyFits(conversation))
    return nextStep(conversation, post, context);
  const reason = skipReason(conversation, context);
  if (reason !== void 0)
    return {
      is: 'skipped',
      reason,
    };
  return {
    is: 'due',
    step: {
      kind: 'create',
      conversation: conversation.key,
      as,
      comments: 0,
    },
  };
}
/** The step that brings a conversation's post (undefined: there is none yet) to what it should be. */
function nextStep(conversation, post, context) {
  if (post !== void 0) return nextUpdate(settled(conversation, context), post, context);
  const reason = skipReason(conversation, context);
  if (reason !== void 0)
    return {
      is: 'skipped',
      reason,
    };
  const as = context.rulesOf(conversation.key.channelId).kind;
  const draft = draftOf(conversation, context);
  const comments = draft.parts.length - 1;
  return {
    is: 'due',
    draft,
    step: {
      kind: 'create',
      conversation: conversation.key,
      as,
      comments,
    },
  };
}
/** A post that exists is kept in step whatever the rules say now: what was deleted in Slack must go. */
function nextUpdate(conversation, post, context) {
  const draft = draftOf(conversation, context);
  const { parts } = draft;
  const changed = post.parts.flatMap(({ hash }, part) => {
    const wanted = parts[part];
    return wanted !== void 0 && wanted.hash !== hash ? [part] : [];
  });
  const comments = Math.max(0, parts.length - post.parts.length);
  const surplus = Math.max(0, post.parts.length - parts.length);
  if (changed.length + comments + surplus === 0 || post.declined === versionOf(draft))
    return { is: 'unchanged' };
  const as = post.kind === 'discussion' ? 'discussions' : 'issues';
  const { number } = post;
  return {
    is: 'due',
    draft,
    step: {
      kind: 'update',
      conversation: conversation.key,
      as,
      number,
      changed,
      comments,
      surplus,
    },
  };
}
/** Without what was said within the quiet period: a late reply waits like a new conversation, a deletion does not. */
function settled(conversation, { now, rulesOf }) {
  const since = now - rulesOf(conversation.key.channelId).quietHours * 36e5;
  const messages = conversation.messages.filter(({ ts }, index) => index === 0 || epochMs(ts) <= since);
  return {
    ...conversation,
    messages,
  };
}
function writesOf(step) {
  if (step.kind === 'create')
    return {
      posts: 1,
      comments: step.comments,
      updates: 0,
    };
  return {
    posts: 0,
    comments: step.comments,
    updates: step.changed.length + step.surplus,
  };
}
// src/publish/settle-doubts.ts
const defaultPatience = {
  looks: 3,
  ms: 3e5,
};
/**
 * Looks for everything that may have been written. What is found is recorded as ours. What was not found often and long
 * enough was not written, and may be written again; until then its conversation is left alone.
 *
 * @returns milliseconds until another look is of use; undefined when nothing is in doubt any more
 */
async function settleDoubts(desk, patience) {
  const waits = [];
  for (const doubt of desk.store.doubts) {
    const wait = untilNextLook(doubt, patience, desk.clock.now());
    if (wait > 0) {
      waits.push(wait);
      continue;
    }
    const answer = await look(doubt, desk);
    if (answer === 'found' || answer === 'refused') continue;
    if (answer === 'unknown') {
      waits.push(patience.ms / Math.max(1, patience.looks - 1));
      continue;
    }
    const looks = [...doubt.looks, desk.clock.now()];
    const span = (looks.at(-1) ?? 0) - (looks[0] ?? 0);
    if (looks.length >= patience.looks && span >= patience.ms) desk.store.settle(doubt);
    else {
      const next = {
        ...doubt,
        looks,
      };
      desk.store.intend(next);
      waits.push(untilNextLook(next, patience, desk.clock.now()));
    }
  }
  return waits.length === 0 ? void 0 : Math.max(1, Math.min(...waits));
}
/** Looks are spread evenly over the time that must pass. */
function untilNextLook({ looks }, patience, now) {
  const last = looks.at(-1);
  return last === void 0 ? 0 : Math.max(0, last + patience.ms / Math.max(1, patience.looks - 1) - now);
}
/** `refused`: GitHub itself says that it was not written. `unknown`: looking failed, which counts as no look. */
async function look(doubt, desk) {
  try {
    if (!(doubt.part === 0 ? await isPostFound(doubt, desk) : await isCommentFound(doubt, desk)))
      return 'missing';
    desk.outcomes.succeed(doubt.conversation);
    desk.outcomes.adopted += 1;
    return 'found';
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    if (error.failure.kind === 'gone') return 'missing';
    if (error.failure.kind !== 'rejected') return 'unknown';
    desk.store.settle(doubt);
    desk.outcomes.fail(doubt.conversation, error.message);
    return 'refused';
  }
}
async function isPostFound(doubt, desk) {
  const publisher = await desk.publisher(doubt.kind);
  const post = await publisher.find(postKeyOf(doubt.conversation), doubt);
  const body = post === void 0 ? void 0 : ownBody(post);
  if (post === void 0 || body === void 0) return false;
  adopt(doubt, post, body.marker.parts > 1 ? await publisher.comments(post) : [], desk);
  return true;
}
function adopt({ conversation }, post, comments, desk) {
  const body = ownBody(post);
  if (body === void 0) return;
  desk.highest = Math.max(desk.highest, post.number);
  desk.store.record(conversation, entryOf(conversation.rootTs, post, body, comments));
}
async function isCommentFound({ conversation, part, kind }, desk) {
  const entry = desk.store.get(conversation);
  if (entry === void 0) return false;
  const publisher = await desk.publisher(kind);
  const post = await publisher.read(entry.number);
  const found = ownComments(await publisher.comments(post), postKeyOf(conversation)).get(part);
  if (found === void 0) return false;
  const parts = [...entry.parts];
  parts[part] = {
    id: found.comment.id,
    hash: found.body.marker.hash,
  };
  desk.store.record(conversation, {
    ...entry,
    parts,
  });
  return true;
}
// src/publish/update-post.ts
/**
 * Brings a post to what its draft says, part by part. What people did on GitHub wins: a text of ours that they changed, a
 * comment or post that they deleted, a title of theirs stay, and are reported.
 */
async function updatePost(step, draft, desk) {
  const entry = desk.store.get(draft.conversation);
  if (entry === void 0) return;
  const publisher = await desk.publisher(step.as);
  const post = await readPost(step.number, publisher);
  if (post === void 0) return leave(draft, entry, ['deleted on GitHub'], desk);
  const change = {
    draft,
    publisher,
    desk,
    post,
    entry,
    writes: 0,
    declined: [],
  };
  await updateBody(change);
  if (step.comments + step.surplus > 0 || step.changed.some((part) => part > 0)) await updateComments(change);
  if (change.writes > 0) desk.outcomes.updated += 1;
  if (change.declined.length > 0) leave(draft, change.entry, change.declined, desk);
  else if (change.entry.declined !== void 0) {
    const { declined, ...settled } = change.entry;
    record(change, settled);
  }
}
async function readPost(number, publisher) {
  try {
    return await publisher.read(number);
  } catch (error) {
    if (error instanceof PublishError && error.failure.kind === 'gone') return void 0;
    throw error;
  }
}
function leave(draft, entry, reasons, desk) {
  for (const reason of reasons) desk.outcomes.leave(draft.conversation, entry.number, reason);
  desk.store.record(draft.conversation, {
    ...entry,
    declined: versionOf(draft),
  });
}
async function updateBody(change) {
  const { draft, post, publisher } = change;
  const [wanted] = draft.parts;
  const old = ownText(post.body, draft);
  if (old === void 0) {
    change.declined.push('text changed on GitHub');
    return;
  }
  const body = replaceOwnText(old, wanted.body);
  const title = old.titleHash === hashText(post.title) && post.title !== draft.title ? draft.title : void 0;
  if (!isSameText(body, post.body) || title !== void 0) {
    change.post = await publisher.update(post, {
      body,
      ...(title === void 0 ? {} : { title }),
    });
    verify(change.post.body, body);
    change.writes += 1;
  }
  const { number, id, url } = change.post;
  const parts = change.entry.parts.with(0, {
    id,
    hash: wanted.hash,
  });
  record(change, {
    ...change.entry,
    number,
    id,
    url,
    parts,
    titleHash: hashText(draft.title),
  });
}
async function updateComments(change) {
  const { draft, publisher, desk } = change;
  const own = ownComments(await publisher.comments(change.post), draft.key);
  for (const [part, wanted] of draft.parts.entries()) {
    const found = own.get(part);
    const known = change.entry.parts[part];
    if (part === 0 || known?.hash === wanted.hash) continue;
    if (found !== void 0) await updateComment(change, part, found);
    else if (known !== void 0) change.declined.push(`comment ${part} deleted on GitHub`);
    else {
      const before = {
        ...draft,
        parts: draft.parts.slice(0, part + 1),
      };
      const { post, entry } = change;
      change.entry = await addComments(
        {
          draft: before,
          post,
          entry,
          publisher,
        },
        desk,
      );
      change.writes += 1;
    }
  }
  await removeSurplus(change, own);
}
async function updateComment(change, part, { comment, body }) {
  const wanted = change.draft.parts[part];
  if (wanted === void 0) return;
  if (!body.isIntact) {
    change.declined.push(`comment ${part} changed on GitHub`);
    return;
  }
  const text = replaceOwnText(body, wanted.body);
  if (!isSameText(text, comment.body)) {
    verify((await change.publisher.updateComment(change.post, comment, text)).body, text);
    change.writes += 1;
  }
  const parts = [...change.entry.parts];
  parts[part] = {
    id: comment.id,
    hash: wanted.hash,
  };
  record(change, {
    ...change.entry,
    parts,
  });
}
/** Comments that nothing is left for: they go, from the last one on, unless people wrote into them. */
async function removeSurplus(change, own) {
  const wanted = change.draft.parts.length;
  for (let part = change.entry.parts.length - 1; part >= wanted; part -= 1) {
    const found = own.get(part);
    if (found !== void 0) {
      const { body, comment } = found;
      if (!body.isIntact || `${body.before}${body.after}`.trim() !== '') {
        change.declined.push(`comment ${part} changed on GitHub`);
        return;
      }
      await change.publisher.deleteComment(change.post, comment);
      change.writes += 1;
    }
    record(change, {
      ...change.entry,
      parts: change.entry.parts.slice(0, part),
    });
  }
}
function record(change, entry) {
  change.entry = entry;
  change.desk.store.record(change.draft.conversation, entry);
}
/** What we wrote, when it stands there as we wrote it. */
function ownText(text, { key }) {
  const body = parseBody(text);
  return body?.marker.key === key && body.isIntact ? body : void 0;
}
/** GitHub may answer with success and keep the old text (https://github.com/objectstack-ai/objectstack/issues/18793). */
function verify(kept, sent) {
  if (isSameText(kept, sent)) return;
  throw new PublishError({
    kind: 'rejected',
    reason: 'GitHub answered with success, but kept another text than the one that was sent',
  });
}
// src/publish/publish-run.ts
/** Links need a second round, links in both directions a third; more is only for what was in doubt. */
const mostRounds = 12;
/**
 * Plans and applies until the plan is empty: the first round creates posts, the next ones bring in the links to those
 * posts. A conversation that fails does not stop the run; it is tried again in the next round.
 */
async function runPublish(options) {
  const run = new PublishRun(options);
  try {
    return await run.all();
  } catch (error) {
    if (!(error instanceof RunOver)) throw error;
    return {
      ...run.end,
      stopped: error.message,
    };
  } finally {
    options.desk.store.compact();
  }
}
var PublishRun = class {
  #options;
  #caughtUp = /* @__PURE__ */ new Set();
  /** Refused for good: not tried again in this run. */
  #refused = /* @__PURE__ */ new Set();
  #byKey;
  end = {
    unchanged: 0,
    skipped: {},
  };
  constructor(options) {
    this.#options = options;
  }
  async all() {
    const { desk, patience } = this.#options;
    for (let round = 1; round <= mostRounds; round += 1) {
      const before = desk.outcomes.steps;
      const doubts = desk.store.doubts.length;
      await settleDoubts(desk, patience);
      const steps = this.#plan();
      if (steps > 0) await this.#apply(steps);
      if (desk.outcomes.steps > before || desk.store.doubts.length < doubts) continue;
      if (!(await this.#waitForDoubts())) break;
    }
    return this.end;
  }
  /** Returns the number of steps. */
  #plan() {
    const planner = new Planner();
    for (const { unit, context } of this.#options.material.units()) planner.add(unit, context);
    const { unchanged, skipped, steps } = planner.finish();
    this.end = {
      unchanged,
      skipped,
    };
    return steps.length;
  }
  async #apply(total) {
    const { logger, material } = this.#options;
    let done = 0;
    for (const { unit, context } of material.units())
      for (const conversation of conversationsOf(unit, unit.messages).conversations) {
        if (!(await this.#step(conversation, unit, context))) continue;
        done += 1;
        logger.progress({
          stage: 'publishing',
          done: Math.min(done, total),
          total,
          unit: 'posts',
        });
      }
  }
  /** Returns whether there was something to do. */
  async #step(conversation, unit, context) {
    const { desk, signal } = this.#options;
    const { key } = conversation;
    try {
      const verdict = nextStep(conversation, unit.posts.get(key.rootTs), context);
      if (verdict.is !== 'due') return false;
      signal.throwIfAborted();
      const { step, draft } = verdict;
      if (this.#refused.has(formatKey(key))) return true;
      if (step.kind === 'create') await this.#catchUp(step.as);
      const isInDoubt = desk.store.doubts.some(({ conversation: of }) => isSameKey(of, key));
      const isTaken = step.kind === 'create' && desk.store.get(key) !== void 0;
      if (isInDoubt || isTaken) return true;
      if (step.kind === 'create') await createPost(step, draft, desk);
      else await updatePost(step, draft, desk);
      desk.outcomes.succeed(key);
    } catch (error) {
      this.#take(error, key);
    }
    return true;
  }
  /** What concerns one conversation is noted; everything else ends the run. */
  #take(error, key) {
    const { desk, logger, signal } = this.#options;
    if (error instanceof RunOver || error instanceof UnsiloError || signal.aborted) throw error;
    const reason = error.message;
    if (!(error instanceof PublishError && error.failure.kind === 'in-doubt'))
      this.#refused.add(formatKey(key));
    logger.debug(`${formatKey(key)}: ${reason}`);
    desk.outcomes.fail(key, reason);
  }
  async #catchUp(kind) {
    if (this.#caughtUp.has(kind)) return;
    await catchUp(kind, this.#options.desk, () => this.#conversations());
    this.#caughtUp.add(kind);
  }
  #conversations() {
    this.#byKey ??= conversationsByKey(keysOf(this.#options.material));
    return this.#byKey;
  }
  /** Waits until what is in doubt can be looked at again; false when nothing is, or the time does not suffice. */
  async #waitForDoubts() {
    const { desk, patience, deadline, signal, logger } = this.#options;
    const before = desk.store.doubts.length;
    const wait = await settleDoubts(desk, patience);
    if (desk.store.doubts.length < before) return true;
    if (wait === void 0) return false;
    if (desk.clock.now() + wait > deadline) return false;
    const count = desk.store.doubts.length;
    logger.info(
      `GitHub did not answer for ${count} of our writes; looking again in ${Math.ceil(wait / 1e3)} s.`,
    );
    await desk.clock.sleep(wait, signal);
    return true;
  }
};
/** The keys of all conversations of the archive. */
function* keysOf(material) {
  for (const { unit } of material.units())
    for (const { key } of conversationsOf(unit, unit.messages).conversations) yield key;
}
function isSameKey(a, b) {
  return a.rootTs === b.rootTs && a.channelId === b.channelId && a.teamId === b.teamId;
}
// src/publish/write-budget.ts
const second = 1e3;
const minute$1 = 60 * second;
const hour = 60 * minute$1;
/** GitHub documents 500 an hour; measured limits were as low as 150 (https://github.com/cli/cli/issues/4801). */
const firstPerHour = 140;
const mostPerHour = 490;
const leastPerHour = 20;
const mostPerMinute = 30;
const mostStrikes = 3;
/** Least time between two requests of a class. GitHub asks for a second between writes. */
const spacing = {
  create: second,
  import: second,
  update: second,
  read: second / 10,
};
/** Requests are left to others when less than this share of the hourly limit remains. */
const reserve = 0.1;
/**
 * When the next request may go out. Starts low, doubles after each full clean hour until GitHub objects, halves then and
 * grows slowly: GitHub's limits on creating content are neither documented in full nor readable.
 * Knows no clock: the time is passed in.
 */
var WriteBudget = class {
  #state;
  #quotas = /* @__PURE__ */ new Map();
  #last = /* @__PURE__ */ new Map();
  constructor(state, now) {
    this.#state = state ?? {
      perHour: firstPerHour,
      ceiling: mostPerHour,
      cleanSince: now,
      creations: [],
      blockedUntil: 0,
      strikes: 0,
    };
  }
  get state() {
    return this.#state;
  }
  /** Milliseconds to wait before a request of that class; 0 when it may go out now. */
  delay(request, now) {
    const since = (this.#last.get(request) ?? 0) + spacing[request];
    const limits = request === 'create' ? [this.#windowEnd(minute$1), this.#windowEnd(hour)] : [];
    return Math.max(0, Math.max(since, this.#state.blockedUntil, this.#quotaEnd(now), ...limits) - now);
  }
  /** Counts a request that was answered, or may have been done. Never earlier than GitHub counted it. */
  sent(request, now) {
    this.#last.set(request, now);
    if (request !== 'create') return;
    const creations = [...this.#state.creations.filter((time) => time > now - hour), now];
    this.#state = {
      ...this.#state,
      creations,
    };
    this.#grow(now);
  }
  /** GitHub answered as it should. */
  accepted() {
    if (this.#state.strikes > 0)
      this.#state = {
        ...this.#state,
        strikes: 0,
      };
  }
  /** GitHub objected: waits as long as it says or longer each time, and slows down when it was about creating. */
  objected(waitMs, isPace, now) {
    const { perHour, ceiling, strikes, cleanSince } = this.#state;
    const slower = isPace && strikes === 0 ? Math.max(leastPerHour, Math.floor(perHour / 2)) : perHour;
    const longer = Math.min(hour, minute$1 * 2 ** strikes);
    const pause = waitMs !== void 0 && strikes === 0 ? waitMs : Math.max(waitMs ?? 0, longer);
    this.#state = {
      ...this.#state,
      perHour: slower,
      ceiling: isPace ? slower : ceiling,
      cleanSince: isPace ? now : cleanSince,
      blockedUntil: now + pause,
      strikes: strikes + 1,
    };
  }
  /** Three objections in a row: going on may get the account banned, so the run ends. */
  get isSpent() {
    return this.#state.strikes >= mostStrikes;
  }
  observe(quota) {
    this.#quotas.set(quota.resource, quota);
  }
  #grow(now) {
    const { perHour, ceiling, cleanSince, creations } = this.#state;
    if (!(creations.length >= 0.9 * perHour) || now - cleanSince < hour || perHour >= mostPerHour) return;
    const faster = perHour < ceiling ? Math.min(2 * perHour, ceiling) : Math.ceil(1.1 * perHour);
    this.#state = {
      ...this.#state,
      perHour: Math.min(mostPerHour, faster),
      cleanSince: now,
    };
  }
  /** When the window of that length has room for one more creation. */
  #windowEnd(length) {
    const { creations, perHour } = this.#state;
    const most = length === hour ? perHour : Math.min(mostPerMinute, Math.ceil(perHour / 10));
    const oldest = creations.at(-most);
    return oldest === void 0 ? 0 : oldest + length + 1;
  }
  #quotaEnd(now) {
    const ends = [...this.#quotas.values()]
      .filter(({ resetAt, remaining, limit }) => resetAt > now && remaining <= reserve * limit)
      .map(({ resetAt }) => resetAt + second);
    return Math.max(0, ...ends);
  }
};
/** A state that an older run left; undefined, so that a new one begins, when it is none. */
function budgetState(saved) {
  const state = saved;
  if (
    ![state?.perHour, state?.ceiling, state?.cleanSince, state?.blockedUntil, state?.strikes].every(
      Number.isFinite,
    ) ||
    !Array.isArray(state?.creations)
  )
    return void 0;
  return {
    ...state,
    strikes: 0,
  };
}
// src/model/parse-message.ts
/**
 * Reads one of Slack's message objects, from an export or the Web API, old or new.
 * Undefined when it has no valid `ts`: then it is no message. Unknown fields are ignored.
 */
function parseMessage(json) {
  const ts = json.ts;
  if (!isTs(ts)) return void 0;
  const subtype = stringAt(json, 'subtype');
  const replyCount = numberAt(json, 'reply_count');
  const huddle = subtype === 'huddle_thread' ? parseHuddle(json) : void 0;
  return {
    ts,
    ...optional('threadTs', tsAt(json, 'thread_ts')),
    ...optional('subtype', subtype),
    author: parseAuthor(json),
    text: textOf(json),
    ...optional('edited', parseEdit(json)),
    blocks: objectsAt(json, 'blocks'),
    attachments: objectsAt(json, 'attachments'),
    files: filesOf(json),
    reactions: objectsAt(json, 'reactions').flatMap(parseReaction),
    ...optional('replyCount', replyCount),
    ...optional('huddle', huddle),
    isHidden: json.hidden === true,
  };
}
/** An object with the one property, or none when the value is absent: `exactOptionalPropertyTypes` wants it so. */
function optional(key, value) {
  return value === void 0 ? {} : { [key]: value };
}
function tsAt(json, key) {
  const value = json[key];
  return isTs(value) ? value : void 0;
}
function userAt(json, key) {
  const value = stringAt(json, key);
  return value !== void 0 && isUserId(value) ? value : void 0;
}
/** An old `file_comment` keeps its words and its author in `comment`; `text` there is Slack's own sentence about it. */
function textOf(json) {
  const comment = json.subtype === 'file_comment' ? objectAt(json, 'comment') : void 0;
  return (comment && stringAt(comment, 'comment')) ?? stringAt(json, 'text') ?? '';
}
function parseEdit(json) {
  const edited = objectAt(json, 'edited');
  const ts = edited && tsAt(edited, 'ts');
  return edited && ts
    ? {
        ts,
        ...optional('userId', userAt(edited, 'user')),
      }
    : void 0;
}
/**
 * Slack's own rows come from USLACKBOT. `bot_id` proves no bot where a `user` stands beside it in old exports,
 * so the kind is `bot` only when the row names no user, has a bot profile or is a `bot_message`.
 */
function parseAuthor(json) {
  const comment = objectAt(json, 'comment');
  const userId = userAt(json, 'user') ?? (comment && userAt(comment, 'user'));
  const botId = stringAt(json, 'bot_id');
  const profile = objectAt(json, 'user_profile');
  const botProfile = objectAt(json, 'bot_profile');
  const team = stringAt(json, 'user_team') ?? stringAt(json, 'source_team');
  const isBot = json.subtype === 'bot_message' || botProfile !== void 0 || (botId !== void 0 && !userId);
  const name =
    stringAt(json, 'username') ??
    (botProfile && stringAt(botProfile, 'name')) ??
    (profile &&
      (stringAt(profile, 'display_name') ?? stringAt(profile, 'real_name') ?? stringAt(profile, 'name')));
  return {
    kind: userId === 'USLACKBOT' ? 'slack' : isBot ? 'bot' : userId === void 0 ? 'unknown' : 'user',
    ...optional('userId', userId),
    ...optional('botId', botId),
    ...optional('name', name),
    ...optional('teamId', team !== void 0 && isTeamId(team) ? team : void 0),
  };
}
/** `files`, or the single `file` that exports before 2018 have. */
function filesOf(json) {
  const files = objectsAt(json, 'files');
  const single = objectAt(json, 'file');
  return (files.length === 0 && single !== void 0 ? [single] : files).flatMap(parseFile);
}
/** One of Slack's file objects; empty when it has no id. */
function parseFile(json) {
  const id = stringAt(json, 'id');
  if (id === void 0) return [];
  return [
    {
      id,
      state: fileState(json),
      ...optional('name', stringAt(json, 'name')),
      ...optional('title', stringAt(json, 'title')),
      ...optional('mimetype', stringAt(json, 'mimetype')),
      ...optional('prettyType', stringAt(json, 'pretty_type')),
      ...optional('size', numberAt(json, 'size')),
      isExternal: json.is_external === true || json.mode === 'external',
      ...optional('url', stringAt(json, 'external_url') ?? stringAt(json, 'permalink')),
      ...optional('preview', stringAt(json, 'preview') ?? stringAt(json, 'plain_text')),
      ...optional('altText', stringAt(json, 'alt_txt')),
      ...optional('width', numberAt(json, 'original_w')),
      ...optional('height', numberAt(json, 'original_h')),
    },
  ];
}
function fileState(json) {
  if (json.mode === 'tombstone' || json.file_access === 'file_not_found') return 'deleted';
  if (json.mode === 'hidden_by_limit') return 'hidden-by-limit';
  return json.file_access === 'access_denied' ? 'access-denied' : 'available';
}
function parseReaction(json) {
  const name = stringAt(json, 'name');
  if (name === void 0) return [];
  const users = arrayAt(json, 'users').filter((user) => typeof user === 'string' && isUserId(user));
  return [
    {
      name,
      count: numberAt(json, 'count') ?? users.length,
      users,
    },
  ];
}
function parseHuddle(json) {
  const room = json.room;
  if (!isJsonObject(room)) return void 0;
  const everyone = arrayAt(room, 'participant_history');
  return {
    participants: (everyone.length > 0 ? everyone : arrayAt(room, 'participants')).length,
    ...optional('startedAt', numberAt(room, 'date_start')),
    ...optional('endedAt', numberAt(room, 'date_end')),
  };
}
// src/paths.ts
/**
 * The folder that holds `templates/` and `config/`: a source file directly under `src/` and a bundle directly under
 * `dist/` are equally deep, so this one line finds it from both.
 */
const packageRoot = fileURLToPath(new URL('..', import.meta.url));
// src/publish/templates.ts
/**
 * Reads `heading`, `details`, `post` and `comment` from the first of the folders that has each: the user's before ours.
 * A template that does not compile or asks for a field that no view has is a {@link ConfigError} naming the file.
 */
function loadPostTemplates(folders) {
  const sources = /* @__PURE__ */ new Map();
  const load = (name) => {
    const path = folders.map((folder) => join(folder, `${name}.hbs`)).find((file) => existsSync(file));
    if (path === void 0) throw new ConfigError(`No template ${name}.hbs in ${folders.join(' or ')}.`);
    const source = readFileSync(path, 'utf8');
    sources.set(name, source);
    const render = Handlebars.compile(source, {
      noEscape: true,
      strict: true,
      preventIndent: true,
    });
    return (view) => {
      try {
        return render(view).trim();
      } catch (cause) {
        throw new ConfigError(`The template ${path} can't be used: ${cause.message}`, { cause });
      }
    };
  };
  const templates = {
    heading: load('heading'),
    details: load('details'),
    post: load('post'),
    comment: load('comment'),
  };
  const version = createHash('sha256')
    .update(JSON.stringify([...sources]))
    .digest('hex')
    .slice(0, 12);
  return {
    ...templates,
    version,
  };
}
// test/support/publish.ts
const place = {
  teamId: 'T012AB3C4',
  channelId: 'C024BE91L',
};
/** 18 March 2024, 18:35:00 UTC; minutes in the builders count from here. */
const start = 1710786900;
function tsOf(minute) {
  return `${start + minute * 60}.000100`;
}
/** Milliseconds since 1970 at that minute. */
function timeOf(minute) {
  return (start + minute * 60) * 1e3;
}
/** Slack's JSON for a message; `thread` is the minute of its root. */
function message(minute, fields = {}) {
  const { thread, ...others } = fields;
  const parsed = parseMessage({
    ts: tsOf(minute),
    user: 'U0ADA',
    text: `m${minute}`,
    ...(thread === void 0 ? {} : { thread_ts: tsOf(thread) }),
    ...others,
  });
  if (parsed === void 0) throw new Error('the builder made no message');
  return parsed;
}
const people = {
  U0ADA: 'Ada Lovelace',
  U0GRACE: '@grace',
  U0BOT: 'Deploy Bot',
};
/** Shows text as it is: what is tested with it is what publish/ adds. */
const plainRenderer = {
  message: ({ text }, limit) => text.match(new RegExp(`[^]{1,${limit}}`, 'g')) ?? [''],
  inline: (text) => text,
  emoji: (name) => `:${name}:`,
  title: ({ messages }) => messages[0]?.text ?? '',
};
const rules = {
  post: 'everything',
  kind: 'discussions',
  labels: [],
  quietHours: 24,
  minReplies: 1,
  comments: 'packed',
  withStitches: false,
};
const templates = loadPostTemplates([join(packageRoot, 'templates/github')]);
/** A community of three with a site; it is noon of a day long after. */
function planContext(extra = {}) {
  const { rules: changed, ...others } = extra;
  return {
    names: {
      user: (id) => people[id],
      channel: (id) => (id === place.channelId ? 'help' : void 0),
      userGroup: () => void 0,
    },
    workspaceName: 'Acme',
    render: plainRenderer,
    templates,
    rulesOf: () => ({
      ...rules,
      ...changed,
    }),
    originOf: ({ rootTs }) => ({
      pageUrl: `https://acme.github.io/chat/t/2024/03/p${rootTs.replace('.', '')}.html`,
      workspaceUrl: 'https://acme.slack.com/',
    }),
    referencesOf: () => noReferences,
    isBot: (id) => id === 'U0BOT',
    hasLogin: (id) => id === 'U0ADA',
    now: timeOf(1e5),
    ...others,
  };
}
// test/support/virtual-clock.ts
/** A clock on which waiting takes no time: it jumps to the end of each wait. */
var VirtualClock = class {
  #now;
  /** Each wait, in milliseconds. */
  waits = [];
  constructor(start = Date.UTC(2026, 0, 5, 12)) {
    this.#now = start;
  }
  now() {
    return this.#now;
  }
  /** Time that passes by itself. */
  pass(ms) {
    this.#now += ms;
  }
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    this.waits.push(ms);
    this.#now += ms;
  }
};
// src/clock.ts
const systemClock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      const onAbort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, ms);
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort, { once: true });
    }),
};
// test/support/github/graphql.ts
/** GitHub's own public schema. */
const githubSchema = buildSchema(
  readFileSync(join(packageRoot, 'node_modules/@octokit/graphql-schema/schema.graphql'), 'utf8'),
);
/** Carries out a document against the repository; most of GitHub's refusals come as `errors` of a 200. */
function answerGraphql({ query, variables }, context) {
  const result = graphqlSync({
    schema: githubSchema,
    source: query,
    variableValues: variables ?? {},
    rootValue: new Root(context),
  });
  const errors = result.errors?.map((error) => ({
    message: error.message,
    path: error.path,
    type: error.originalError?.type,
  }));
  return {
    data: result.data ?? null,
    ...(errors === void 0 ? {} : { errors }),
  };
}
var Refused = class extends Error {
  type;
  constructor(type, message) {
    super(message);
    this.type = type;
  }
};
/** The resolvers of what unsilo asks for; a field that it should not ask for is missing and fails. */
var Root = class {
  #context;
  constructor(context) {
    this.#context = context;
  }
  repository({ owner, name }) {
    const { repository, baseUrl, show } = this.#context;
    if (![repository.fullName, 'acme/old'].includes(`${owner}/${name}`))
      throw new Refused('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    return {
      id: 'R_1',
      nameWithOwner: repository.fullName,
      isArchived: repository.isArchived,
      hasDiscussionsEnabled: repository.hasDiscussions,
      url: `${baseUrl}/${repository.fullName}`,
      discussionCategories: {
        nodes: repository.categories.map((category) => ({
          ...category,
          isAnswerable: false,
        })),
      },
      discussion: ({ number }) => {
        const found = repository.find('discussion', number);
        if (found !== void 0) return this.#discussion(found);
        throw new Refused('NOT_FOUND', `Could not resolve to a Discussion with the number of ${number}.`);
      },
      discussions: (page) =>
        paged(show(repository.listed('discussion')), page, (post) => this.#discussion(post)),
    };
  }
  node({ id }) {
    return this.#discussion(this.#post(id));
  }
  createDiscussion({ input }) {
    const { repository } = this.#context;
    this.#assertOpen();
    if (!repository.categories.some((one) => one.id === input.categoryId))
      throw new Refused(
        'NOT_FOUND',
        `Could not resolve to a node with the global id of '${input.categoryId}'`,
      );
    assertLength(input.body);
    const post = repository.add('discussion', input.title, input.body, {
      category: input.categoryId,
      createdAt: this.#context.now(),
    });
    return { discussion: this.#discussion(post) };
  }
  updateDiscussion({ input }) {
    this.#assertOpen();
    const post = this.#post(input.discussionId);
    assertLength(input.body ?? '');
    post.title = input.title ?? post.title;
    post.body = this.#context.keep(input.body ?? post.body, post.body);
    return { discussion: this.#discussion(post) };
  }
  addDiscussionComment({ input }) {
    this.#assertOpen();
    assertLength(input.body);
    const post = this.#post(input.discussionId);
    return { comment: asComment(this.#context.repository.addComment(post, input.body)) };
  }
  updateDiscussionComment({ input }) {
    this.#assertOpen();
    const { comment } = this.#comment(input.commentId);
    comment.body = this.#context.keep(input.body, comment.body);
    return { comment: asComment(comment) };
  }
  deleteDiscussionComment({ input }) {
    const { post, comment } = this.#comment(input.id);
    post.comments = post.comments.filter((one) => one !== comment);
    return { comment: asComment(comment) };
  }
  #assertOpen() {
    if (this.#context.repository.isArchived)
      throw new Refused('UNPROCESSABLE', 'Repository was archived so is read-only.');
  }
  #post(id) {
    const found = this.#context.repository.posts.find((post) => post.id === id && !post.isDeleted);
    if (found !== void 0) return found;
    throw new Refused('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
  }
  #comment(id) {
    const found = this.#context.repository.withComment(Number(id.replace('DC_', '')));
    if (found !== void 0) return found;
    throw new Refused('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
  }
  #discussion(post) {
    const { baseUrl, repository, show } = this.#context;
    return {
      __typename: 'Discussion',
      id: post.id,
      number: post.number,
      url: `${baseUrl}/${repository.fullName}/discussions/${post.number}`,
      title: post.title,
      body: post.body,
      closed: post.isClosed,
      locked: post.isLocked,
      authorAssociation: post.association,
      viewerDidAuthor: post.author === 'archivist',
      author: {
        __typename: 'User',
        login: post.author,
      },
      comments: (page) => paged(show(post.comments), page, asComment),
    };
  }
};
function paged(items, { first, after }, toNode) {
  const start = after === void 0 || after === null ? 0 : Number(after);
  const end = start + first;
  return {
    totalCount: items.length,
    pageInfo: {
      hasNextPage: end < items.length,
      endCursor: String(end),
    },
    nodes: items.slice(start, end).map(toNode),
  };
}
function asComment({ id, body, author, association }) {
  return {
    id: `DC_${id}`,
    body,
    authorAssociation: association,
    viewerDidAuthor: author === 'archivist',
    author: {
      __typename: 'User',
      login: author,
    },
  };
}
function assertLength(text) {
  if ([...text].length > 65536)
    throw new Refused('UNPROCESSABLE', 'Body is too long (maximum is 65536 characters)');
}
// test/support/github/posts.ts
/** A repository; everything may be changed by a test at any time. */
var FakeRepository = class {
  fullName = 'acme/chat';
  isArchived = false;
  hasIssues = true;
  hasDiscussions = true;
  permissions = {
    admin: true,
    push: true,
  };
  categories = [
    {
      id: 'DIC_1',
      name: 'Announcements',
      slug: 'announcements',
    },
    {
      id: 'DIC_2',
      name: 'General',
      slug: 'general',
    },
    {
      id: 'DIC_3',
      name: 'Slack Archive',
      slug: 'slack-archive',
    },
  ];
  labels = ['Slack-Archive'];
  posts = [];
  imports = [];
  #lastId = 1e3;
  add(kind, title, body, extra = {}) {
    const number = this.posts.length + 1;
    const post = {
      kind,
      number,
      id: `${kind === 'discussion' ? 'D' : 'I'}_${number}`,
      title,
      body,
      author: 'archivist',
      association: 'COLLABORATOR',
      createdAt: '2026-01-05T12:00:00Z',
      isClosed: false,
      isLocked: false,
      isDeleted: false,
      labels: [],
      comments: [],
      ...extra,
    };
    this.posts.push(post);
    return post;
  }
  addComment(post, body, extra = {}) {
    this.#lastId += 1;
    const comment = {
      id: this.#lastId,
      body,
      author: 'archivist',
      association: 'COLLABORATOR',
      createdAt: '2026-01-05T12:00:00Z',
      ...extra,
    };
    post.comments.push(comment);
    return comment;
  }
  find(kind, number) {
    return this.posts.find((post) => post.kind === kind && post.number === number && !post.isDeleted);
  }
  /** Newest first, as GitHub lists them. */
  listed(...kinds) {
    return this.posts.filter((post) => kinds.includes(post.kind) && !post.isDeleted).reverse();
  }
  withComment(id) {
    for (const post of this.posts) {
      const comment = post.comments.find((one) => one.id === id);
      if (comment !== void 0 && !post.isDeleted)
        return {
          post,
          comment,
        };
    }
  }
};
// test/support/github/contract.ts
const ajv = new Ajv({
  strict: false,
  coerceTypes: true,
});
addFormats(ajv);
const { operations } = JSON.parse(readFileSync(join(packageRoot, 'test/fixtures/github-rest.json'), 'utf8'));
/** Holds a REST request against GitHub's own OpenAPI description; empty when nothing is wrong with it. */
function violations(method, path, query, body) {
  const route = Object.keys(operations).find((one) => isMatch(one, method, path));
  const operation = route === void 0 ? void 0 : operations[route];
  if (operation === void 0) return [`GitHub describes no ${method} ${path}`];
  const found = [];
  for (const [name, value] of query) {
    const parameter = operation.parameters.find((one) => one.in === 'query' && one.name === name);
    if (parameter === void 0) found.push(`no parameter ${name}`);
    else if (!ajv.validate(parameter.schema, value)) found.push(`${name}: ${ajv.errorsText()}`);
  }
  for (const { name, required, in: place } of operation.parameters)
    if (place === 'query' && required && !query.has(name)) found.push(`parameter ${name} is missing`);
  if (operation.body !== void 0) {
    const schema = {
      ...operation.body,
      additionalProperties: false,
    };
    if (!ajv.validate(schema, body ?? {})) found.push(ajv.errorsText());
  }
  return found.map((text) => `${method} ${path}: ${text}`);
}
function isMatch(route, method, path) {
  const [verb, template = ''] = route.split(' ');
  const form = new RegExp(`^${template.replace(/\{[a-z_]+\}/g, '[^/]+')}$`);
  return verb === method && form.test(path);
}
// test/support/github/rest.ts
/** GitHub's REST interface for issues, their comments, and the import that no description mentions. */
function answerRest(request, context) {
  const { method, url, body } = request;
  const { repository, complaints } = context;
  const path = decodeURI(url.pathname);
  const isImport = path.includes('/import/issues');
  if (!isImport) complaints.push(...violations(method, path, url.searchParams, body));
  if (path === '/user')
    return {
      status: 200,
      data: { login: 'archivist' },
    };
  const prefix = `/repos/${repository.fullName}`;
  if (!path.startsWith(prefix)) return moved(request, context) ?? notFound();
  if (isImport) return answerImport(request, path.slice(`${prefix}/import/issues`.length), context);
  if (repository.isArchived && method !== 'GET')
    return {
      status: 403,
      data: { message: 'Repository was archived so is read-only.' },
    };
  return answerIssues(request, path.slice(prefix.length), context);
}
/** Tests rename the repository: GitHub then redirects. */
function moved({ method, url }, { repository, baseUrl }) {
  if (!url.pathname.startsWith('/repos/acme/old')) return void 0;
  const location = `${baseUrl}/repositories/1${url.pathname.slice(15)}`;
  const data = {
    message: 'Moved Permanently',
    url: location,
    name: repository.fullName,
  };
  return {
    status: method === 'GET' ? 301 : 307,
    data,
    headers: { location },
  };
}
function answerIssues({ method, url, body }, path, context) {
  const { repository, show } = context;
  const [, , id, rest] = path.split('/');
  if (path === '')
    return {
      status: 200,
      data: repositoryData(context),
    };
  if (path === '/labels')
    return page(
      url,
      repository.labels.map((name) => ({ name })),
    );
  if (!repository.hasIssues)
    return {
      status: 410,
      data: { message: 'Issues are disabled for this repo' },
    };
  if (path === '/issues' && method === 'GET')
    return page(
      url,
      show(repository.listed('issue', 'pull')).map((post) => issueData(post, context)),
    );
  if (path === '/issues') return createIssue(body ?? {}, context);
  if (id === 'comments') return answerComment(method, Number(rest), body ?? {}, context);
  const post = repository.find('issue', Number(id)) ?? repository.find('pull', Number(id));
  if (post === void 0)
    return repository.posts.some(({ number, isDeleted }) => number === Number(id) && isDeleted)
      ? {
          status: 410,
          data: { message: 'This issue was deleted' },
        }
      : notFound();
  if (rest === 'comments' && method === 'POST') {
    const text = String(body?.body);
    if (isLong(text)) return tooLong();
    return {
      status: 201,
      data: commentData(repository.addComment(post, text)),
    };
  }
  if (rest === 'comments') return page(url, show(post.comments).map(commentData));
  if (method === 'PATCH') return updateIssue(post, body ?? {}, context);
  return {
    status: 200,
    data: issueData(post, context),
  };
}
function createIssue(body, context) {
  const text = String(body.body ?? '');
  if (isLong(text)) return tooLong();
  return {
    status: 201,
    data: issueData(
      context.repository.add('issue', String(body.title), text, {
        createdAt: context.now(),
        labels: body.labels ?? [],
      }),
      context,
    ),
  };
}
/** An over-long text of an update is kept out in silence. */
function updateIssue(post, body, context) {
  if (typeof body.title === 'string') post.title = body.title;
  if (typeof body.body === 'string' && !isLong(body.body)) post.body = context.keep(body.body, post.body);
  return {
    status: 200,
    data: issueData(post, context),
  };
}
function answerComment(method, id, body, { repository, keep }) {
  const found = repository.withComment(id);
  if (found === void 0) return notFound();
  if (method === 'DELETE') {
    found.post.comments = found.post.comments.filter((one) => one !== found.comment);
    return { status: 204 };
  }
  if (isLong(String(body.body))) return tooLong();
  found.comment.body = keep(String(body.body), found.comment.body);
  return {
    status: 200,
    data: commentData(found.comment),
  };
}
function answerImport({ method, body, url }, rest, context) {
  const { repository } = context;
  if (method === 'POST') {
    const { issue, comments } = body;
    const label = issue.labels.find(
      (name) =>
        !repository.labels.includes(name) &&
        repository.labels.some((known) => known.toLowerCase() === name.toLowerCase()),
    );
    const id = repository.imports.length + 501;
    const startedAt = Date.parse(context.now());
    if (label !== void 0)
      repository.imports.push({
        id,
        startedAt,
        status: 'failed',
        polls: 0,
      });
    else {
      const { title, body: text, created_at: createdAt, labels } = issue;
      const post = repository.add('issue', title, text, {
        createdAt,
        labels,
      });
      for (const one of comments) repository.addComment(post, one.body, { createdAt: one.created_at });
      repository.imports.push({
        id,
        startedAt,
        status: 'pending',
        number: post.number,
        polls: 0,
      });
    }
    return {
      status: 202,
      data: {
        id,
        status: 'pending',
        url: `${url.href}/${id}`,
      },
    };
  }
  if (rest === '') {
    const since = Date.parse(url.searchParams.get('since') ?? '');
    return {
      status: 200,
      data: repository.imports
        .filter(({ startedAt }) => !(startedAt < since))
        .map((one) => importData(one, context)),
    };
  }
  const found = repository.imports.find(({ id }) => `/${id}` === rest);
  if (found === void 0) return notFound();
  found.polls += 1;
  if (found.status === 'pending' && found.polls > 1) found.status = 'imported';
  return {
    status: 200,
    data: importData(found, context),
  };
}
function importData(one, { baseUrl, repository }) {
  const url = `${baseUrl}/repos/${repository.fullName}/issues/${one.number}`;
  const errors = [
    {
      location: '/issue/labels[0]',
      resource: 'Label',
      field: 'name',
      code: 'already_exists',
    },
  ];
  return {
    id: one.id,
    status: one.status,
    ...(one.status === 'imported' ? { issue_url: url } : {}),
    ...(one.status === 'failed' ? { errors } : {}),
  };
}
function repositoryData({ repository, baseUrl }) {
  return {
    full_name: repository.fullName,
    archived: repository.isArchived,
    has_issues: repository.hasIssues,
    html_url: `${baseUrl}/${repository.fullName}`,
    permissions: repository.permissions,
  };
}
function issueData(post, { baseUrl, repository }) {
  return {
    id: post.number,
    node_id: post.id,
    number: post.number,
    html_url: `${baseUrl}/${repository.fullName}/issues/${post.number}`,
    title: post.title,
    body: post.body,
    state: post.isClosed ? 'closed' : 'open',
    locked: post.isLocked,
    user: { login: post.author },
    author_association: post.association,
    labels: post.labels.map((name) => ({ name })),
    ...(post.kind === 'pull' ? { pull_request: {} } : {}),
  };
}
function commentData({ id, body, author, association }) {
  return {
    id,
    node_id: `IC_${id}`,
    body,
    user: { login: author },
    author_association: association,
  };
}
function page(url, items) {
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const start = (Number(url.searchParams.get('page') ?? 1) - 1) * size;
  return {
    status: 200,
    data: items.slice(start, start + size),
  };
}
function isLong(text) {
  return [...text].length > 65536;
}
function tooLong() {
  return {
    status: 422,
    data: {
      message: 'Validation Failed',
      errors: [
        {
          resource: 'Issue',
          code: 'custom',
          field: 'body',
          message: 'body is too long',
        },
      ],
    },
  };
}
function notFound() {
  return {
    status: 404,
    data: { message: 'Not Found' },
  };
}
// test/support/github/server.ts
const minute = 6e4;
/**
 * A stand-in for GitHub on the loopback interface. GraphQL is carried out by graphql-js on GitHub's own schema, REST requests
 * are held against GitHub's own OpenAPI description; the issue import, limits and faults are made after what people
 * reported. It listens until `close`.
 */
var FakeGitHub = class {
  repository = new FakeRepository();
  seen = [];
  /** Breaches of GitHub's own descriptions by the client: must be empty at the end of a test. */
  complaints = [];
  fault = () => void 0;
  limits;
  /** Requests that a limit turned away. */
  refused = 0;
  clock = systemClock;
  #creations = [];
  #requests = {
    from: 0,
    count: 0,
  };
  #server = createServer((request, response) => {
    this.#serve(request, response).catch((error) => {
      this.complaints.push(`the stand-in failed: ${error.stack}`);
      response.destroy();
    });
  });
  async listen() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }
  get url() {
    return `http://127.0.0.1:${this.#server.address().port}`;
  }
  async close() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
  count(what) {
    return what === 'all' ? this.seen.length : this.seen.filter((seen) => seen[what]).length;
  }
  forget() {
    this.seen.length = 0;
  }
  async #serve(request, response) {
    const text = await readAll(request);
    const body = text === '' ? void 0 : JSON.parse(text);
    const url = new URL(request.url ?? '/', this.url);
    const seen = this.#see(request.method ?? 'GET', url, body);
    const fault = this.fault(seen);
    if (fault === 'drop-before') return void response.destroy();
    if (fault === 'status-502-before')
      return reply(response, {
        status: 502,
        data: 'Bad Gateway',
      });
    if (typeof fault === 'object') return reply(response, fault.refuse);
    const limited = this.#limited(seen);
    if (limited !== void 0) return reply(response, limited);
    const answer = this.#answer(seen, url, body, fault);
    if (fault === 'drop-after') return void response.destroy();
    if (fault === 'status-502-after')
      return reply(response, {
        status: 502,
        data: 'Bad Gateway',
      });
    if (fault === 'cut-answer') return cut(response, answer);
    reply(response, {
      ...answer,
      headers: {
        ...this.#quota(seen),
        ...answer.headers,
      },
    });
  }
  #see(method, url, body) {
    const isGraphql = url.pathname === '/graphql';
    const query = String(body?.query ?? '');
    const isWrite = isGraphql ? query.startsWith('mutation') : method !== 'GET';
    const seen = {
      index: this.seen.length,
      method,
      path: url.pathname,
      isGraphql,
      isWrite,
      isCreate: isGraphql ? /^mutation (?:Create|Comment)\b/.test(query) : method === 'POST',
      isList: isGraphql
        ? /^query (?:Discussions|Comments)\b/.test(query)
        : method === 'GET' && /\/(?:issues|comments)$/.test(url.pathname),
    };
    this.seen.push(seen);
    return seen;
  }
  #answer(seen, url, body, fault) {
    const context = {
      repository: this.repository,
      now: () => new Date(this.clock.now()).toISOString(),
      baseUrl: this.url,
      complaints: this.complaints,
      keep: (sent, before) => (fault === 'silent-200' ? before : sent),
      show: (items) => shown(items, fault),
    };
    if (!seen.isGraphql)
      return answerRest(
        {
          method: seen.method,
          url,
          body,
        },
        context,
      );
    const data = answerGraphql(body, context);
    const { errors } = data;
    for (const { type, message } of errors ?? []) if (type === void 0) this.complaints.push(message);
    return {
      status: 200,
      data,
    };
  }
  #limited(seen) {
    if (this.limits === void 0) return void 0;
    const now = this.clock.now();
    if (now - this.#requests.from >= 60 * minute)
      this.#requests = {
        from: now,
        count: 0,
      };
    this.#requests.count += 1;
    const data = { message: 'API rate limit exceeded' };
    if (this.#requests.count > this.limits.requestsPerHour)
      return this.#refuse({
        status: 403,
        data,
        headers: this.#quota(seen),
      });
    if (!seen.isCreate) return void 0;
    this.#creations = this.#creations.filter((time) => time > now - 60 * minute);
    const recent = this.#creations.filter((time) => time > now - minute).length;
    const { creationsPerMinute, creationsPerHour } = this.limits;
    if (recent >= creationsPerMinute || this.#creations.length >= creationsPerHour)
      return this.#refuse({
        status: 403,
        data: { message: 'You have exceeded a secondary rate limit.' },
      });
    this.#creations.push(now);
  }
  #refuse(answer) {
    this.refused += 1;
    return answer;
  }
  #quota({ isGraphql }) {
    if (this.limits === void 0) return {};
    const { requestsPerHour } = this.limits;
    return {
      'x-ratelimit-limit': String(requestsPerHour),
      'x-ratelimit-remaining': String(Math.max(0, requestsPerHour - this.#requests.count)),
      'x-ratelimit-reset': String(Math.ceil((this.#requests.from + 60 * minute) / 1e3)),
      'x-ratelimit-resource': isGraphql ? 'graphql' : 'core',
    };
  }
};
/** Newest first: a stale list lacks the newest. */
function shown(items, fault) {
  if (fault === 'empty-list') return [];
  return fault === 'stale-list' ? items.slice(1) : items;
}
function reply(response, { status, data, headers }) {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
  response.end(data === void 0 ? void 0 : JSON.stringify(data));
}
/** Headers and half of the body, then nothing. */
function cut(response, { status, data }) {
  const text = JSON.stringify(data ?? {});
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
  });
  response.write(text.slice(0, text.length / 2), () => response.destroy());
}
async function readAll(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
// test/support/github/world.ts
/** An archive in a folder of its own and a stand-in for GitHub, on a clock on which waiting takes no time. */
var World = class World {
  github = new FakeGitHub();
  clock = new VirtualClock();
  dir = mkdtempSync(join(tmpdir(), 'unsilo-publish-'));
  messages = [];
  static async open(messages) {
    const world = new World();
    world.messages = messages;
    world.github.clock = world.clock;
    await world.github.listen();
    openOrCreateArchive(world.dir);
    return world;
  }
  async close() {
    await this.github.close();
    rmSync(this.dir, {
      recursive: true,
      force: true,
    });
  }
  /** As after a fresh clone without the folders that hold what was posted. */
  loseLedger() {
    rmSync(join(this.dir, place.teamId), {
      recursive: true,
      force: true,
    });
    rmSync(join(this.dir, 'publish'), {
      recursive: true,
      force: true,
    });
  }
  store() {
    return new PostStore(this.dir);
  }
  material(store, settings = {}) {
    const kind = settings.kind ?? 'discussions';
    const context = planContext({
      render: linkingRenderer(store),
      now: Number.MAX_SAFE_INTEGER,
      ...settings.context,
      rules: {
        kind,
        ...settings.rules,
      },
    });
    return {
      units: () =>
        [...this.#units(store)].map((unit) => ({
          unit,
          context,
        })),
    };
  }
  *#units(store) {
    const months = /* @__PURE__ */ new Map();
    for (const message of this.messages) {
      const month = monthOf(message.threadTs ?? message.ts);
      months.set(month, [...(months.get(month) ?? []), message]);
    }
    for (const messages of months.values()) {
      const [first] = messages;
      if (first === void 0) continue;
      const month = monthOf(first.threadTs ?? first.ts);
      yield {
        ...place,
        messages,
        posts: store.postsIn({
          ...place,
          month,
        }),
      };
    }
  }
  desk(store, settings = {}) {
    const clock = settings.clock ?? this.clock;
    const budget = new WriteBudget(budgetState(store.state.budget), clock.now());
    const { mostWrites } = settings;
    const pacer = new Pacer({
      budget,
      clock,
      save: ({ state }) => store.saveBudget(state),
      ...(settings.deadline === void 0 ? {} : { deadline: settings.deadline }),
      ...(mostWrites === void 0 ? {} : { mostWrites }),
    });
    const publisher = connect({
      token: settings.token ?? 'a-token',
      apiUrl: this.github.url,
      userAgent: 'unsilo/test',
      repository: settings.repository ?? 'acme/chat',
      categories: settings.rules?.category === void 0 ? [] : [settings.rules.category],
      pacer,
      budget,
      clock,
    });
    return {
      desk: {
        store,
        clock,
        outcomes: new Outcomes(),
        publisher,
        highest: 0,
      },
      pacer,
    };
  }
  /** One run, as the program would do it; everything but the archive's files is new. */
  async run(settings = {}) {
    const store = settings.wrap?.(this.store()) ?? this.store();
    const { desk, pacer } = this.desk(store, settings);
    const end = await runPublish({
      desk,
      material: this.material(store, settings),
      logger: silentLogger,
      patience: defaultPatience,
      signal: new AbortController().signal,
      deadline: settings.deadline ?? Number.POSITIVE_INFINITY,
    });
    return {
      outcomes: desk.outcomes,
      end,
      requests: pacer.counts,
    };
  }
};
/** Shows text as it is, but `<minute>` as a link to the conversation that began then. */
function linkingRenderer(store) {
  return {
    ...plainRenderer,
    message: (message, limit) => {
      const text = message.text.replace(/<(\d+\.\d{6})>/g, (_, ts) => {
        const rootTs = ts;
        return (
          store.get({
            ...place,
            rootTs,
          })?.url ??
          formatPermalink(
            {
              channelId: place.channelId,
              ts: rootTs,
            },
            'https://acme.slack.com/',
          )
        );
      });
      return plainRenderer.message(
        {
          ...message,
          text,
        },
        limit,
      );
    },
  };
}
// test/bench/publish.ts
/**
 * How near to GitHub's limits a long run comes, on a clock on which waiting takes no time: conversations of two messages
 * are posted to the stand-in under limits like GitHub's. Printed is the share of the creations that the limits allow.
 *
 *     node test/bench/run.mjs publish [CONVERSATIONS]
 */
const count = Number(process.argv[2] ?? 5e3);
const limits = {
  creationsPerMinute: 80,
  creationsPerHour: 500,
  requestsPerHour: 1e3,
};
for (const kind of ['discussions', 'issues']) {
  const talk = Array.from({ length: count }, (_, index) => [
    message(index * 60, { text: `q${index}` }),
    message(index * 60 + 1, {
      thread: index * 60,
      user: 'U0GRACE',
    }),
  ]).flat();
  const world = await World.open(talk);
  world.github.limits = limits;
  const start = world.clock.now();
  const real = performance.now();
  const { outcomes, end } = await world.run({ kind });
  const hours = (world.clock.now() - start) / 36e5;
  const allowed = limits.creationsPerHour * hours;
  console.log(
    `${kind}: ${outcomes.created} of ${count} posts in ${hours.toFixed(1)} h of virtual time, ${((100 * outcomes.created) / allowed).toFixed(1)} % of what ${limits.creationsPerHour}/h allows; ${world.github.refused} requests refused; ${((performance.now() - real) / 1e3).toFixed(0)} s${end.stopped === void 0 ? '' : `; stopped: ${end.stopped}`}`,
  );
  await world.close();
}
