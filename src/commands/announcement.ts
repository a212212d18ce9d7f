/** What the members of a community are told before anything of theirs is published. */
export function announcement(where: readonly string[]): string {
  return `Our public channels get a public archive.

Help that is given here is lost to everybody outside, and after a while to us as well. From now on the public
channels that we list are archived where anyone can read and search them:
${where.map((place) => `  ${place}`).join('\n')}

What is left out: private channels, direct messages, e-mail addresses, phone numbers, tokens. People appear under
the name that they show in Slack, and nobody is notified.

You decide about your own words. A conversation is posted to GitHub only when it was quiet for a day; what you delete
in Slack before that is never posted, and what you delete later is taken out as well. If a channel should not be in the
list, say so here or to an admin.`;
}
