import { emojiText } from '../../src/content/emoji.ts';
import { toHtml } from '../../src/content/html.ts';
import { toMarkdown } from '../../src/content/markdown.ts';
import { parseContent } from '../../src/content/parse-content.ts';
import { isContinued, speakerName } from '../../src/content/speaker.ts';
import { toText } from '../../src/content/text.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Message } from '../../src/model/message.ts';
import { parseMessage } from '../../src/model/parse-message.ts';
import type { Names } from '../../src/model/workspace.ts';
import type { Case } from './cases.ts';
import { meaningOf, wordsOf } from './same-markdown.ts';

/** Ours beside theirs, in one form; undefined when the case says nothing about reading Slack's messages. */
export type Comparison = { readonly ours: string; readonly theirs: string } | undefined;

export interface Suite {
  readonly name: string;
  compare(one: Case): Comparison;
}

function namesOf(people: Record<string, string>, channels: Record<string, string>): Names {
  return { user: (id) => people[id], channel: (id) => channels[id], userGroup: () => undefined };
}

function read(json: JsonObject): Message {
  const message = parseMessage({ ts: '1700000000.000100', user: 'U0SOMEBODY', text: '', ...json });
  if (message === undefined) throw new Error('no message');
  return message;
}

function textOf(json: JsonObject, names: Names): string {
  return toText(parseContent(read(json)), names);
}

function markdownOf(json: JsonObject, names: Names): string {
  return toMarkdown(parseContent(read(json)), { names, linkTo: () => undefined });
}

function htmlOf(json: JsonObject, names: Names): string {
  return toHtml(parseContent(read(json)), { names, linkTo: () => undefined });
}

function asMarkdown(ours: string, theirs: string): Comparison {
  return { ours: meaningOf(ours), theirs: meaningOf(theirs) };
}

/** `@**Ada**` and `#**general**` are Zulip's mentions. */
function fromZulip(markdown: string): string {
  return markdown.replace(/@\*\*(.+?)\*\*/g, '**$1**').replace(/#\*\*(.+?)\*\*/g, '**#$1**');
}

const zulipNames = namesOf(
  { U08RGD1RD: 'John Doe', U0CBK5KAT: 'aaron.anzalone', U06NU4E26M9: 'john' },
  { C5Z73A7RA: 'general', C079A3FA12P: 'general', C0AHX20ADQQ: 'issues' },
);

const zulipMrkdwn: Suite = {
  name: 'zulip-mrkdwn',
  compare: ({ input, expected }) =>
    asMarkdown(markdownOf({ text: String(input) }, zulipNames), fromZulip(String(expected))),
};

/** Their fences have the languages `text` and `quote`, and their emoji are short codes. */
const zulipBlocks: Suite = {
  name: 'zulip-blocks',
  compare: ({ message, expected }) => {
    if (message === undefined) return undefined;
    // What Zulip can't read it takes from `text`.
    if (expected === null && hasUnknown(message))
      return asMarkdown(markdownOf(message, zulipNames), markdownOf({ text: message.text }, zulipNames));
    if (typeof expected !== 'string') return undefined;
    const gfm = fromZulip(expected)
      .replace(/^```quote\n([\s\S]*?)\n```$/gm, (_, quoted: string) => quoted.replace(/^/gm, '> '))
      .replaceAll('```text', '```')
      .replace(/:([a-z_]+):/g, (_, name: string) => emojiText(name));
    return asMarkdown(markdownOf(message, zulipNames), gfm);
  },
};

function hasUnknown(message: JsonObject): boolean {
  return Object.keys(parseContent(read(message)).unknown).length > 0;
}

const slackdown: Suite = {
  name: 'slackdown',
  compare: ({ input, expected }) =>
    typeof input === 'string'
      ? { ours: htmlOf({ text: input }, namesOf({}, {})), theirs: `<p>${String(expected)}</p>` }
      : undefined,
};

/** `~name` is Mattermost's `#name`, and `@all` its `@everyone`. */
const mmetl: Suite = {
  name: 'mmetl-mentions',
  compare: ({ input, expected }) => ({
    ours: textOf(
      { text: String(input) },
      namesOf({ U100: 'user1', W100: 'user2', U200: 'user2' }, { C001: 'general', C002: 'random' }),
    ),
    theirs: String(expected)
      .replace(/(?<![\w<])~(?=[a-z])/g, '#')
      .replaceAll('@all', '@everyone'),
  }),
};

const hubot: Suite = {
  name: 'hubot-slack-formatter',
  compare: ({ input, expected }) => ({
    ours: textOf(
      typeof input === 'string' ? { text: input } : (input as JsonObject),
      namesOf({ U123: 'name' }, { C123: 'general' }),
    ),
    theirs: String(expected),
  }),
};

const transcript: Suite = {
  name: 'gh-slack-transcript',
  compare: ({ messages = [], expected }) => {
    const names = namesOf({ U82317: 'cheshire137', U1234: 'octokatherine' }, {});
    return { ours: transcriptOf(messages.map(withOurIds), names), theirs: String(expected) };
  },
};

/** Ids and times of theirs are too short to be Slack's. */
function withOurIds({ ts, user, ...rest }: JsonObject): Message {
  const [seconds = '', fraction = ''] = String(ts).split('.');
  const who = typeof user === 'string' ? { user: `U${user}` } : { user: null };
  return read({ ...rest, ...who, ts: `${seconds.padStart(10, '0')}.${fraction.padEnd(6, '0')}` });
}

/** Our speakers and our runs of messages in their layout. */
function transcriptOf(messages: readonly Message[], names: Names): string {
  return messages
    .map((message, index) => {
      const said = `> ${toText(parseContent(message), names)}`;
      if (isContinued(message, messages[index - 1])) return `>\n${said}`;
      const time = new Date(Number(message.ts) * 1000).toISOString().slice(0, 16).replace('T', ' ');
      const gap = index === 0 ? '' : '\n';
      return `${gap}> **${speakerName(message.author, names)}** at ${time} UTC\n>\n${said}`;
    })
    .join('\n');
}

const vercelNames = namesOf({}, {});

/** Half of their cases write to Slack. What they write is read back: it must say what went in. */
const vercel: Suite = {
  name: 'vercel-chat-adapter-slack',
  compare: (one) => {
    const { fn, input, expected } = one;
    const [text, wanted] = [String(input), String(expected)];
    switch (fn) {
      case 'SlackFormatConverter.toMarkdown':
        return contained(one, meaningOf(markdownOf({ text }, vercelNames)), meaningOf(wanted));
      case 'slackMrkdwnToMarkdown':
        return asMarkdown(markdownOf({ text }, vercelNames), wanted);
      case 'SlackFormatConverter.toPlainText':
        return one.matcher === 'toBe'
          ? { ours: textOf({ text }, vercelNames), theirs: wanted }
          : contained(one, textOf({ text }, vercelNames), wanted);
      case 'unescapeSlackText':
        return { ours: textOf({ text }, vercelNames), theirs: wanted };
      default:
        return readBack(one);
    }
  },
};

function contained({ matcher }: Case, ours: string, part: string): Comparison {
  const isRight = ours.includes(part) !== matcher.startsWith('not.');
  return { ours, theirs: isRight ? ours : `${matcher} ${part}` };
}

/** By function that writes: what a reader of its output must see. */
function readBack({ fn, input, expected, matcher }: Case): Comparison {
  const written = (text: string) => textOf({ text }, vercelNames);
  switch (fn) {
    case 'escapeSlackText':
      return { ours: written(String(expected)), theirs: String(input) };
    case 'formatSlackUser':
      return { ours: written(String(expected)), theirs: `@${String(input)}` };
    case 'formatSlackChannel':
      return { ours: written(String(expected)), theirs: `#${String(input)}` };
    case 'formatSlackUserGroup':
    case 'formatSlackSpecialMention':
      return { ours: written(String(expected)), theirs: `@${String(input)}` };
    case 'formatSlackLink':
      return asMarkdown(
        markdownOf({ text: String(expected) }, vercelNames),
        String(expected).includes('|') ? `[read \\<this>](${String(input)})` : `<${String(input)}>`,
      );
    case 'formatSlackDate':
      return asMarkdown(
        markdownOf({ text: String(expected) }, vercelNames),
        '[16:00 UTC](https://example.com)',
      );
    case 'createSlackPlainText':
    case 'createSlackMrkdwn': {
      const block = { type: 'section', text: expected } as JsonObject;
      const isStyled = fn === 'createSlackMrkdwn';
      return { ours: markdownOf({ blocks: [block] }, vercelNames), theirs: isStyled ? '**hello**' : 'hello' };
    }
    case 'markdownBoldToSlackMrkdwn':
      return asMarkdown(markdownOf({ text: String(expected) }, vercelNames), String(input));
    case 'SlackFormatConverter.toResponseUrlText':
      return matcher === 'toBe' ? readBackMarkdown(input as JsonObject, String(expected)) : undefined;
    case 'SlackFormatConverter.toSlackPayload':
      return matcher === 'toEqual' ? readBackPayload(input, expected as JsonObject) : undefined;
    case 'linkBareSlackMentions':
      return { ours: written(String(expected)), theirs: String(input) };
    default:
      return undefined;
  }
}

function readBackMarkdown({ markdown }: JsonObject, mrkdwn: string): Comparison {
  return asMarkdown(markdownOf({ text: mrkdwn }, vercelNames), String(markdown));
}

/** A payload has `text` in mrkdwn or `markdown_text` in Markdown; both must show the words that went in. */
function readBackPayload(input: Case['input'], { text, markdown_text: markdown }: JsonObject): Comparison {
  const { markdown: source, raw } = (typeof input === 'string' ? { raw: input } : input) as JsonObject;
  const blocks = markdown === undefined ? [] : [{ type: 'markdown', text: markdown }];
  const ours = textOf({ text: String(text ?? ''), blocks }, vercelNames).replace(/\s/g, '');
  const theirs = source === undefined ? textOf({ text: String(raw) }, vercelNames) : wordsOf(String(source));
  return { ours: withoutTokens(ours), theirs: withoutTokens(theirs.replace(/\s/g, '')) };
}

/** They make `<@name>` of `@name`, which Slack shows as it stands. */
function withoutTokens(text: string): string {
  return text.replace(/<(@\w+)>/g, '$1');
}

export const suites: readonly Suite[] = [
  zulipMrkdwn,
  zulipBlocks,
  slackdown,
  mmetl,
  hubot,
  transcript,
  vercel,
];
