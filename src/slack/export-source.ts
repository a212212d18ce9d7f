import type { Diagnostic } from '../model/diagnostic.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Ts } from '../model/ts.ts';

/**
 * - `slack`: Slack's own export, or a tool's copy of its layout.
 * - `slackdump-standard`: the same with files in `__uploads/`; `slackdump-mattermost`: with files in
 *   `<channel>/attachments/`.
 * - `slackdump-dump`: one file a channel, replies nested in their root.
 */
export type ExportLayout = 'slack' | 'slackdump-standard' | 'slackdump-mattermost' | 'slackdump-dump';

/**
 * What a folder of messages is. `unlisted`: no list in the export names it, so neither its id nor that it is public
 * is known. `shared`: Slack Connect. `canvas-comments`: talk beside a canvas, in no channel.
 */
export type ChannelKind =
  | 'public'
  | 'private'
  | 'shared'
  | 'direct'
  | 'group-direct'
  | 'unlisted'
  | 'canvas-comments';

export interface ExportChannel {
  /** Where its messages lie; in the dump layout the file's name. */
  readonly folder: string;
  readonly name: string;
  readonly id?: ChannelId;
  readonly kind: ChannelKind;
  /** Slack's own entry, as the list has it; empty for unlisted folders. */
  readonly json: JsonObject;
}

/** The rows of one day file. Unchecked: exports contain `null` items and things that are no messages. */
export interface MessagePage {
  readonly file: string;
  readonly items: readonly Json[];
  /** Why the file gave no rows, when it could not be read. */
  readonly problem?: Diagnostic;
}

/** An opened export. Nothing but the list of its files is held in memory. */
export interface ExportSource {
  readonly layout: ExportLayout;
  /** The file's or folder's own name, for messages to people. */
  readonly name: string;
  /** Absent when neither `workspace.json` nor `users.json` says it. */
  readonly teamId?: TeamId;
  /** Every channel with messages, listed or not, and every listed one without; in order of name. */
  readonly channels: readonly ExportChannel[];
  /** `workspace.json`, which only an archive's own export has. */
  readonly workspace: JsonObject;
  readonly users: readonly JsonObject[];
  /** What was strange about the export as a whole. */
  readonly diagnostics: readonly Diagnostic[];
  /** Day file by day file in order of name, which is not the order of time: days are cut in Slack's own zone. */
  messages(channel: ExportChannel): AsyncIterable<MessagePage>;
  /** The newest message of these channels: how recent the export is. Reads one file a channel at most. */
  asOf(channels: readonly ExportChannel[]): Ts | undefined;
  close(): void;
}
