import { chmodSync } from 'node:fs';
import { builtinModules } from 'node:module';

/** Everything from `node_modules` stays outside: npm installs it beside the program, and licences stay with their files. */
const isOurs = (id) => id.startsWith('.') || id.startsWith('/') || /^[A-Z]:\\/i.test(id);

export default [
  {
    input: { cli: 'src/cli/main.ts' },
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
];
