import type { JsonObject } from '../../src/model/json.ts';
import { blockMessage, list, mrkdwn, plain, richMessage, richText, said, section } from './content.ts';

const site = 'https://lantern.example/';
const permalink = 'https://lantern.slack.com/archives/C0HELP/p1710786933057029';
const cell = (text: string) => ({ type: 'raw_text', text });

/** One invented message of each kind that Slack knows. */
export const kindsOfMessages: Readonly<Record<string, JsonObject>> = {
  text: {
    text: [
      'Hi <@U0ADA|ada>, *bold*, _italic_, ~struck~ and `code` in <#C0HELP|>, <!here>!',
      '&gt; a quoted line with <https://lantern.example/a?b=1&amp;c=2|a link>',
      'then <https://lantern.example/>, <mailto:lamp@lantern.example|mail>, 2 &lt; 3 &amp; snake_case :tada: :our-logo:',
      '```fn main() { println!("`ticks`"); }```',
      'not mine: @octocat #12 https://lantern.example $x$',
    ].join('\n'),
  },
  'rich-text': richMessage(
    said('plain, '),
    said('bold', 'bold'),
    said(' and '),
    said('all of it', 'bold', 'italic', 'strike', 'underline'),
    said(', '),
    said('code', 'code'),
    said('\nhalf a'),
    said('word', 'bold'),
    said(' '),
    { type: 'user', user_id: 'U0ADA' },
    said(' '),
    { type: 'usergroup', usergroup_id: 'S0CORE' },
    said(' '),
    { type: 'channel', channel_id: 'C0DEV' },
    said(' '),
    { type: 'broadcast', range: 'channel' },
    said(' '),
    { type: 'emoji', name: 'wave', unicode: '1f44b-1f3fd', skin_tone: 4 },
    { type: 'emoji', name: 'our-logo' },
    said(' '),
    { type: 'date', timestamp: 1720000000, format: '{date_long} at {time}', fallback: 'July' },
    said(' '),
    { type: 'link', url: `${site}code`, text: 'linked code', style: { code: true } },
    said(' '),
    { type: 'link', url: permalink },
    said(' '),
    { type: 'color', value: '#ffb000' },
  ),
  lists: blockMessage(
    richText(
      section(said('To light a lantern:')),
      list('ordered', ['open it', 'fill it']),
      list('bullet', ['oil, not water'], { indent: 1 }),
      list('ordered', ['the clear one'], { indent: 2 }),
      list('ordered', ['light it'], { offset: 2 }),
      section(said('Later:')),
      list('ordered', ['put it out'], { offset: 3 }),
      list('bullet', ['in a quote'], { border: 1 }),
    ),
  ),
  code: blockMessage(
    richText(
      {
        type: 'rich_text_preformatted',
        language: 'rust',
        elements: [said('let a = "```";\n\n  // <b> & `c`\n')],
      },
      { type: 'rich_text_preformatted', border: 1, elements: [said('quoted code')] },
    ),
  ),
  quote: blockMessage(
    richText({
      type: 'rich_text_quote',
      elements: [said('first '), said('bold', 'bold'), said('\nsecond\n\nthird')],
    }),
  ),
  table: blockMessage({
    type: 'table',
    column_settings: [{}, { align: 'right' }],
    rows: [
      [cell('query'), cell('ms')],
      [cell('a | b'), richText(section(said('2.9', 'bold')))],
      [cell('scan')],
    ],
  }),
  blocks: blockMessage(
    { type: 'header', text: plain('Weekly report :tada:') },
    {
      type: 'section',
      text: mrkdwn('*Throughput* is up `12 %`'),
      fields: [mrkdwn('*Open*\n41'), plain('Closed')],
      accessory: { type: 'button', text: plain('Board'), url: `${site}board` },
    },
    { type: 'divider' },
    {
      type: 'image',
      image_url: `${site}chart.png`,
      alt_text: 'a chart that goes up',
      title: plain('Latency'),
    },
    { type: 'actions', elements: [{ type: 'button', text: plain('Approve') }] },
    { type: 'context', elements: [mrkdwn('from *Moth*'), plain('v1.4')] },
  ),
  markdown: blockMessage({
    type: 'markdown',
    text: '## Title\n\n- [x] done\n- [ ] *open*\n\n> quoted\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n![a moth](https://lantern.example/moth.png)',
  }),
  attachment: {
    attachments: [
      {
        pretext: 'New issue',
        author_name: 'Moth',
        title: 'Crash on start',
        title_link: `${site}issues/1`,
        text: 'It *crashes*.',
        fields: [{ title: 'Priority', value: 'High' }],
        footer: 'tracker',
      },
    ],
  },
  preview: {
    text: `<${site}post>`,
    attachments: [
      { from_url: `${site}post`, service_name: 'Lantern', title: 'Lamps & lanterns', text: 'Long.' },
    ],
  },
  'quoted-message': {
    text: `<${permalink}>`,
    attachments: [{ is_msg_unfurl: true, from_url: permalink, author_name: 'kofi', text: 'Try *oil*.' }],
  },
  files: {
    text: 'Two files',
    files: [
      {
        id: 'F0NOTES',
        title: 'notes.txt',
        pretty_type: 'Plain Text',
        size: 34_560,
        permalink: 'https://lantern.slack.com/files/U0ADA/F0NOTES/notes.txt',
        preview: 'oil\nwick',
        alt_txt: 'what to buy',
      },
      { id: 'F0GONE', mode: 'tombstone' },
    ],
  },
  bot: {
    subtype: 'bot_message',
    bot_id: 'B0MOTH',
    username: 'Moth',
    text: 'Build <https://lantern.example/ci|#41> *passed*',
  },
  action: { subtype: 'me_message', text: 'lights the lantern' },
  deleted: { subtype: 'tombstone', text: 'This message was deleted.' },
  join: { subtype: 'channel_join', text: '<@U0ADA> has joined the channel' },
  huddle: {
    subtype: 'huddle_thread',
    room: { participant_history: ['U0ADA', 'U0KOFI'], date_start: 1720000000, date_end: 1720000750 },
  },
  unknown: blockMessage({ type: 'poll', title: plain('Tabs or spaces?'), options: [{ text: plain('Yes') }] }),
};
