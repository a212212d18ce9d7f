import { SourceError } from '../errors.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { arrayAt, isJsonObject, type Json } from '../model/json.ts';
import { compareTs, isTs, type Ts } from '../model/ts.ts';
import type { ExportLayout, MessagePage } from './export-source.ts';
import { parseJson } from './read-json.ts';
import type { SourceFiles } from './source-files.ts';

/** The rows of one file. A file that can't be used costs its own rows, never the run. */
export function* readPages(files: SourceFiles, path: string, layout: ExportLayout): Generator<MessagePage> {
  const parsed = readJson(files, path);
  if (layout === 'slackdump-dump') return yield* dumpPages(path, parsed);
  if (Array.isArray(parsed)) return yield { file: path, items: parsed };
  yield { file: path, items: [], problem: unreadable(path, parsed) };
}

function readJson(files: SourceFiles, path: string): Json | SourceError | undefined {
  try {
    return parseJson(files.read(path));
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

function unreadable(path: string, found: Json | SourceError | undefined): Diagnostic {
  const what =
    found instanceof SourceError
      ? found.message
      : found === undefined
        ? 'it is not valid JSON'
        : 'it should hold a list of messages, but holds something else';
  return {
    code: 'UNREADABLE_DAY_FILE',
    where: path,
    message: `${path} was left out: ${what.replace(/\.$/, '')}. Mend it and run the same command again: only its messages will be added.`,
  };
}

const dumpPage = 1000;

/** slackdump's dump: the messages of a channel in one file, each root with its replies inside. */
function* dumpPages(path: string, parsed: Json | SourceError | undefined): Generator<MessagePage> {
  if (parsed instanceof SourceError || !isJsonObject(parsed) || !Array.isArray(parsed.messages)) {
    return yield { file: path, items: [], problem: unreadable(path, parsed) };
  }
  const rows = arrayAt(parsed, 'messages').flatMap(withReplies);
  for (let start = 0; start < rows.length; start += dumpPage) {
    yield { file: path, items: rows.slice(start, start + dumpPage) };
  }
}

/** slackdump repeats the root as the first of its replies. */
function withReplies(root: Json): readonly Json[] {
  if (!isJsonObject(root)) return [root];
  const { slackdump_thread_replies: _, ...message } = root;
  const replies = arrayAt(root, 'slackdump_thread_replies');
  return [message, ...replies.filter((reply) => !isJsonObject(reply) || reply.ts !== root.ts)];
}

/**
 * The newest message in these files: those of the newest day that can be read are enough. The name of a file is a day of
 * Slack's own zone, so a message of the day before is never newer.
 */
export function newestIn(files: SourceFiles, paths: readonly string[], layout: ExportLayout): Ts | undefined {
  let newest: Ts | undefined;
  let day: string | undefined;
  for (const path of [...paths].sort((a, b) => (dayOf(a) < dayOf(b) ? 1 : -1))) {
    if (newest !== undefined && dayOf(path) !== day && layout !== 'slackdump-dump') break;
    day = dayOf(path);
    for (const { items } of readPages(files, path, layout)) newest = newestTs(items, newest);
  }
  return newest;
}

function dayOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function newestTs(items: readonly Json[], than: Ts | undefined): Ts | undefined {
  let newest = than;
  for (const item of items) {
    const ts = isJsonObject(item) ? item.ts : undefined;
    if (isTs(ts) && (newest === undefined || compareTs(ts, newest) > 0)) newest = ts;
  }
  return newest;
}
