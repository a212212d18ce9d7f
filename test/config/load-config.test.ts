import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ConfigFlags, loadConfig } from '../../src/config/load-config.ts';
import { ConfigError } from '../../src/errors.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-config-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function load(yaml: string, flags: ConfigFlags = {}) {
  writeFileSync(join(folder, 'unsilo.yml'), yaml);
  return loadConfig(flags, folder);
}

/** What a person reads when the configuration is refused. */
function refusal(yaml: string, flags: ConfigFlags = {}): string {
  try {
    load(yaml, flags);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('this configuration was not refused');
}

describe('a configuration', () => {
  it('is not needed: every setting has a default', () => {
    expect(loadConfig({}, folder)).toEqual({
      site: { language: 'en' },
      files: { kinds: [], megabytesEach: 10, megabytesInAll: 400 },
      notices: { posted: false, answered: false },
      people: {},
      posts: {
        which: 'everything',
        reaction: 'pushpin',
        kind: 'discussions',
        labels: [],
        quietHours: 24,
        minReplies: 1,
        comments: 'packed',
        withStitches: false,
        answerReaction: 'white_check_mark',
        maintainers: [],
      },
      out: folder,
      communityWasTold: false,
    });
  });

  it('may be an empty file, a comment, or an empty section', () => {
    for (const yaml of ['', '# nothing yet\n', 'site:\n']) {
      if (yaml.startsWith('site')) expect(refusal(yaml)).toContain('unsilo.yml:1: site: found nothing');
      else expect(load(yaml).posts.kind).toBe('discussions');
    }
  });

  it('is read from unsilo.yml in the folder of the call', () => {
    const config = load(
      'site: { title: Acme }\nchannels: [{ id: C024BE91L }]\nconsent: { communityWasTold: true }',
    );
    expect(config.site.title).toBe('Acme');
    expect(config.channels).toEqual([{ id: 'C024BE91L' }]);
    expect(config.communityWasTold).toBe(true);
  });

  it('finds its templates beside itself, wherever it is called from', () => {
    mkdirSync(join(folder, 'settings'));
    writeFileSync(join(folder, 'settings/mine.yml'), 'site: { templates: ./look }');
    const config = loadConfig({ config: 'settings/mine.yml' }, folder);
    expect(config.site.templates).toBe(join(folder, 'settings/look'));
  });
});

describe('flags', () => {
  it('win over the file, one setting at a time', () => {
    const config = load('site: { title: Old, language: de }\nposts: { kind: issues, minReplies: 3 }', {
      title: 'New',
      kind: 'discussions',
      quietHours: '0',
      out: 'there',
    });
    expect(config.site).toEqual({ title: 'New', language: 'de' });
    expect(config.posts).toMatchObject({ kind: 'discussions', minReplies: 3, quietHours: 0 });
    expect(config.out).toBe(join(folder, 'there'));
  });

  it('replace the list of channels, and name the folder of an unlisted one', () => {
    const config = load('channels: [{ id: C024BE91L }]', { channel: ['C1AAA', 'C2BBB=old=name'] });
    expect(config.channels).toEqual([{ id: 'C1AAA' }, { id: 'C2BBB', folder: 'old=name' }]);
  });

  it.each<[ConfigFlags, string]>([
    [{ kind: 'discusions' }, '--kind: found "discusions"; expected "discussions", "issues" or "import"'],
    [{ channel: ['general'] }, '--channel: found "general"; expected a channel id such as C024BE91L'],
    [{ channel: ['D024BE91L'] }, '--channel: found "D024BE91L"; expected a channel id'],
    [{ quietHours: 'soon' }, '--quiet-hours: found "soon"; expected a number'],
    [{ quietHours: '' }, '--quiet-hours: found ""; expected a number'],
    [{ quietHours: '-1' }, '--quiet-hours: found -1; at least 0 is needed'],
    [{ baseUrl: 'acme.github.io' }, '--base-url: found "acme.github.io"; expected a web address'],
    [{ baseUrl: 'javascript:alert(1)' }, '--base-url: found "javascript:alert(1)"; expected a web address'],
    [{ title: '' }, '--title: found ""; it must not be empty'],
  ])('that are wrong are named: %o', (flags, message) => {
    expect(refusal('', flags)).toContain(message);
  });
});

describe('a wrong configuration', () => {
  it.each([
    [
      'posts:\n  kind: wiki',
      'unsilo.yml:2: posts.kind: found "wiki"; expected "discussions", "issues" or "import".',
    ],
    [
      'sites:\n  title: x',
      'unsilo.yml:1: sites: there is no such setting. Did you mean site? Known here: site,',
    ],
    ['posts:\n  quiet: 3', 'unsilo.yml:2: posts.quiet: there is no such setting.'],
    ['\nposts:\n  quietHours: 9999', 'unsilo.yml:3: posts.quietHours: found 9999; at most 8760 is allowed.'],
    ['posts:\n  minReplies: 1.5', 'unsilo.yml:2: posts.minReplies: found 1.5; expected a whole number.'],
    ['channels:\n  C024BE91L', 'unsilo.yml:1: channels: found "C024BE91L"; expected a list'],
    ['channels:\n  - C024BE91L', 'expected settings with a key and a colon, such as "- id: C024BE91L".'],
    ['channels:\n  - id: general', 'unsilo.yml:2: channels.0.id: found "general"; expected a channel id'],
    [
      'channels:\n  - id: C1AA\n    post: {}',
      'channels.0.post: there is no such setting. Did you mean posts?',
    ],
    ['people:\n  ann: octocat', 'people.ann: found "ann" before the colon; expected a Slack user id'],
    ['people:\n  U123: "@octocat"', 'people.U123: found "@octocat"; expected a GitHub login without @.'],
    ['consent:\n  communityWasTold: maybe', 'found "maybe"; expected true or false.'],
    ['consent: {}', 'unsilo.yml:1: consent.communityWasTold: found nothing; expected true or false.'],
    ['site:\n  baseUrl: ftp://x.example', 'expected a web address such as'],
    ['- a list', 'unsilo.yml: found ["a list"]; expected settings with a key and a colon.'],
  ])('is refused with the place, what was found, and what to write: %s', (yaml, message) => {
    expect(refusal(yaml)).toContain(message);
  });

  it('shows every problem at once', () => {
    expect(refusal('posts: { kind: 1, category: "" }\nsize: 3').split('\n')).toHaveLength(3);
  });

  it.each([
    ['site:\n  title: "unclosed', 'unsilo.yml:2:'],
    ['site: 1\nsite: 2', 'unsilo.yml:2:1: this is not valid YAML: Map keys must be unique'],
    ['a: b: c', 'this is not valid YAML'],
  ])('that is no YAML says where: %s', (yaml, message) => {
    expect(refusal(yaml)).toContain(message);
  });

  it('that was named but is not there is an error', () => {
    expect(() => loadConfig({ config: 'missing.yml' }, folder)).toThrow(
      /missing\.yml: there is no such file/,
    );
  });

  it('that is a folder is an error', () => {
    expect(() => loadConfig({ config: '.' }, folder)).toThrow(/it can't be read \(EISDIR\)/);
  });

  it('with a channel twice is refused', () => {
    expect(refusal('channels: [{ id: C1AA }, { id: C1AA }]')).toContain('C1AA stands there twice');
  });
});
