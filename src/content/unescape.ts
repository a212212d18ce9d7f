import type { Message } from '../model/message.ts';
import { compareTs, type Ts } from '../model/ts.ts';
import { slackTokens } from './slack-token.ts';

/** Since then Slack keeps what a person edited un-escaped; measured, see slack.md 5.1. */
const rawEditsSince = '1693526400.000000' as Ts;

/** Only these three, and once: `&amp;lt;` is the text `&lt;`. */
export function unescapeText(text: string): string {
  return text.includes('&')
    ? text.replace(/&(amp|lt|gt);/g, (_, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'))
    : text;
}

/**
 * False for the `text` of a message that a person edited since about autumn 2023 and that shows it: a bare `&`, or a
 * `<` that begins none of Slack's tokens. Then `&lt;` is what the person wrote.
 */
export function isEscaped({ edited, author, text }: Pick<Message, 'edited' | 'author' | 'text'>): boolean {
  if (edited === undefined || author.kind === 'bot' || compareTs(edited.ts, rawEditsSince) < 0) return true;
  return !/&(?!(?:amp|lt|gt);)/.test(text) && !text.replace(slackTokens, '').includes('<');
}
