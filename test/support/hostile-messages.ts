import type { JsonObject } from '../../src/model/json.ts';
import { formatMarker, hashText, type PostKey } from '../../src/publish/marker.ts';

const marker = formatMarker({ key: 'a'.repeat(26) as PostKey, part: 0, parts: 1, hash: hashText('x') });

/** What people may write who want more than to be read: each is shown as it is and does nothing. */
export const hostileTexts: readonly string[] = [
  // HTML
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '" style="position:fixed" x="',
  '</p></div></body></html>',
  '</code></pre><script>alert(1)</script>',
  '<iframe src="https://evil.example"></iframe>',
  '<a href="https://evil.example">click</a>',
  '<style>*{display:none}</style>',
  '<details open><summary>x</summary>',
  '<div align=center>',
  '<table><tr><td>',
  '<!DOCTYPE html><?php ?> <![CDATA[x]]>',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<ins>a</ins> <br> <span>$</span>',
  '&lt;script&gt; &#60;script&#62; &#x3c;script&#x3e; &amp;lt;script&amp;gt;',
  '&copy; &nbsp; &Tab; &NewLine; &colon; &lpar;',
  // comments, ours among them
  '<!-- hidden -->',
  '<!-- never closed',
  '--> <!-- -->',
  marker,
  `${marker}\n${marker}`,
  '<!-- /unsilo -->',
  // Markdown
  '![picture](https://evil.example/pixel.png)',
  '[link](https://evil.example)',
  '[link][evil]\n\n[evil]: https://evil.example "title"',
  '[evil]: javascript:alert(1)\n[evil]',
  '<https://evil.example\\>',
  'https://evil.example www.evil.example ftp://evil.example evil@evil.example mailto:evil@evil.example',
  'http://evil.example/<b>/@octocat',
  'a@-b.example a_b@_c.example xmpp:a@b.example',
  '# heading\n## heading\n####### none',
  'setext\n===\nsetext\n---',
  '---\n***\n___\n- - -',
  '- a\n+ b\n* c\n1. d\n2) e\n- [ ] f\n- [x] g',
  '    code\n\tcode',
  '> quote\n>> quote',
  '| a | b |\n|---|---|\n| c | d |',
  '~~~\ncode\n~~~\n````js\ncode',
  '`` ` `` ``` ` ```',
  'foot[^1]\n\n[^1]: note',
  '**bold** __bold__ *em* _em_ ***both*** ~~del~~ ~del~',
  '\\*not\\* \\` \\< \\[ \\\\ \\',
  'line  \nbreak\\\nbreak',
  '<div>\n\n*x*\n\n</div>',
  'a\u0000b\n\u0085c\u2028d\u2029e',
  // GitHub
  '@octocat @org/team @everyone me@octocat',
  '#1 GH-1 gh-22 octo/repo#1 octo/repo@0a1b2c3d4e 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  '(@octocat) "@octocat" _@octocat_ @_octocat @-octocat',
  ':shipit: :octocat: :+1: :man-woman-boy:',
  '$a$ $$b$$ $`c`$ \\(d\\) \\[e\\]',
  '> [!NOTE]\n> x\n[!WARNING]\nx',
  '```mermaid\ngraph TD\n```',
  'fixes #1, closes octo/repo#2, resolves GH-3',
  'https://github.com/octo/repo/issues/1',
  '/close /assign @octocat',
  // templates
  '{{title}} {{{body}}} {{> partial}} {{#each x}} {{else}} {{/each}} {{! comment }} \\{{x}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is the text
  '${process.env.SECRET} <%= x %> {% raw %} [[wiki]] #{x} %s %d',
  // characters
  '\u202e gnp.exe \u2066 open \u2067 isolates',
  'zero\u200bwidth @\u200boctocat #\u200d1 \ufeff\u2060',
  '\u0007\u001b[31mred\u001b[0m\u009b',
  '\ud800 \udc00 half pairs',
  '\ufdd0\uffff\u{1fffe}',
  'Ｆｕｌｌ ＜script＞ ＠octocat ＃1',
  'e\u0301\u0301\u0301'.repeat(20),
];

/** No address of these may ever become a link. */
export const hostileAddresses: readonly string[] = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'javascript&colon;alert(1)',
  '&#106;avascript:alert(1)',
  'javascript://https://a.example/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:image/svg+xml;base64,PHN2Zz4=',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://a.example/1',
  'filesystem:https://a.example/1',
  'view-source:https://a.example',
  'about:blank',
  'intent://a.example#Intent;end',
  'ms-word:ofe|u|https://a.example',
  'search-ms:query=x',
  '//evil.example/',
  '/relative',
  '?query',
  '#fragment',
  'https:evil.example',
  'https://',
  'http://[evil',
  'https://a.example:port/',
];

/** Addresses that are links, but must not end the place where they stand. */
export const awkwardAddresses: readonly string[] = [
  'https://a.example/"onmouseover="alert(1)',
  "https://a.example/'onmouseover='alert(1)",
  'https://a.example/><script>alert(1)</script>',
  'https://a.example/) [x](javascript:alert(1))',
  'https://a.example/]( "title',
  'https://a.example/\\',
  'https://a.example/`code`',
  'https://a.example/*bold*_em_~~del~~',
  'https://a.example/&quot;&#x27;&lt;',
  'https://a.example/?a=1&copy=2&lt;3',
  'https://a.example/\u202egnp.exe',
  'https://a.example/\u0000\u0007',
  'https://a.example/|cell|',
  'https://a.example/<!-- x -->',
  'https://a.example/{{title}}',
  'https://a.example/@octocat#1',
  'https://a.example/((((',
  'https://a.example/))))',
  'https://user:pass@a.example/',
  'mailto:a@a.example?subject=<b>"&body=#1',
  'tel:+1"onclick="x',
];

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
