import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A plugin of rolldown: writes a file beside the bundle with the licence of every package that is in it, which their licences
 * ask for. A package without a licence text, or with one that is not on the list, ends the build.
 */
export function thirdPartyLicenses(fileName) {
  return {
    name: 'third-party-licenses',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap(({ moduleIds = [] }) => moduleIds);
      const folders = new Set(modules.filter((id) => id.includes('node_modules')).map(packageFolder));
      const packages = [...folders].map(packageIn).sort((a, b) => (a.name < b.name ? -1 : 1));
      if (packages.length > 0) this.emitFile({ type: 'asset', fileName, source: textOf(packages) });
    },
  };
}

const allowed = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
];

/** The folder of the package that a module belongs to: the nearest one whose package.json has a version. */
function packageFolder(id) {
  // Rolldown's own modules begin with a zero byte.
  let folder = dirname(id.replace('\0', ''));
  while (!isPackage(folder)) {
    if (dirname(folder) === folder) throw new Error(`${id} belongs to no package.`);
    folder = dirname(folder);
  }
  return folder;
}

function isPackage(folder) {
  const path = join(folder, 'package.json');
  return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).version !== undefined;
}

function packageIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!allowed.includes(license))
    throw new Error(`${name}: the licence ${license} is not among those that may be bundled.`);
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return { name, version, license, texts };
}

function textOf(packages) {
  const parts = packages.map(
    ({ name, version, license, texts }) =>
      `${name} ${version} (${license})\n\n${texts.length === 0 ? `Its package holds no text; see https://spdx.org/licenses/${license}.html` : texts.join('\n\n')}`,
  );
  const head = `This program holds ${packages.length} packages of others. Their licences:`;
  return `${[head, ...parts].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
