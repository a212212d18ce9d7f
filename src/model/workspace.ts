import type { ChannelId, TeamId, UserGroupId, UserId } from './ids.ts';

/** A Slack workspace. `domain` is `acme` of `acme.slack.com`; an export does not hold it. */
export interface Workspace {
  readonly teamId: TeamId;
  readonly name?: string;
  readonly domain?: string;
}

/** A public channel. Names change, ids do not. */
export interface Channel {
  readonly id: ChannelId;
  readonly name: string;
  readonly topic?: string;
  readonly purpose?: string;
  readonly isArchived: boolean;
}

/** A person or an app's user. Only what a public archive may hold: never an e-mail address, phone or time zone. */
export interface User {
  readonly id: UserId;
  /** Display name → real name → handle, the order in which Slack shows them. */
  readonly name: string;
  readonly isBot: boolean;
  readonly isDeleted: boolean;
}

/** Looks up what ids are called. Undefined means: not known, show the id or the label that came with it. */
export interface Names {
  user(id: UserId): string | undefined;
  channel(id: ChannelId): string | undefined;
  userGroup(id: UserGroupId): string | undefined;
}
