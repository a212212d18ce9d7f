import type { FileRules } from '../policy/file-rules.ts';
import type { SlackIdentity } from '../slack/web-people.ts';

export interface MissingScope {
  readonly code: 'FILES_SCOPE' | 'EMOJI_SCOPE';
  readonly message: string;
}

/** Scopes that are wanted for what the user switched on, and that the token lacks: what that costs, and the mend. */
export function missingMediaScopes(
  identity: Pick<SlackIdentity, 'scopes'>,
  { kinds }: Pick<FileRules, 'kinds'>,
): readonly MissingScope[] {
  const missing: MissingScope[] = [];
  if (kinds.size > 0 && !hasScope(identity, 'files:read'))
    missing.push({ code: 'FILES_SCOPE', message: `Files are not copied: ${mendOf('files:read')}` });
  if (kinds.has('images') && !hasScope(identity, 'emoji:read'))
    missing.push({
      code: 'EMOJI_SCOPE',
      message: `The workspace’s own emoji stay names, without their images: ${mendOf('emoji:read')}`,
    });
  return missing;
}

/** True also where Slack does not say which scopes there are. */
export function hasScope({ scopes }: Pick<SlackIdentity, 'scopes'>, scope: string): boolean {
  return scopes.length === 0 || scopes.includes(scope);
}

function mendOf(scope: string): string {
  return `the token lacks the scope ${scope}. Add it to the app under “OAuth & Permissions”, reinstall the app, and set SLACK_TOKEN to its bot token.`;
}
