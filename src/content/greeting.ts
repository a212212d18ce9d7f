const hello = 'hi|hello|hey|heya|hiya|howdy|hola|yo|greetings|good (?:morning|afternoon|evening|day)';
const answer = 'thanks|thank you|thx|ok|okay|yes|no|sorry|welcome';
const there = 'there(?! (?:is|are|was|were|has|have|seems?)\\b)';
const people = `(?:${there}|all|everyone|everybody|folks|team|friends|guys|y['’]all|@\\S+)`;

/** What may follow a word of greeting: `no-op`, `ok/cancel` and `hiking` begin with none. */
const sign = '[,.!:;–—\\p{Extended_Pictographic}]';
const gap = '[\\s,.!:;–—\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\u200d\\ufe0f-]*';
const atEnd = `(?=\\s|${sign}|$)`;

/** `Hi all …`, `@ada …`; but `Thanks, …` and `All: …` only with a sign after them: `No module named …` says something. */
const greeting = new RegExp(
  `^(?:(?:${hello})(?:\\s${people})*${atEnd}${gap}|@\\S+${gap}|(?:${answer}|${people})(?:\\s${people})*\\s?(?=${sign}|$)${gap})+`,
  'iu',
);

/** A sentence without what people say before they say something; all of it when there is nothing else. */
export function withoutGreeting(sentence: string): string {
  const rest = sentence.replace(greeting, '').trim();
  return rest === '' ? sentence : rest;
}
