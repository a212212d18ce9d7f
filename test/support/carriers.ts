import type { JsonObject } from '../../src/model/json.ts';

type Carrier = (said: string) => JsonObject;

const rich = (...elements: readonly JsonObject[]): JsonObject => ({
  blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
});
const block = (json: JsonObject): JsonObject => ({ blocks: [json] });
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });

/** Every place of a message that holds words, with the words in it. */
export const textCarriers: Readonly<Record<string, Carrier>> = {
  text: (text) => ({ text }),
  'escaped text': (text) => ({
    text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  }),
  'text of a bot': (text) => ({ text, subtype: 'bot_message', username: text }),
  'edited text': (text) => ({ text, edited: { ts: '1720000001.000000', user: 'U0ADA' } }),
  'an action': (text) => ({ text, subtype: 'me_message' }),
  'an event': (text) => ({ text, subtype: 'channel_topic' }),
  'an unknown subtype': (text) => ({ text, subtype: text }),
  'rich text': (text) => rich({ type: 'text', text }),
  'styled rich text': (text) =>
    rich({ type: 'text', text, style: { bold: true, italic: true, strike: true } }),
  'underlined rich text': (text) => rich({ type: 'text', text, style: { underline: true } }),
  'inline code': (text) => rich({ type: 'text', text, style: { code: true } }),
  'a label': (text) => rich({ type: 'link', url: 'https://a.example/', text }),
  'a label in mrkdwn': (text) => ({ text: `<https://a.example/|${text}>` }),
  'a label of a mention': (text) => ({
    text: `<@U0X|${text}> <#C0X|${text}> <!subteam^S0X|${text}> <!x|${text}>`,
  }),
  'the name of an emoji': (name) => rich({ type: 'emoji', name, unicode: name }),
  'the range of a broadcast': (range) => rich({ type: 'broadcast', range }),
  'an id': (id) =>
    rich(
      { type: 'user', user_id: id },
      { type: 'channel', channel_id: id },
      { type: 'usergroup', usergroup_id: id },
    ),
  'the format of a date': (format) =>
    rich({ type: 'date', timestamp: 1, format, fallback: format }, { type: 'date', fallback: format }),
  'the format of a date in mrkdwn': (format) => ({
    text: `<!date^1^${format}|${format}> <!date^x^y|${format}>`,
  }),
  'a colour': (value) => rich({ type: 'color', value }),
  'an unknown element': (text) => rich({ type: text, text }),
  'an element wrapped by a tool': (text) =>
    rich({ type: 'text', Raw: JSON.stringify({ type: 'text', text }) }),
  'a quote': (text) =>
    block({ type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }] }),
  code: (text) =>
    block({
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', language: text, elements: [{ type: 'text', text }] }],
    }),
  'a list': (text) =>
    block({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_list',
          style: text,
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
        },
      ],
    }),
  'a header': (text) => block({ type: 'header', text: plain(text) }),
  'a section': (text) => block({ type: 'section', text: mrkdwn(text), fields: [plain(text), mrkdwn(text)] }),
  'a context': (text) =>
    block({ type: 'context', elements: [plain(text), mrkdwn(text), { type: 'image', alt_text: text }] }),
  'a picture': (text) =>
    block({ type: 'image', image_url: 'https://a.example/i.png', alt_text: text, title: plain(text) }),
  'a button': (text) =>
    block({
      type: 'actions',
      elements: [
        { type: 'button', text: plain(text) },
        { type: text, placeholder: text },
      ],
    }),
  'a linked button': (text) =>
    block({ type: 'actions', elements: [{ type: 'button', text: plain(text), url: 'https://a.example/' }] }),
  'a markdown block': (text) => block({ type: 'markdown', text }),
  'a table': (text) =>
    block({
      type: 'table',
      rows: [
        [
          { type: 'raw_text', text },
          { type: 'raw_number', value: text },
        ],
        [
          {
            type: 'rich_text',
            elements: [
              { type: 'rich_text_section', elements: [{ type: 'text', text, style: { code: true } }] },
            ],
          },
        ],
      ],
    }),
  'a video': (text) =>
    block({ type: 'video', title: plain(text), video_url: 'https://a.example/v', description: plain(text) }),
  'a task': (text) =>
    block({ type: 'task_card', title: text, status: text, sources: [{ url: 'https://a.example/', text }] }),
  'a card': (text) => block({ type: 'card', title: mrkdwn(text), subtitle: plain(text), body: mrkdwn(text) }),
  'a file block': (text) => block({ type: 'file', external_id: text }),
  'an unknown block': (text) => block({ type: text, title: text, text: mrkdwn(text) }),
  'an attachment': (text) => ({
    attachments: [
      {
        pretext: text,
        author_name: text,
        title: text,
        title_link: 'https://a.example/',
        text,
        fields: [{ title: text, value: text }],
        footer: text,
      },
    ],
  }),
  'a preview': (text) => ({
    attachments: [{ from_url: 'https://a.example/', service_name: text, title: text }],
  }),
  'a quoted message': (text) => ({
    attachments: [{ is_msg_unfurl: true, author_name: text, text, from_url: 'https://a.example/' }],
  }),
  'a file': (text) => ({
    files: [{ id: 'F0', title: text, name: text, pretty_type: text, alt_txt: text, preview: text }],
  }),
};

/** Every place of a message that holds an address, with the address in it. */
export const addressCarriers: Readonly<Record<string, Carrier>> = {
  'a token': (url) => ({ text: `<${url}> <${url}|label> <${url}|*label*>` }),
  'an escaped token': (url) => ({
    text: `<${url.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}|label>`,
  }),
  'the link of a date in mrkdwn': (url) => ({ text: `<!date^1^{date}^${url}|x>` }),
  'rich text': (url) =>
    rich(
      { type: 'link', url },
      { type: 'link', url, text: 'label' },
      { type: 'link', url, text: 'c', style: { code: true } },
    ),
  'the link of a date': (url) => rich({ type: 'date', timestamp: 1, format: '{date}', url }),
  'a mention of a message': (url) => rich({ type: 'message_mention', url, text: 'label' }),
  'an emoji': (url) => rich({ type: 'emoji', name: 'own', url }),
  'a picture': (url) => block({ type: 'image', image_url: url, alt_text: 'alt' }),
  'a picture kept in Slack': (url) => block({ type: 'image', slack_file: { url }, alt_text: 'alt' }),
  'a button': (url) =>
    block({
      type: 'actions',
      elements: [
        { type: 'button', text: plain('Go'), url },
        { type: 'button', url },
      ],
    }),
  'an accessory': (url) =>
    block({
      type: 'section',
      text: plain('a'),
      accessory: { type: 'image', image_url: url, alt_text: 'alt' },
    }),
  'a video': (url) =>
    block({ type: 'video', title: plain('Talk'), title_url: url, video_url: url, thumbnail_url: url }),
  'a source': (url) => block({ type: 'task_card', title: 'a', sources: [{ url, text: 'label' }, { url }] }),
  'a card': (url) =>
    block({
      type: 'card',
      title: plain('a'),
      hero_image: { image_url: url },
      actions: [{ type: 'button', text: plain('Go'), url }],
    }),
  'a markdown block': (url) =>
    block({ type: 'markdown', text: `[a](<${url}>) ![b](<${url}>) <${url}> [c][d]\n\n[d]: <${url}>` }),
  'a title': (url) => ({
    attachments: [
      { title: 'a', title_link: url, author_name: 'b', author_link: url, image_url: url, thumb_url: url },
    ],
  }),
  'a preview': (url) => ({ attachments: [{ title: 'a', from_url: url, original_url: url }] }),
  'a quoted message': (url) => ({ attachments: [{ is_msg_unfurl: true, text: 'a', from_url: url }] }),
  'an old button': (url) => ({
    attachments: [{ text: 'a', actions: [{ type: 'button', text: 'Go', url }] }],
  }),
  'a file': (url) => ({
    files: [
      { id: 'F0', title: 'a', permalink: url },
      { id: 'F1', title: 'b', external_url: url },
    ],
  }),
};
