import type { Author, Message } from '../model/message.ts';
import { epochMs } from '../model/ts.ts';
import type { Names } from '../model/workspace.ts';

/** A pause after which a speaker is named again: the same that ends a stitch. */
const pauseMs = 30 * 60 * 1000;

/** The speaker's name as Slack shows it, without `@`; a bot goes by what its message says. */
export function speakerName({ kind, userId, botId, name }: Author, names: Names): string {
  const known = userId === undefined ? undefined : names.user(userId);
  const shown = kind === 'bot' ? (name ?? known) : (known ?? name);
  return (shown ?? userId ?? botId ?? 'Unknown').replace(/^@+/, '');
}

/** True when the message goes on where the one before stopped: same speaker, no long pause. */
export function isContinued(message: Message, before: Message | undefined): boolean {
  if (before === undefined || speakerKey(message.author) !== speakerKey(before.author)) return false;
  return epochMs(message.ts) - epochMs(before.ts) <= pauseMs;
}

function speakerKey({ userId, botId, name, kind }: Author): string {
  return `${kind} ${userId ?? ''} ${botId ?? ''} ${kind === 'bot' ? (name ?? '') : ''}`;
}
