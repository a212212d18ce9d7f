import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../src/model/json.ts';
import { messageKind } from '../../src/model/message-kind.ts';
import { parseMessage } from '../../src/model/parse-message.ts';

const base = { type: 'message', ts: '1710786933.057029', text: 'hello' };

function parsed(fields: JsonObject) {
  const message = parseMessage({ ...base, ...fields });
  if (message === undefined) throw new Error('no message');
  return message;
}

describe('a Slack message', () => {
  it.each([[{}], [{ ts: null }], [{ ts: 1710786933.05 }], [{ ts: 'NaN' }]])(
    'is none without a valid ts: %j',
    (json) => {
      expect(parseMessage(json as JsonObject)).toBeUndefined();
    },
  );

  it.each<[string, JsonObject, object]>([
    ['a person', { user: 'U012AB3CD' }, { kind: 'user', userId: 'U012AB3CD' }],
    [
      'a person of another workspace',
      { user: 'W012AB3CD', user_team: 'T0OTHER11', user_profile: { display_name: '', real_name: 'Ada' } },
      { kind: 'user', userId: 'W012AB3CD', teamId: 'T0OTHER11', name: 'Ada' },
    ],
    [
      'a classic bot',
      { subtype: 'bot_message', bot_id: 'B1', username: 'builds' },
      { kind: 'bot', botId: 'B1', name: 'builds' },
    ],
    [
      'a modern bot',
      { user: 'U0BOT1234', bot_id: 'B1', bot_profile: { name: 'Deploys' } },
      { kind: 'bot', botId: 'B1', userId: 'U0BOT1234', name: 'Deploys' },
    ],
    [
      'a person with a stray bot_id',
      { user: 'U012AB3CD', bot_id: 'B1' },
      { kind: 'user', userId: 'U012AB3CD', botId: 'B1' },
    ],
    ['Slack itself', { user: 'USLACKBOT' }, { kind: 'slack', userId: 'USLACKBOT' }],
    ['nobody', {}, { kind: 'unknown' }],
    [
      'the author of an old file comment',
      { subtype: 'file_comment', comment: { user: 'U012AB3CD', comment: 'nice' } },
      { kind: 'user', userId: 'U012AB3CD' },
    ],
  ])('knows its author: %s', (_, fields, author) => expect(parsed(fields).author).toEqual(author));

  it('takes the words of an old file comment from the comment', () => {
    expect(parsed({ subtype: 'file_comment', comment: { comment: 'nice' } }).text).toBe('nice');
  });

  it.each([
    ['hosted', { id: 'F1', mode: 'hosted', permalink: 'https://acme.slack.com/files/U1/F1/a' }, 'available'],
    ['hidden by the plan', { id: 'F1', mode: 'hidden_by_limit' }, 'hidden-by-limit'],
    ['deleted', { id: 'F1', mode: 'tombstone' }, 'deleted'],
    ['not ours to see', { id: 'F1', file_access: 'access_denied' }, 'access-denied'],
  ])('knows what became of a file: %s', (_, file, state) => {
    expect(parsed({ files: [file, null] }).files).toMatchObject([{ id: 'F1', state }]);
  });

  it('reads the single file of an old export', () => {
    expect(parsed({ file: { id: 'F1', name: 'a.txt', size: '12' } }).files).toMatchObject([
      { name: 'a.txt', size: 12 },
    ]);
  });

  it('trusts the count of a reaction, not the cut list of users', () => {
    expect(parsed({ reactions: [{ name: '+1', count: 9, users: ['U1'] }, null, {}] }).reactions).toEqual([
      { name: '+1', count: 9, users: ['U1'] },
    ]);
  });

  it.each<[string, JsonObject, string]>([
    ['plain', { user: 'U1' }, 'content'],
    ['a join', { subtype: 'channel_join', user: 'U1' }, 'noise'],
    ['a tombstone, though hidden', { subtype: 'tombstone', hidden: true, user: 'USLACKBOT' }, 'deleted'],
    ['any other hidden row', { hidden: true, user: 'U1' }, 'noise'],
    ['a huddle', { subtype: 'huddle_thread', user: 'USLACKBOT', text: '' }, 'system'],
    ['an unknown subtype of a person', { subtype: 'brand_new', user: 'U1' }, 'content'],
    ['an unknown subtype of Slack', { subtype: 'brand_new', user: 'USLACKBOT' }, 'noise'],
    ['a bot without subtype', { bot_id: 'B1' }, 'bot'],
    ['a Slack Connect notice', { user: 'USLACKBOT', text: '' }, 'noise'],
    ['a subtype named like an object property', { subtype: 'constructor', user: 'U1' }, 'content'],
  ])('is classed: %s', (_, fields, kind) => expect(messageKind(parsed(fields))).toBe(kind));
});

const samples = new URL('../../../shared/api-samples/', import.meta.url);

describe.skipIf(!existsSync(samples))(
  'every message in the API samples (skipped where they are absent)',
  () => {
    it('is read without an exception', () => {
      let read = 0;
      for (const file of readdirSync(samples).filter((name) => name.endsWith('.json'))) {
        walk(JSON.parse(readFileSync(new URL(file, samples), 'utf8')) as Json, (object) => {
          if (parseMessage({ ...object, ts: base.ts }) !== undefined) read++;
        });
      }
      expect(read).toBeGreaterThan(1000);
    });
  },
);

function walk(json: Json | undefined, visit: (object: JsonObject) => void): void {
  if (Array.isArray(json)) for (const item of json) walk(item as Json, visit);
  if (!isJsonObject(json)) return;
  visit(json);
  for (const value of Object.values(json)) walk(value, visit);
}
