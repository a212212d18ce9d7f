/** What the stand-in for GitHub holds: one repository with posts, as simple as it gets. */
export interface FakePost {
  readonly kind: 'discussion' | 'issue' | 'pull';
  readonly number: number;
  readonly id: string;
  title: string;
  body: string;
  author: string;
  association: string;
  createdAt: string;
  updatedAt: string;
  isClosed: boolean;
  isLocked: boolean;
  isDeleted: boolean;
  labels: string[];
  category?: string;
  /** Node id of the comment that is marked as the answer. */
  answer?: string;
  comments: FakeComment[];
}

export interface FakeComment {
  readonly id: number;
  body: string;
  author: string;
  association: string;
  createdAt: string;
  updatedAt: string;
  isBot?: boolean;
  isEdited?: boolean;
  isMinimized?: boolean;
  /** Deleted although it was answered: an empty place stays. */
  deletedAt?: string;
  /** The comment that it answers. */
  replyTo?: number;
}

export interface FakeImport {
  readonly id: number;
  readonly startedAt: number;
  status: 'pending' | 'imported' | 'failed';
  number?: number;
  polls: number;
}

export interface FakeCategory {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly isAnswerable?: boolean;
}

/** A repository; everything may be changed by a test at any time. */
export class FakeRepository {
  fullName = 'acme/chat';
  isArchived = false;
  hasIssues = true;
  hasDiscussions = true;
  permissions: { admin: boolean; push: boolean } | undefined = { admin: true, push: true };
  categories: FakeCategory[] = [
    { id: 'DIC_1', name: 'Announcements', slug: 'announcements' },
    { id: 'DIC_2', name: 'General', slug: 'general' },
    { id: 'DIC_3', name: 'Slack Archive', slug: 'slack-archive' },
    { id: 'DIC_4', name: 'Q&A', slug: 'q-a', isAnswerable: true },
  ];
  labels = ['Slack-Archive'];
  readonly posts: FakePost[] = [];
  readonly imports: FakeImport[] = [];
  #lastId = 1000;

  add(kind: FakePost['kind'], title: string, body: string, extra: Partial<FakePost> = {}): FakePost {
    const number = this.posts.length + 1;
    const post: FakePost = {
      kind,
      number,
      id: `${kind === 'discussion' ? 'D' : 'I'}_${number}`,
      title,
      body,
      author: 'archivist',
      association: 'COLLABORATOR',
      createdAt: '2026-01-05T12:00:00Z',
      updatedAt: extra.createdAt ?? '2026-01-05T12:00:00Z',
      isClosed: false,
      isLocked: false,
      isDeleted: false,
      labels: [],
      comments: [],
      ...extra,
    };
    this.posts.push(post);
    return post;
  }

  addComment(post: FakePost, body: string, extra: Partial<FakeComment> = {}): FakeComment {
    this.#lastId += 1;
    const comment: FakeComment = {
      id: this.#lastId,
      body,
      author: 'archivist',
      association: 'COLLABORATOR',
      createdAt: '2026-01-05T12:00:00Z',
      updatedAt: extra.createdAt ?? '2026-01-05T12:00:00Z',
      ...extra,
    };
    if (comment.updatedAt > post.updatedAt) post.updatedAt = comment.updatedAt;
    post.comments.push(comment);
    return comment;
  }

  find(kind: FakePost['kind'], number: number): FakePost | undefined {
    return this.posts.find((post) => post.kind === kind && post.number === number && !post.isDeleted);
  }

  /** Newest first, as GitHub lists them. */
  listed(...kinds: readonly FakePost['kind'][]): FakePost[] {
    return this.posts.filter((post) => kinds.includes(post.kind) && !post.isDeleted).reverse();
  }

  /** Last changed first. */
  active(kind: FakePost['kind']): FakePost[] {
    return this.listed(kind).sort((a, b) =>
      a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0,
    );
  }

  withComment(id: number): { post: FakePost; comment: FakeComment } | undefined {
    for (const post of this.posts) {
      const comment = post.comments.find((one) => one.id === id);
      if (comment !== undefined && !post.isDeleted) return { post, comment };
    }
    return undefined;
  }
}
