import { z } from 'zod';
import { fileKinds } from '../model/file-kind.ts';

/**
 * What a person may write in `unsilo.yml`. The descriptions are the documentation: `config/unsilo.schema.json` is
 * generated from them, so editors show them, and a test keeps that file fresh. Unknown keys are errors, because a
 * misspelt setting that is ignored in silence may publish what should have stayed.
 */
const postsShape = {
  which: z
    .enum(['everything', 'by-reaction', 'nothing'])
    .describe(
      'Which conversations get a post: every one with replies, those whose first message has the reaction, or none.',
    ),
  reaction: z
    .string()
    .regex(/^[^\s:]+$/, 'the name of an emoji without colons')
    .describe('For `by-reaction`: the name of the emoji, without colons.'),
  kind: z
    .enum(['discussions', 'issues', 'import'])
    .describe(
      'What a conversation becomes on GitHub. `import` makes issues that keep their dates, for a one-off migration.',
    ),
  category: z
    .string()
    .min(1)
    .describe('Name of the discussion category. Without it the repository’s default one is used.'),
  labels: z.array(z.string().min(1).max(50)).describe('Labels for issues.'),
  quietHours: z
    .number()
    .min(0)
    .max(24 * 365)
    .describe(
      'Hours since the last message before a conversation is posted, so that people can still delete and a post is written once.',
    ),
  minReplies: z.int().min(0).describe('Conversations with fewer replies stay on the site and get no post.'),
  comments: z
    .enum(['packed', 'per-message'])
    .describe(
      '`packed` puts the whole conversation into the body of the post. `per-message` makes a comment of each reply: prettier, but GitHub allows only about 150 to 500 an hour.',
    ),
  answerReaction: z
    .string()
    .regex(/^[^\s:]+$/, 'the name of an emoji without colons')
    .describe(
      'A reply with this reaction by the person who asked, or by one of `maintainers`, is the answer. Name of the emoji, without colons.',
    ),
  maintainers: z
    .array(z.string().regex(/^[UW][A-Z0-9]{2,}$/, 'a Slack user id such as U024BE7LH'))
    .describe('Slack ids of people whose mark makes an answer as well.'),
  withStitches: z.boolean().describe('Also for loose messages that stand close together in time.'),
};

const channelSchema = z
  .strictObject({
    id: z
      .string()
      .regex(
        /^C[A-Z0-9]{2,}$/,
        'a channel id such as C024BE91L (it stands at the very end of the channel’s details in Slack)',
      )
      .describe('The channel’s id: in Slack, open the channel’s details and look at the very end.'),
    folder: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Only for a folder of an export that its channels.json does not list: the name of that folder.',
      ),
    posts: z
      .strictObject(postsShape)
      .partial()
      .optional()
      .describe('Settings for posts of this channel, over those of the whole file.'),
  })
  .describe('A public channel that is archived.');

function namedOnce({ value, issues }: z.core.ParsePayload<readonly { readonly id: string }[]>): void {
  value.forEach(({ id }, index) => {
    if (value.findIndex((other) => other.id === id) === index) return;
    const message = `each channel once, but ${id} stands there twice`;
    issues.push({ code: 'custom', input: id, path: [index, 'id'], message });
  });
}

export const configSchema = z.strictObject({
  site: z
    .strictObject({
      title: z
        .string()
        .min(1)
        .optional()
        .describe('Heading of the site. Without it the name of the workspace.'),
      description: z
        .string()
        .min(1)
        .optional()
        .describe('One sentence for the home page and for search engines.'),
      baseUrl: z
        .url({ protocol: /^https?$/, error: 'a web address such as https://acme.github.io/chat/' })
        .optional()
        .describe(
          'Where the site will stand. Needed for canonical links, feeds, the sitemap and links from GitHub; pages work without.',
        ),
      language: z
        .string()
        .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/, 'a language tag such as en or pt-BR')
        .default('en')
        .describe('Language of most messages, as a BCP 47 tag.'),
      templates: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Folder with your own templates, beside this file. Each one replaces ours of the same name.',
        ),
    })
    .prefault({})
    .describe('The static site.'),
  channels: z
    .array(channelSchema)
    .check(namedOnce)
    .optional()
    .describe(
      'The public channels to archive. Without this list `migrate` shows all public channels of the export and asks. Private channels and direct messages are always refused.',
    ),
  files: z
    .strictObject({
      kinds: z
        .array(z.enum(fileKinds))
        .default([])
        .describe(
          'Which files `pull` copies from Slack: `images` (PNG, JPEG, GIF, WebP, shown on the pages), `texts` (redacted as messages are), `others` (PDF, archives, video: as they are). None without this. Needs the scope `files:read`.',
        ),
      megabytesEach: z
        .number()
        .min(1)
        .max(100)
        .default(10)
        .describe('Larger files are not copied. 1 MB = 1,000,000 bytes; GitHub takes no file over 100 MB.'),
      megabytesInAll: z
        .number()
        .min(1)
        .default(400)
        .describe('No more is copied than this in all. GitHub Pages takes 1 GB, with the pages.'),
    })
    .prefault({})
    .describe(
      'Copies of files that messages show. Off by default: a screenshot may show what nobody meant to publish.',
    ),
  notices: z
    .strictObject({
      posted: z.boolean().default(false).describe('When a thread has a post: one line with its address.'),
      answered: z
        .boolean()
        .default(false)
        .describe('When people answered on GitHub for the first time: one line with the address.'),
    })
    .prefault({})
    .describe(
      'Lines that `sync` says in Slack threads, once each, and only in threads of the last 14 days. Off by default. They need the scope `chat:write`, and the app as a member of the channel.',
    ),
  consent: z
    .strictObject({
      communityWasTold: z
        .boolean()
        .describe('`true` once the members know that these channels become public, and how to opt out.'),
    })
    .optional()
    .describe('Publishing what people wrote needs their knowledge. unsilo asks until this is set.'),
  people: z
    .record(
      z.string().regex(/^[UW][A-Z0-9]{2,}$/, 'a Slack user id such as U024BE7LH'),
      z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/, 'a GitHub login without @'),
    )
    .default({})
    .describe('Slack user id → GitHub login. Shown as a name, never as a mention. Nobody is guessed.'),
  posts: z
    .strictObject({
      which: postsShape.which.default('everything'),
      reaction: postsShape.reaction.default('pushpin'),
      kind: postsShape.kind.default('discussions'),
      category: postsShape.category.optional(),
      labels: postsShape.labels.default([]),
      quietHours: postsShape.quietHours.default(24),
      minReplies: postsShape.minReplies.default(1),
      comments: postsShape.comments.default('packed'),
      project: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/, 'a repository such as acme/lib')
        .optional()
        .describe(
          'Links to issues and pull requests of this repository show there that the conversation named them. Links to any other leave no trace. Without it, the repository that is posted to.',
        ),
      withStitches: postsShape.withStitches.default(false),
      answerReaction: postsShape.answerReaction.default('white_check_mark'),
      maintainers: postsShape.maintainers.default([]),
    })
    .prefault({})
    .describe('What goes to GitHub.'),
});

/** The file as the program sees it: every default filled in. */
export type ConfigFile = z.output<typeof configSchema>;

/** The schema for editors, as JSON Schema; `config/unsilo.schema.json` holds exactly this. */
export function configJsonSchema(): object {
  return {
    title: 'unsilo.yml',
    description: 'Settings of unsilo. All are optional.',
    ...z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' }),
  };
}
