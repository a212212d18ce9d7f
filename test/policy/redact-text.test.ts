import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactedMark, redactText } from '../../src/policy/redact-text.ts';
import { secret } from '../fixtures/lantern/ids.mjs';

const { email, phone, token, invitation } = redactedMark;
const bot = ['xoxb', '123456789012', 'abcDEF'].join('-');
const app = ['xapp', '1', 'A1', '99', 'deadbeef'].join('-');
const file = ['xoxe', '123', 'abc'].join('-');
const hook = ['https://hooks.slack.com', 'services', 'T0', 'B0', 'abcdef'].join('/');

describe('taken out of a text', () => {
  it.each([
    ['a bot token', `set ${bot} please`, `set ${token} please`],
    ['a token in code', `\`\`\`TOKEN=${bot}\`\`\``, `\`\`\`TOKEN=${token}\`\`\``],
    ['a token glued to a word', `SLACK_${bot}`, `SLACK_${token}`],
    ['an app token', `(${app})`, `(${token})`],
    ['a rotating token', ['xoxe.xoxb', '1', 'Mi0yLTEyMw'].join('-'), token],
    ['a cookie with escapes', `d=${['xoxd', 'ab%2Bcd%3D%3D'].join('-')}; x`, `d=${token}; x`],
    ['a webhook', `POST <${hook}|hook>`, `POST <${token}|hook>`],
    [
      'the key of a file',
      `<https://files.slack.com/files-pri/T0-F0/a.png?t=${file}|a>`,
      '<https://files.slack.com/files-pri/T0-F0/a.png|a>',
    ],
    [
      'the key of a canvas',
      `https://acme.slack.com/docs/T0/F0?x=1&token=${file} next`,
      'https://acme.slack.com/docs/T0/F0 next',
    ],
    [
      'a token parameter anywhere',
      'https://x.example/a?b=1&token=s3cret&c=2',
      'https://x.example/a?b=1&&c=2',
    ],
    ['a long t parameter anywhere', 'https://x.example/a?t=abcdefghijklmnop123', 'https://x.example/a?'],
    ['an invitation', `<${secret.invitation}>`, `<${invitation}>`],
    ['a mail link', '<mailto:yui@lantern.example|Yui, at home>', email],
    ['an address', 'ask yui@lantern.example.', `ask ${email}.`],
    ['an address in italics', '_yui@lantern.example_', `${email}_`],
    ['an address in bold', '*yui@lantern.example*', `*${email}*`],
    [
      'an address after a slash, an equals sign, a colon',
      'a/yui@x.example b=yui@x.example c:yui@x.example',
      `a/${email} b=${email} c:${email}`,
    ],
    ['an address with other letters', 'jürgen.müller@bücher.example', email],
    [
      'an address in a link',
      'https://x.example/?who=yui%40lantern.example&a=1',
      `https://x.example/?${'who='}${email}&a=1`,
    ],
    ['a name and password in a link', 'https://yui:pass@db.lantern.example/x', `https://yui:${email}/x`],
    ['an address before a dash', 'yui@lantern.example--', `${email}--`],
    ['a phone link', '<tel:+15550100199|+1 555 0100 199>', phone],
    ['a phone number of the world', 'call +47 22 01 00 99!', `call ${phone}!`],
    ['a phone number after a colon', 'Tel:+4722010099', `Tel:${phone}`],
    ['a phone number with brackets', 'or (555) 010-0123', `or ${phone}`],
    ['a phone number with dashes', '"phone":"555-010-0123"', `"phone":"${phone}"`],
    ['a phone number with dots', '555.010.0123', phone],
    ['a phone number with spaces', 'is 555 010 0123 yours?', `is ${phone} yours?`],
  ])('%s', (_, text, expected) => {
    expect(redactText(text)).toBe(expected);
  });
});

describe('left as it is', () => {
  it.each([
    ['a version', 'Node 20.19.4, 1.2.3-4567, v555.010.0123.1'],
    ['a ts', '1710786933.057029'],
    [
      'a permalink',
      'https://acme.slack.com/archives/C024BE91L/p1710786933057029?thread_ts=1710786900.000100&cid=C024BE91L',
    ],
    ['dates and times', '2025-04-02 10:11:12 +0100 2024, 2024-03-18T18:35:33+0100'],
    ['a date that Slack took for a phone number', '777 2025-04-02'],
    ['addresses of machines', '192.168.100.200 10.0.0.1:8080 fe80::1 255.255.255.0'],
    ['long numbers', '12345678901234567890 4111111111111111 +12345678901234567890'],
    ['a table of numbers', '128 256 1024 2048\n 100 200 3000  400 500 6000'],
    ['a row with signs', '+1 -1 +2 +3 +1 2 3 4 5 6 7 8 9'],
    ['numbers with a thousands separator', '12 480 113 events, 1 234 567 8'],
    ['packages', 'npm i react@18.2.0 @slack/web-api@8.2.0 lodash@4.17.21'],
    ['a git address', 'git clone git@github.com:lantern-example/lantern.git'],
    ['mentions', '<@U024BE7LH> and @yui, @lantern-example'],
    ['a decorator', '@Component({}) class A {}; x@y'],
    ['a time in a film', 'https://video.example/watch?v=abc&t=1m30s https://video.example/?t=5400'],
    ['a hash', 'sha256:9f86d081884c7d659a2feaa0c55ad015 a31f9c2 550e8400-e29b-41d4-a716-446655440000'],
    ['arithmetic', 'x = a+1234567890; y=(123)+456-7890; 5-10+20'],
    ['words that sound like tokens', 'xox, foxox-ab, myxapp-release'],
    ['a card of digits', 'ISBN 978-3-16-148410-0'],
  ])('%s', (_, text) => {
    expect(redactText(text)).toBe(text);
  });
});

const address = fc
  .tuple(
    fc.stringMatching(/^[a-z][a-z0-9._+-]{0,20}$/),
    fc.stringMatching(/^[a-z][a-z0-9-]{0,10}\.(?:com|org|example)$/),
  )
  .map(([name, host]) => `${name}@${host}`)
  .filter((text) => !text.startsWith('git@'));
const number = fc
  .tuple(
    fc.integer({ min: 1, max: 99 }),
    fc.array(fc.integer({ min: 100, max: 999 }), { minLength: 3, maxLength: 3 }),
  )
  .chain(([country, groups]) =>
    fc.constantFrom(' ', '-', '.').map((between) => [`+${country}`, ...groups].join(between)),
  );
const slack = fc
  .tuple(
    fc.constantFrom('xoxa', 'xoxb', 'xoxp', 'xoxe', 'xoxc', 'xoxs'),
    fc.stringMatching(/^[A-Za-z0-9-]{8,40}$/),
  )
  .map((parts) => parts.join('-'));
const around = fc.constantFrom('', ' ', '\n', '(', ')', '"', '`', '*', ',', ': ', '<', '>', '|');

describe('whatever stands around it', () => {
  it.each<[string, fc.Arbitrary<string>]>([
    ['an address', address],
    ['a phone number', number],
    ['a token', slack],
  ])('%s does not get through', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, around, around, fc.lorem(), (found, before, after, words) => {
        expect(redactText(`${words} ${before}${found}${after} ${words}`)).not.toContain(found);
      }),
    );
  });

  it('a text without secrets comes back as it is, and a second time changes nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.lorem({ mode: 'sentences' }),
          fc.stringMatching(/^[\w@.+() -]{0,80}$/),
        ),
        (text) => {
          const once = redactText(text);
          expect(redactText(once)).toBe(once);
        },
      ),
    );
  });

  it('long texts made to hurt take no longer than others', () => {
    const hurtful = [
      'a',
      'a.',
      '1 ',
      '+1',
      'a@',
      '@a.',
      '(555) ',
      '%40',
      'xox',
      '555-',
      'https://files.slack.com/',
      '<tel:',
      '?t=',
      '&token=',
    ];
    for (const part of hurtful) {
      const start = performance.now();
      redactText(`${part.repeat(100_000 / part.length)}@ +1 xox`);
      expect(performance.now() - start, part).toBeLessThan(1500);
    }
  });
});
