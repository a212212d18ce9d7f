/**
 * Programs of ours get the paths and the disk of Windows; packages of others, which are at home there, keep those of this
 * machine.
 */
export async function resolve(specifier, context, next) {
  const isOurs = /^file:(?!.*\/node_modules\/).*\/dist\/[^/]+\.js$/.test(context.parentURL ?? '');
  const builtin = isOurs ? replaced[specifier] : undefined;
  return builtin === undefined ? await next(specifier, context) : { ...builtin, shortCircuit: true };
}

const replaced = {
  'node:path': { url: 'node:path/win32', format: 'builtin' },
  'node:fs': { url: 'windows:fs', format: 'module' },
  'node:worker_threads': { url: 'windows:worker_threads', format: 'module' },
};

const disk = JSON.stringify(new URL('disk.mjs', import.meta.url).href);
const sources = {
  'windows:fs': async () => {
    const { windowsFs } = await import('./disk.mjs');
    const names = Object.keys(windowsFs).filter((name) => /^[a-z]\w+$/.test(name));
    return `import { windowsFs } from ${disk};\nexport const { ${names.join(', ')} } = windowsFs;`;
  },
  // A thread's program is found by this machine; one that is passed as text gets the disk as well.
  'windows:worker_threads': () => `import { here } from ${disk};
import * as threads from 'node:worker_threads';
export * from 'node:worker_threads';
const withDisk = (program) => ['import(', JSON.stringify(${disk}), ').then(({ giveBuiltins }) => {',
  'giveBuiltins();', program, '});'].join('\\n');
export class Worker extends threads.Worker {
  constructor(program, options) {
    super(options?.eval === true ? withDisk(program) : here(program), options);
  }
}`,
};

export async function load(url, context, next) {
  const source = await sources[url]?.();
  return source === undefined ? await next(url, context) : { format: 'module', source, shortCircuit: true };
}
