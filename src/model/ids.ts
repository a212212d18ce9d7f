/** Slack's identifiers as branded strings, so that a channel id can't stand where a user id belongs. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type TeamId = Branded<'TeamId'>;
export type ChannelId = Branded<'ChannelId'>;
export type UserId = Branded<'UserId'>;
export type UserGroupId = Branded<'UserGroupId'>;
export type FileId = Branded<'FileId'>;

const teamId = /^[TE][A-Z0-9]{2,}$/;
const channelId = /^[CGD][A-Z0-9]{2,}$/;
const fileId = /^F[A-Z0-9]{2,}$/;
const userId = /^(?:[UW][A-Z0-9]*|USLACKBOT)$/;

export function isTeamId(text: string): text is TeamId {
  return teamId.test(text);
}

export function isChannelId(text: string): text is ChannelId {
  return channelId.test(text);
}

export function isFileId(text: string): text is FileId {
  return fileId.test(text);
}

export function isUserId(text: string): text is UserId {
  return userId.test(text);
}
