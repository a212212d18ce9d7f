/**
 * Every GraphQL document that unsilo sends; a test holds them against GitHub's own schema.
 * https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions
 */
const post = `id number url title body closed locked authorAssociation viewerDidAuthor author { __typename login }`;
const comment = `id body authorAssociation viewerDidAuthor author { __typename login }`;

export const repositoryQuery = `query Repository($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    id nameWithOwner isArchived hasDiscussionsEnabled url
    discussionCategories(first: 100) { nodes { id name slug isAnswerable } }
  }
}`;

/** Newest first. */
export const listQuery = `query Discussions($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    discussions(first: 50, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes { ${post} }
    }
  }
}`;

export const readQuery = `query Discussion($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { discussion(number: $number) { ${post} } }
}`;

/** Several by their numbers: those that are no discussion come back as null. */
export function numbersQuery(count: number): string {
  const all = Array.from({ length: count }, (_, index) => index);
  const variables = all.map((index) => `$n${index}: Int!`).join(', ');
  const fields = all.map((index) => `d${index}: discussion(number: $n${index}) { ${post} }`).join('\n    ');
  return `query Numbers($owner: String!, $name: String!, ${variables}) {
  repository(owner: $owner, name: $name) {
    ${fields}
  }
}`;
}

export const commentsQuery = `query Comments($id: ID!, $after: String) {
  node(id: $id) {
    ... on Discussion {
      comments(first: 50, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${comment} } }
    }
  }
}`;

export const createMutation = `mutation Create($input: CreateDiscussionInput!) {
  createDiscussion(input: $input) { discussion { ${post} } }
}`;

export const updateMutation = `mutation Update($input: UpdateDiscussionInput!) {
  updateDiscussion(input: $input) { discussion { ${post} } }
}`;

export const commentMutation = `mutation Comment($input: AddDiscussionCommentInput!) {
  addDiscussionComment(input: $input) { comment { ${comment} } }
}`;

export const updateCommentMutation = `mutation UpdateComment($input: UpdateDiscussionCommentInput!) {
  updateDiscussionComment(input: $input) { comment { ${comment} } }
}`;

export const deleteCommentMutation = `mutation DeleteComment($input: DeleteDiscussionCommentInput!) {
  deleteDiscussionComment(input: $input) { comment { id } }
}`;

/** Only categories of questions take answers, and what people chose stays chosen. */
export const answerQuery = `query Answer($id: ID!) {
  node(id: $id) { ... on Discussion { answer { id } category { isAnswerable } } }
}`;

export const markAnswerMutation = `mutation MarkAnswer($input: MarkDiscussionCommentAsAnswerInput!) {
  markDiscussionCommentAsAnswer(input: $input) { discussion { id } }
}`;
