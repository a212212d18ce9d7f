import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

/** Makes a program of a TypeScript file that any Node runs in a process of its own; returns its path in `folder`. */
export async function bundle(entry: string, folder: string): Promise<string> {
  const build = await rolldown({
    input: entry,
    platform: 'node',
    external: (id) => id.startsWith('node:') || builtinModules.includes(id),
    logLevel: 'silent',
  });
  await build.write({ file: join(folder, 'program.mjs'), format: 'esm', codeSplitting: false });
  await build.close();
  return join(folder, 'program.mjs');
}
