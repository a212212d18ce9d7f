/** What is asked about people's comments; a test holds every document against GitHub's own schema. */
const about = `id url body createdAt updatedAt lastEditedAt isMinimized authorAssociation viewerDidAuthor author { __typename login }`;
const page = `pageInfo { hasNextPage endCursor }`;
const activity = `id updatedAt comments { totalCount }`;

/** Posts by their last change: 100 a request. */
export const activityQuery = {
  discussion: `query DiscussionActivity($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    posts: discussions(first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      ${page} nodes { ${activity} }
    }
  }
}`,
  issue: `query IssueActivity($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    posts: issues(first: 100, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      ${page} nodes { ${activity} }
    }
  }
}`,
} as const;

export const activityOfQuery = `query ActivityOf($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Discussion { ${activity} } ... on Issue { ${activity} } }
}`;

export const knownQuery = `query KnownComments($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on DiscussionComment { id updatedAt isMinimized deletedAt isAnswer }
    ... on IssueComment { id updatedAt isMinimized }
  }
}`;

export const peoplesCommentsQuery = {
  discussion: `query DiscussionComments($id: ID!, $after: String) {
  node(id: $id) {
    ... on Discussion {
      id updatedAt
      comments(first: 50, after: $after) {
        totalCount ${page}
        nodes { ${about} deletedAt isAnswer replies(first: 50) { ${page} nodes { ${about} deletedAt isAnswer } } }
      }
    }
  }
}`,
  issue: `query IssueComments($id: ID!, $after: String) {
  node(id: $id) {
    ... on Issue {
      id updatedAt
      comments(first: 50, after: $after) { totalCount ${page} nodes { ${about} } }
    }
  }
}`,
} as const;

/** Replies beyond the first fifty. */
export const repliesQuery = `query Replies($id: ID!, $after: String) {
  node(id: $id) {
    ... on DiscussionComment { replies(first: 50, after: $after) { ${page} nodes { ${about} deletedAt isAnswer } } }
  }
}`;
