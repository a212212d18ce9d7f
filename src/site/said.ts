import { parseContent } from '../content/parse-content.ts';
import { toText } from '../content/text.ts';
import type { Content } from '../content/tree.ts';
import type { Message } from '../model/message.ts';
import type { Names } from '../model/workspace.ts';

/** What the messages of a conversation say, each parsed once however often it is asked for. */
export interface Said {
  content(message: Message): Content;
  /** As plain text, a line for each line of it. */
  text(message: Message): string;
}

export function saidWith(names: Names): Said {
  const content = remembering(parseContent);
  return { content, text: remembering((message) => toText(content(message), names)) };
}

function remembering<Value>(make: (message: Message) => Value): (message: Message) => Value {
  const known = new Map<Message, Value>();
  return (message) => {
    const value = known.get(message) ?? make(message);
    known.set(message, value);
    return value;
  };
}
