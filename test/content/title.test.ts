import { describe, expect, it } from 'vitest';
import { disarmTitle } from '../../src/content/disarm.ts';
import { withoutGreeting } from '../../src/content/greeting.ts';
import { titleFor } from '../support/content.ts';

describe('titles', () => {
  it.each([
    [
      'the first sentence',
      'The import takes 40 minutes. It used to take two.',
      'The import takes 40 minutes.',
    ],
    [
      'a greeting and a mention left out',
      'Hi <@U0ADA>, the import takes 40 minutes',
      'the import takes 40 minutes',
    ],
    ['several greetings', 'Hello everyone! Good morning :wave: Can lamps be nested?', 'Can lamps be nested?'],
    ['the greeting on a line of its own', 'hey folks\n\nCan lamps be nested?', 'Can lamps be nested?'],
    ['styles and links as words', '*Can* <https://a.example|lamps> be `nested`?', 'Can lamps be nested?'],
    [
      'an address passed over',
      '<https://a.example/a/long/path>\nIs this the right page?',
      'Is this the right page?',
    ],
    [
      'code passed over',
      '```let lamp = nested()```\nWhy does this not compile?',
      'Why does this not compile?',
    ],
    ['a bullet without its sign', '• Can lamps be nested?', 'Can lamps be nested?'],
    [
      'a sentence in a script without spaces',
      '灯籠を入れ子にすることはできますか。それとも別の方法がありますか。',
      '灯籠を入れ子にすることはできますか。',
    ],
    [
      'an abbreviation in its beginning',
      'e.g. Lamps that are nested do not light',
      'e.g. Lamps that are nested do not light',
    ],
    ['one short line for want of a longer', 'Lamps', 'Lamps'],
  ])('%s', (_, text, title) => {
    expect(titleFor(text)).toBe(title);
  });

  it('end at a word after at most 100 signs', () => {
    const title = titleFor(`${'Every lamp is lit, '.repeat(20)}`);
    expect([...title].length).toBeLessThanOrEqual(100);
    expect(title).toMatch(/ (?:Every|lamp|is|lit)…$/);
  });

  it('cut no sign in two', () => {
    expect([...titleFor('👍🏽 a'.repeat(200))].length).toBeLessThanOrEqual(100);
    expect(titleFor(`Lamp${'灯'.repeat(300)}`)).not.toMatch(/\p{Surrogate}/u);
  });

  it('come from the next message when the first says nothing', () => {
    expect(titleFor('hi', ':wave:', 'Can lamps be nested?')).toBe('Can lamps be nested?');
    expect(titleFor({ subtype: 'tombstone' }, 'Can lamps be nested?')).toBe('Can lamps be nested?');
  });

  it('say where and when, for want of words', () => {
    expect(titleFor('👍')).toBe('Conversation in #help, 2024-07-03');
    expect(titleFor({ files: [{ id: 'F0' }] })).toBe('Files in #help, 2024-07-03');
    expect(titleFor({ files: [{ id: 'F0', name: 'lamps.csv' }] })).toBe('lamps.csv');
    expect(titleFor({ subtype: 'tombstone' })).toBe('Conversation in #help, 2024-07-03');
  });

  it('turn no direction around, not even a cut one', () => {
    expect(titleFor(`\u202eevil \u2066title that is read ${'backwards '.repeat(20)}`)).toMatch(
      /^evil title that is read/,
    );
  });

  it('do nothing on GitHub', () => {
    expect(disarmTitle('@octocat #12 o/r#3 :shipit: 10:30:45')).toBe(
      '@\u200boctocat #\u200b12 o/r#\u200b3 :\u200bshipit: 10:30:45',
    );
  });
});

describe('a greeting', () => {
  it.each([
    ['Hi all, the build fails', 'the build fails'],
    ['Thanks! The build works', 'The build works'],
    ['Thanks all, the build works', 'the build works'],
    ['All: please update', 'please update'],
    ['Hi there, there is a bug', 'there is a bug'],
    ['@here the release is out', 'the release is out'],
    ['Hey folks 👋🏽 I have a question', 'I have a question'],
  ])('before words is left out: %s', (sentence, rest) => {
    expect(withoutGreeting(sentence)).toBe(rest);
  });

  it.each([
    'Your build fails',
    'hiking is fun',
    'No module named foo',
    'no-op function fails',
    'ok/cancel dialog is broken',
    'There is a bug',
    'All tests fail',
    'Thanks for the fix',
    'Team page is broken',
    'Everyone should update',
    'hello',
  ])('is not what only begins like one, nor all there is: %s', (sentence) => {
    expect(withoutGreeting(sentence)).toBe(sentence);
  });
});
