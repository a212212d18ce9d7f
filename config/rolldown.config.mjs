import { chmodSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { thirdPartyLicenses } from './third-party-licenses.mjs';

/** Everything from `node_modules` stays outside: npm installs it beside the program, and licences stay with their files. */
const isOurs = (id) => id.startsWith('.') || id.startsWith('/') || /^[A-Z]:\\/i.test(id);

export default [
  {
    // The thread that makes the search index is a program of its own.
    input: { cli: 'src/cli/main.ts', 'search-worker': 'src/search/build/build-worker.ts' },
    platform: 'node',
    external: (id) => builtinModules.includes(id.replace('node:', '')) || !isOurs(id),
    output: {
      dir: 'dist',
      format: 'esm',
      entryFileNames: '[name].js',
      // Beside the entry, not below it: `src/paths.ts` finds the package from one level deep.
      chunkFileNames: '[name]-[hash].js',
      cleanDir: true,
    },
    plugins: [
      {
        name: 'executable',
        writeBundle: () => chmodSync('dist/cli.js', 0o755),
      },
    ],
  },
  // The Action has no install step: everything that it needs is in it.
  {
    input: { action: 'src/action/main.ts' },
    platform: 'node',
    external: (id) => builtinModules.includes(id.replace('node:', '')),
    output: { dir: 'dist', format: 'esm', entryFileNames: '[name].js', codeSplitting: false },
    plugins: [thirdPartyLicenses('action.licenses.txt')],
  },
  // The search of a site, for `assets/` of it: it loads nothing from elsewhere. The engine is a module, so
  // that a worker runs it and a page without workers imports it; pages are classic scripts, which also run from a file.
  browserScript('search-engine', 'src/search/browser/engine.ts', 'esm'),
  browserScript('search', 'src/search/browser/search-page.ts', 'iife'),
  browserScript('go', 'src/search/browser/go-page.ts', 'iife'),
];

function browserScript(name, input, format) {
  return {
    input: { [name]: input },
    platform: 'browser',
    external: (id) => id.startsWith('file:'),
    output: {
      dir: 'dist/browser',
      format,
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
      minify: true,
    },
    plugins: [thirdPartyLicenses(`${name}.licenses.txt`)],
  };
}
