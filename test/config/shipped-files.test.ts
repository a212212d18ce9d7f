import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfigFile } from '../../src/config/config-file.ts';
import { configJsonSchema } from '../../src/config/schema.ts';
import { packageRoot } from '../../src/paths.ts';

const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8');

describe('config/unsilo.schema.json', () => {
  it('is what the program enforces (npm run golden writes it anew)', async () => {
    const text = `${JSON.stringify(configJsonSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(join(packageRoot, 'config/unsilo.schema.json'));
  });

  it('explains every setting', () => {
    expect(undescribed(configJsonSchema() as Schema, 'unsilo.yml')).toEqual([]);
  });
});

describe('config/unsilo.example.yml', () => {
  it('is a valid configuration', () => {
    expect(() => parseConfigFile(read('config/unsilo.example.yml'), 'example')).not.toThrow();
  });

  it('shows every setting', () => {
    const written = new Set(
      read('config/unsilo.example.yml')
        .match(/^[ -]*\w+(?=:)/gm)
        ?.map((key) => key.replace(/^[ -]+/, '')),
    );
    const known = settings(configJsonSchema() as Schema);
    expect(known.filter((key) => !written.has(key))).toEqual([]);
  });
});

describe('config/slack-app.yml', () => {
  const manifest = parse(read('config/slack-app.yml'));
  const scopes: string[] = manifest.oauth_config.scopes.bot;

  it('asks for public channels only, and for nothing that writes or shows e-mail addresses', () => {
    const allowed = /^(?:channels|users|team|emoji|usergroups):(?:history|read|join)$/;
    expect(scopes.filter((scope) => !allowed.test(scope))).toEqual([]);
    expect(scopes).toEqual(expect.arrayContaining(['channels:history', 'channels:read', 'users:read']));
  });

  it('stays within the lengths that Slack allows and needs no server', () => {
    const { name, description } = manifest.display_information;
    expect(name.length).toBeLessThanOrEqual(35);
    expect(description.length).toBeLessThanOrEqual(140);
    expect(Object.values(manifest.settings)).toEqual([false, false, false, false]);
    expect(manifest.oauth_config).not.toHaveProperty('redirect_urls');
  });
});

interface Schema {
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
}

function undescribed(schema: Schema, path: string): string[] {
  const own = schema.description === undefined ? [path] : [];
  const children = Object.entries(schema.properties ?? {}).flatMap(([key, child]) =>
    undescribed(child, `${path}.${key}`),
  );
  return [...own, ...children, ...(schema.items?.properties ? undescribed(schema.items, `${path}[]`) : [])];
}

function settings(schema: Schema): string[] {
  return Object.entries({ ...schema.properties, ...schema.items?.properties }).flatMap(([key, child]) => [
    key,
    ...settings(child),
  ]);
}
