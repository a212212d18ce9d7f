import type { FileId, TeamId, UserId } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { Ts } from './ts.ts';

/** A message as the rest of the program knows it; `parseMessage` makes it of Slack's JSON. */
export interface Message {
  readonly ts: Ts;
  /** The root of the thread that it belongs to; on a root with replies its own `ts`; absent on a loose message. */
  readonly threadTs?: Ts;
  readonly subtype?: string;
  readonly author: Author;
  /**
   * mrkdwn, with `&`, `<` and `>` escaped; but since about autumn 2023 Slack keeps what a person edited un-escaped,
   * in exports and in the API alike. `content/` decides which it is.
   */
  readonly text: string;
  readonly edited?: Edit;
  /** Slack's own JSON: `content/` is the parser of these. */
  readonly blocks: readonly JsonObject[];
  readonly attachments: readonly JsonObject[];
  readonly files: readonly SlackFile[];
  readonly reactions: readonly Reaction[];
  /** Slack says how many replies there are; the rows are what counts, this is a hint. */
  readonly replyCount?: number;
  readonly huddle?: Huddle;
  /** Slack's own flag for rows that clients do not show; a tombstone carries it too. */
  readonly isHidden: boolean;
}

/** The last edit; `userId` is absent when Slack does not say who it was. */
export interface Edit {
  readonly ts: Ts;
  readonly userId?: UserId;
}

/** Who wrote a message. A bot may have a user id as well; `name` is what the message itself says. */
export interface Author {
  readonly kind: 'user' | 'bot' | 'slack' | 'unknown';
  readonly userId?: UserId;
  readonly botId?: string;
  readonly name?: string;
  /** The author's home workspace, when it is another one (Slack Connect). */
  readonly teamId?: TeamId;
}

export interface Reaction {
  /** Without colons; may end in `::skin-tone-N`. */
  readonly name: string;
  /** Authoritative; `users` may be cut. */
  readonly count: number;
  readonly users: readonly UserId[];
}

/** A file, or what is left of it. All fields but `id` and `state` may be missing. */
export interface SlackFile {
  readonly id: FileId;
  readonly state: 'available' | 'deleted' | 'hidden-by-limit' | 'access-denied';
  readonly name?: string;
  readonly title?: string;
  readonly mimetype?: string;
  readonly prettyType?: string;
  /** Bytes. */
  readonly size?: number;
  readonly isExternal: boolean;
  /** `hosted` and `snippet` are files; the others are Slack's own documents: `quip`, `post`, `email`, `list`. */
  readonly mode?: string;
  /** Where members with the right token get its bytes. Never carries a token itself. */
  readonly downloadUrl?: string;
  /** Members-only page in Slack, or the external URL. Never carries a token. */
  readonly url?: string;
  readonly preview?: string;
  readonly altText?: string;
  readonly width?: number;
  readonly height?: number;
}

/** A voice call in a channel. Times are epoch seconds. */
export interface Huddle {
  readonly participants: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
}
