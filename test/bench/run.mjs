import { rmSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** Runs a benchmark that is written in TypeScript: `node test/bench/run.mjs NAME …` runs test/bench/NAME.ts. */
const [name, ...line] = process.argv.slice(2);
const root = resolve(import.meta.dirname, '../..');
// One level below the root, as src/paths.ts is: templates are found from there.
const file = join(root, 'out', `bench-${name}.mjs`);
const external = (id) => !id.startsWith('.') && !isAbsolute(id);
const made = await rolldown({ input: join(import.meta.dirname, `${name}.ts`), platform: 'node', external });
await made.write({ file, format: 'esm', codeSplitting: false });
try {
  process.argv = [process.argv[0], file, ...line];
  await import(pathToFileURL(file));
} finally {
  rmSync(file, { force: true });
}
