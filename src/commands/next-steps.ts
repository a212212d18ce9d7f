import type { GitRemote } from './git-remote.ts';

/** What a person does after `unsilo init`; three steps, each with its address. */
export function nextSteps({ host, repository }: GitRemote, postsDiscussions: boolean): readonly string[] {
  const home = `https://${host}/${repository}`;
  const discussions = postsDiscussions ? `, and Discussions at ${home}/settings#features` : '';
  return [
    'Tell your community (the text above). Then list the channels in unsilo.yml and switch consent.communityWasTold on.',
    `Make the Slack app with the link above, install it, and save its bot token as the secret SLACK_TOKEN at ${home}/settings/secrets/actions/new. Instead, or first: put an export of Slack into the repository, only if it is private, and name it when you run the workflow; or read it on your own machine with unsilo migrate.`,
    `Switch Pages on with the source "GitHub Actions" at ${home}/settings/pages${discussions}. Commit and push both files, then start the workflow at ${home}/actions/workflows/unsilo.yml. What is still missing, unsilo doctor tells.`,
  ];
}
