import type { CommentReader } from '../publish/comment-reader.ts';
import type { PostKind } from '../publish/estimate.ts';
import type { Publisher } from '../publish/publisher.ts';
import { type ClientOptions, GitHubClient } from './client.ts';
import { GraphqlCommentReader } from './comment-reader.ts';
import { DiscussionPublisher } from './discussions.ts';
import { ImportPublisher } from './issue-import.ts';
import { IssuePublisher } from './issues.ts';
import { parseRepository } from './repository.ts';

export interface ConnectOptions extends ClientOptions {
  /** `OWNER/NAME` */
  readonly repository: string;
  /** Names of the discussion categories that posts will ask for. */
  readonly categories: readonly string[];
}

/** What a repository is written and read with; all share one budget. */
export interface Connection {
  /** Each is prepared when it is first asked for, so that a run without anything to write sends nothing. */
  publisher(kind: PostKind): Promise<Publisher>;
  readonly comments: CommentReader;
}

export function connect(options: ConnectOptions): Connection {
  const repository = parseRepository(options.repository);
  const client = new GitHubClient(options);
  const ready = new Map<PostKind, Promise<Publisher>>();
  const make = (kind: PostKind): Publisher => {
    if (kind === 'discussions') return new DiscussionPublisher(client, repository, options.categories);
    return kind === 'import'
      ? new ImportPublisher(client, repository)
      : new IssuePublisher(client, repository);
  };
  return {
    publisher: (kind) => {
      const known = ready.get(kind) ?? prepared(make(kind));
      ready.set(kind, known);
      return known;
    },
    comments: new GraphqlCommentReader(client, repository),
  };
}

async function prepared(publisher: Publisher): Promise<Publisher> {
  await publisher.prepare();
  return publisher;
}
