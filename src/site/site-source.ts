import type { PostComments } from '../archive/github-comments.ts';
import type { Directory } from '../archive/names.ts';
import type { PostEntry } from '../archive/posts-ledger.ts';
import type { Urls } from '../archive/url-ledger.ts';
import type { Completeness } from '../model/completeness.ts';
import type { ChannelId, TeamId } from '../model/ids.ts';
import type { Message } from '../model/message.ts';
import type { Month, Ts } from '../model/ts.ts';
import type { Workspace } from '../model/workspace.ts';
import type { MediaSource } from './site-media.ts';

/** The archive as far as the site reads it. Whoever builds the site hands it over: pages know no files of the archive. */
export interface SiteSource {
  /** By workspace, channel, month. */
  readonly units: readonly SiteUnit[];
  /** Changes when anything in the archive does that a page could show. */
  fingerprint(): string;
  messages(unit: SiteUnit): readonly Message[];
  posts(unit: SiteUnit): ReadonlyMap<Ts, PostEntry>;
  /** What people wrote under the posts. */
  comments(unit: SiteUnit): ReadonlyMap<Ts, PostComments>;
  directory(teamId: TeamId): Directory;
  workspace(teamId: TeamId): Workspace;
  /** By workspace and channel. */
  completeness(): readonly Completeness[];
  /** Copies of files and emoji. */
  readonly media: MediaSource;
  readUrls(): Urls;
  writeUrls(urls: Urls): void;
}

/** One channel and month: no conversation crosses it. */
export interface SiteUnit {
  readonly teamId: TeamId;
  readonly channelId: ChannelId;
  readonly month: Month;
}
