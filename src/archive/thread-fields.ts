import { type JsonObject, stringAt } from '../model/json.ts';
import type { Ts } from '../model/ts.ts';

/**
 * A root with the fields by which tools for exports find its thread. The lists of replies are made of the rows that are
 * there: Slack's own are incomplete and are not archived. What else the root lacks is made as well, and `_made` names it,
 * so that an import takes it away again.
 *
 * @param replies in order of time, at least one
 */
export function withThreadFields(
  root: JsonObject & { readonly ts: Ts },
  replies: readonly (JsonObject & { readonly ts: Ts })[],
): JsonObject {
  const listed = replies.map((reply) => ({ ...authorOf(reply), ts: reply.ts }));
  const users = [...new Set(listed.flatMap(({ user }) => user ?? []))];
  const made = {
    ...(root.thread_ts === undefined ? { thread_ts: root.ts } : {}),
    ...(root.reply_count === undefined ? { reply_count: replies.length } : {}),
    ...(root.latest_reply === undefined ? { latest_reply: replies.at(-1)?.ts ?? root.ts } : {}),
  };
  const names = Object.keys(made);
  return {
    ...root,
    ...made,
    reply_users_count: users.length,
    reply_users: users,
    replies: listed,
    ...(names.length === 0 ? {} : { _made: names }),
  };
}

/** Slack lists a bot without a user by its own id. */
function authorOf(reply: JsonObject): { readonly user?: string } {
  const user = stringAt(reply, 'user') ?? stringAt(reply, 'bot_id');
  return user === undefined ? {} : { user };
}
