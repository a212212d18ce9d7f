import { speakerName } from '../content/speaker.ts';
import { titleOf } from '../content/title.ts';
import type { Conversation } from '../model/conversation.ts';
import type { Json } from '../model/json.ts';
import type { Message } from '../model/message.ts';
import { isTalk } from '../model/message-kind.ts';
import type { Permalink } from '../model/permalink.ts';
import type { Ts } from '../model/ts.ts';
import type { Names } from '../model/workspace.ts';
import { linksIn } from '../references/links-in.ts';
import { lineOf } from './excerpt.ts';
import { owned } from './owned.ts';
import type { Said } from './said.ts';
import { Times } from './times.ts';

/** What lists, neighbours and links need of a conversation: all that stays in memory of it. */
export interface Summary {
  readonly kind: Conversation['kind'];
  readonly title: string;
  /** Of its messages: what permalinks are looked up in. */
  readonly times: Times;
  /** First messages of its pages but the first, as they would be cut today. */
  readonly breaks: readonly Ts[];
  /** Who speaks first; empty where nobody does. */
  readonly opener: string;
  /** Who speaks, in order of their first word: `Ada, Grace and 2 more`. */
  readonly speakers: string;
  /** How many people speak. */
  readonly people: number;
  /** Too little for a page that search engines should show. */
  readonly isThin: boolean;
  /** Links to other messages. */
  readonly links: readonly Permalink[];
}

const thinLength = 200;
const pageMessages = 200;

/** UTF-16 units of Slack's own text, half of what a page may have after escaping. */
const pageWeight = 200_000;

export function summarise(conversation: Conversation, said: Said, names: Names): Summary {
  const { kind, messages } = conversation;
  const speakers = new Set<string>();
  const people = new Set<string>();
  const links: Permalink[] = [];
  let length = 0;
  for (const message of messages) {
    if (mayLinkToSlack(message)) links.push(...linksIn(said.content(message)));
    if (!isTalk(message)) continue;
    const name = speakerName(message.author, names);
    speakers.add(name);
    if (message.author.kind !== 'bot') people.add(name);
    if (length < thinLength) length += lineOf(message, said).length;
  }
  return {
    kind,
    title: owned(titleOf(conversation, names, said.content)),
    times: timesOf(conversation),
    breaks: orNone(breaksOf(messages)),
    opener: [...speakers][0] ?? '',
    speakers: listOf([...speakers]),
    people: people.size,
    isThin: people.size < 2 || length < thinLength,
    links: orNone(links),
  };
}

function listOf(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  const shown = names.slice(0, 3);
  const more = names.length - shown.length;
  const text =
    more > 0
      ? `${shown.join(', ')} and ${more} more`
      : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
  return owned(text);
}

function timesOf({ key, messages }: Conversation): Times {
  const [first = key.rootTs, ...others] = messages.map(({ ts }) => ts);
  // The same text twice would be kept twice.
  return new Times([first === key.rootTs ? key.rootTs : first, ...others]);
}

/** Whether any text of the message names a Slack host or scheme. */
function mayLinkToSlack({ text, blocks, attachments }: Message): boolean {
  return text.includes('slack') || [...blocks, ...attachments].some(namesSlack);
}

function namesSlack(json: Json | undefined): boolean {
  if (typeof json === 'string') return json.includes('slack');
  if (typeof json !== 'object' || json === null) return false;
  return (Array.isArray(json) ? (json as readonly Json[]) : Object.values(json)).some(namesSlack);
}

/** One array for all that have none. */
const none: readonly never[] = [];

function orNone<Value>(values: readonly Value[]): readonly Value[] {
  return values.length === 0 ? none : values;
}

/** Where a page is full: 200 messages, or so much text that the page would be too heavy. */
function breaksOf(messages: readonly Message[]): readonly Ts[] {
  const breaks: Ts[] = [];
  let count = 0;
  let weight = 0;
  for (const message of messages) {
    const own = weightOf(message);
    if (count > 0 && (count >= pageMessages || weight + own > pageWeight)) {
      breaks.push(message.ts);
      count = 0;
      weight = 0;
    }
    count += 1;
    weight += own;
  }
  return breaks;
}

function weightOf({ text, attachments, files }: Message): number {
  const beside = attachments.length + files.length === 0 ? 0 : JSON.stringify([attachments, files]).length;
  return text.length + beside + 300;
}
