import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError } from '../errors.ts';
import { parseConfigFile } from './config-file.ts';
import type { ConfigFile } from './schema.ts';
import { type Path, validate } from './validate.ts';

/** The settings of one run: those of the file, with what the command line says laid over them. */
export interface Config extends Omit<ConfigFile, 'consent'> {
  /** Absolute; the archive is `archive` below it, the site `site`. */
  readonly out: string;
  readonly communityWasTold: boolean;
}

/** What the command line may say, as it was typed. */
export interface ConfigFlags {
  /** The file, where it is not `unsilo.yml` in the current folder. */
  readonly config?: string | undefined;
  readonly out?: string | undefined;
  /** `ID` or `ID=folder`; they replace the list of the file. */
  readonly channel?: readonly string[] | undefined;
  /** Kinds of files to copy; they replace the list of the file. */
  readonly files?: readonly string[] | undefined;
  readonly title?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly kind?: string | undefined;
  readonly category?: string | undefined;
  readonly quietHours?: string | undefined;
}

const defaultFile = 'unsilo.yml';

/**
 * The configuration of a run that starts in `folder`. No file is no error, unless one was named.
 * Throws {@link ConfigError} with the place and the reason.
 */
export function loadConfig(flags: ConfigFlags, folder: string): Config {
  const path = resolve(folder, flags.config ?? defaultFile);
  const text = readConfig(path, flags.config !== undefined);
  const written = parseConfigFile(text, flags.config ?? defaultFile);
  const said = settingsOf(flags);
  validate(said, flagAt);
  const { consent, ...settings } = validate(laidOver(written, said), (at) => at.join('.'));
  const templates = settings.site.templates;
  return {
    ...settings,
    site: {
      ...settings.site,
      ...(templates === undefined ? {} : { templates: resolve(dirname(path), templates) }),
    },
    out: resolve(folder, flags.out ?? '.'),
    communityWasTold: consent?.communityWasTold ?? false,
  };
}

function readConfig(path: string, wasNamed: boolean): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !wasNamed) return '';
    const reason = code === 'ENOENT' ? 'there is no such file' : `it can't be read (${code})`;
    throw new ConfigError(`${path}: ${reason}. --config names the configuration file.`, { cause: error });
  }
}

/** Flags as the file would say them. */
function settingsOf(flags: ConfigFlags): object {
  const { title, baseUrl, kind, category, quietHours } = flags;
  return {
    ...(flags.channel === undefined ? {} : { channels: flags.channel.map(parseChannel) }),
    ...(flags.files === undefined ? {} : { files: { kinds: flags.files } }),
    site: defined({ title, baseUrl }),
    posts: defined({
      kind,
      category,
      quietHours: quietHours === undefined ? undefined : toNumber(quietHours),
    }),
  };
}

/** `C024BE91L=old-name` names a folder that the export does not list. */
function parseChannel(text: string): object {
  const [id, ...folder] = text.split('=');
  return folder.length === 0 ? { id } : { id, folder: folder.join('=') };
}

/** What is no number stays what it is, so that the message can show it. */
function toNumber(text: string): number | string {
  return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

const flagOf: Readonly<Record<string, string>> = {
  channels: '--channel',
  files: '--files',
  'site.title': '--title',
  'site.baseUrl': '--base-url',
  'posts.kind': '--kind',
  'posts.category': '--category',
  'posts.quietHours': '--quiet-hours',
};

function flagAt(path: Path): string {
  return flagOf[path.join('.')] ?? flagOf[String(path[0])] ?? path.join('.');
}

/** Sections are merged key by key, everything else is replaced. */
function laidOver(below: object, above: object): object {
  const merged: Record<string, unknown> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const isSection = typeof value === 'object' && value !== null && !Array.isArray(value);
    merged[key] = isSection ? { ...(merged[key] as object | undefined), ...value } : value;
  }
  return merged;
}

function defined(settings: Record<string, unknown>): object {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
