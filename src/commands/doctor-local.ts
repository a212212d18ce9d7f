import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amount } from '../amount.ts';
import { openArchive, teamsOf } from '../archive/archive.ts';
import { type ArchiveUnit, listUnits } from '../archive/units.ts';
import type { Config } from '../config/load-config.ts';
import { ConfigError, UnsiloError } from '../errors.ts';
import { packageRoot } from '../paths.ts';
import { siteBytes } from '../site/site-writer.ts';
import { type Capacity, capacityOf, printCapacity } from './capacity.ts';
import { type Finding, mend, ok, unseen } from './finding.ts';
import type { Places } from './options.ts';

/** `20.19.0`: new enough for this package? */
export function lookAtNode(version: string): Finding {
  const { engines } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  const wanted = String(engines.node).replace(/^>=/, '');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = wanted.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor)
    ? ok('Node.js', version)
    : mend('Node.js', version, `Install Node.js ${wanted} or newer: https://nodejs.org`);
}

export interface ReadConfig {
  readonly config: Config | undefined;
  readonly findings: readonly Finding[];
}

/** Reads the configuration; a wrong one is a finding, so that everything else is still looked at. */
export function lookAtConfig(load: () => Config): ReadConfig {
  try {
    const config = load();
    return { config, findings: [ok('configuration', 'valid'), channels(config), consent(config)] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const help = 'Mend these lines; `unsilo help config` and config/unsilo.example.yml show every setting.';
    return { config: undefined, findings: [mend('configuration', error.message, help)] };
  }
}

function channels({ channels = [] }: Config): Finding {
  return channels.length > 0
    ? ok('channels', `${channels.length} chosen`)
    : mend(
        'channels',
        'none chosen',
        'List the public channels in unsilo.yml under channels: without a list every run has to ask.',
      );
}

function consent({ communityWasTold }: Config): Finding {
  return communityWasTold
    ? ok('consent', 'the community was told')
    : mend(
        'consent',
        'nobody said that the community was told',
        'Tell the members (`unsilo init` prints a text), then set consent.communityWasTold: true in unsilo.yml.',
      );
}

export function lookAtArchive({ archive: dir }: Places): Finding {
  try {
    const archive = openArchive(dir);
    const found = `${amount(teamsOf(archive).length, 'workspace')}, ${listUnits(archive).length} months of channels in ${dir}`;
    return ok('archive', found);
  } catch (error) {
    if (!(error instanceof UnsiloError)) throw error;
    if (existsSync(join(dir, 'unsilo.json')))
      return mend('archive', error.message, 'Take the archive from its data branch, or from a backup.');
    const help = 'Make one with `unsilo migrate <export>`, or let the first run of the workflow make it.';
    return mend('archive', `none in ${dir}`, help);
  }
}

const nearlyFull = 0.8;

export function lookAtSite({ site, archive }: Places, now: number): readonly Finding[] {
  const bytes = siteBytes(site);
  if (bytes === undefined)
    return [
      mend('site', `none in ${site}`, 'Build it: `unsilo build`.'),
      unseen('size for GitHub Pages', 'not known before the site is built', 'Build it, then ask again.'),
    ];
  return [ok('site', site), lookAtSize(capacityOf(bytes, unitsIn(archive), now))];
}

export function lookAtSize(capacity: Capacity): Finding {
  const what = 'size for GitHub Pages';
  const found = printCapacity(capacity);
  const help =
    'GitHub Pages takes no more than 1 GB: publish fewer channels, or put the site on another static host.';
  return capacity.bytes > nearlyFull * capacity.limit ? mend(what, found, help) : ok(what, found);
}

function unitsIn(dir: string): readonly ArchiveUnit[] {
  try {
    return listUnits(openArchive(dir));
  } catch {
    // What is wrong with it is a finding of its own.
    return [];
  }
}
