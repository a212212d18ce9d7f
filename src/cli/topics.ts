/** What `unsilo help <topic>` prints: short pages about what concerns more than one command. */
export const topics: Readonly<Record<string, string>> = {
  config: `unsilo.yml: settings

unsilo reads unsilo.yml in the current folder, or the file that --config names.
All settings are optional, and options on the command line win over the file.

  site.title, site.description, site.baseUrl, site.language, site.templates
  channels          list of { id, folder, posts }
  consent           { communityWasTold: true }
  posts             which, reaction, kind, category, labels, quietHours,
                    minReplies, comments, withStitches,
                    answerReaction, maintainers, project
  files             kinds, megabytesEach, megabytesInAll
  notices           posted, answered
  people            Slack user id: GitHub login

unsilo init writes a commented file with every setting, and your editor knows
them by its first line. Misspelt settings are errors, never ignored.
`,
  exports: `Exports: what unsilo migrate can read

Owners and admins get an export at https://<workspace>.slack.com/services/export.
On the free plan it reaches back further than what Slack itself still shows, so
take one before you do anything else. unsilo reads

  Slack's own export, standard or full, as .zip or unpacked folder
  slackdump's standard, Mattermost and dump layouts

Only channels that the export's channels.json lists are known to be public.
A folder that is not listed there is taken only where you vouch for it:
--channel C024BE91L=folder-name.

Several exports of one workspace may overlap. The newest version of each message
wins, and a message that a later export lacks is kept.
`,
  privacy: `Privacy: what never leaves Slack

Before anything is written to the archive, unsilo
  takes only public channels that were chosen; private channels and direct
  messages are refused, whatever the options say
  keeps only known fields of messages, people and channels
  replaces tokens (xox…), tokens in links, e-mail addresses, phone numbers

Tell your community before you publish, and say how to opt out. --yes, or
consent.communityWasTold in the configuration, means that you did.
`,
  slack: `Slack: the token, and what pull does with it

unsilo reads Slack with the bot token of an app of your own workspace: unsilo
init prints a link that makes it. Install it, and set SLACK_TOKEN to its bot
token. It joins the channels that you list by itself; without the scope
channels:join say /invite @unsilo in each. SLACK_API_URL names another place
than https://slack.com/api/.

Slack lists no reply to an old thread, so every run reads the last 90 days of
each channel again and compares the replies that each thread tells of with those
that are archived; once a week it goes through the whole channel. Threads are
read again for edits, the longer they are silent the more rarely.

What fails is noted as a debt and tried again. A channel that becomes private,
is archived or loses the app is frozen: what is archived of it stays. A message
counts as deleted when Slack shows a tombstone, or when it was missing twice
where everything around it was read.
`,
  'exit-codes': `Exit codes

  0    done
  1    unexpected: a defect of unsilo, or a full disk
  2    usage or configuration: the message says what to change
  3    finished, but some conversations failed or something needs a person; the
       report lists what
  4    credentials or permission
  130  stopped by Ctrl-C; what was done so far is safe
`,
  json: `--json: reports for scripts

Every command prints one JSON object on standard output; progress, remarks and
warnings go to standard error. When a command fails the object is
{"error": {"name", "message", "exitCode"}}.

  migrate  read, archived, skipped, conversations, pages, unknown, plan, seconds
           (read is archived plus the sum of skipped)
  pull     calls, throttled, messages: {new, changed, deleted},
           channels: [{id, completeThrough, debts}], seconds
  build    pages, written, unchanged, removed, bytes, seconds
  plan     steps, posts, comments, writes, hours, skipped
  search   total, results
  export   channels, messages, files, copies, seconds
  serve    url
  publish  created, updated, unchanged, failed, inDoubt, requests, seconds
  comments comments: {new, changed, removed, total}, posts, requests, seconds
  check    posts: {expected, found, missing, duplicate, changedByHand}, findings,
           completeness
  sync     pulled, site, published, comments, problems, seconds
  init     repository, files, slackApp, announcement, next
  doctor   isWell, findings: { what, state, found, mend }

Fields may be added, never renamed.
`,
};
