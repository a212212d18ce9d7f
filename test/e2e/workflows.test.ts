import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lanternExport } from '../fixtures/lantern.mjs';
import { git, installAction, runJob } from '../support/action/runner.ts';
import { actionlint } from '../support/actionlint.ts';
import { codeBlocks, documents, readDocument, workflows } from '../support/documents.ts';
import { unsilo } from '../support/program.ts';
import { writeFiles } from '../support/temporary-folder.ts';

/** The steps of a guide in a workflow around them. */
function inJob(steps: string): string {
  return `on: workflow_dispatch
jobs:
  archive:
    runs-on: ubuntu-latest
    permissions: {}
${steps.replaceAll(/^/gm, '    ').trimEnd()}
`;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unsilo-workflows-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('actionlint has nothing to say', () => {
  it.each(workflows)('about %s', async (path) => {
    expect(await actionlint(readDocument(path))).toEqual([]);
  });

  it('about workflows in the guides', async () => {
    const shown = documents.flatMap((path) =>
      codeBlocks(readDocument(path)).filter(
        ({ language, text }) => language === 'yaml' && /^steps:/m.test(text),
      ),
    );
    expect(shown.length).toBeGreaterThan(0);
    for (const { text } of shown) expect(await actionlint(inJob(text)), text).toEqual([]);
  });

  it.each(['acme/chat', 'some-org/help-archive', 'x/y.github.io'])(
    'about what init writes for %s',
    async (repository) => {
      const clone = writeFiles(join(folder, repository), []);
      git(clone, 'init', '--quiet');
      git(clone, 'remote', 'add', 'origin', `https://github.com/${repository}.git`);
      const { code, err } = await unsilo(['init', '--yes'], {}, clone);
      expect(code, err).toBe(0);
      const written = readFileSync(join(clone, '.github/workflows/unsilo.yml'), 'utf8');
      expect(await actionlint(written)).toEqual([]);
    },
  );

  it('but finds what is wrong', async () => {
    const wrong = readDocument('config/workflow.yml')
      .replace('steps.unsilo.outputs.site }}\n    steps', 'steps.nope.outputs.site }}\n    steps')
      .replace('contents: write', 'content: write');
    const found = (await actionlint(wrong)).join('\n');
    expect(found).toContain('unknown permission scope "content"');
    expect(found).toContain('property "nope" is not defined');
  });
});

describe('the workflow that publishes the invented workspace', { timeout: 120_000 }, () => {
  it('gives the Action what makes a site of it, without a token or a post', async () => {
    const demo = parse(readDocument('.github/workflows/demo.yml'));
    const step = demo.jobs.archive.steps.find(({ uses }: { uses?: string }) => uses === './');
    const bare = join(folder, 'server/acme/chat');
    mkdirSync(bare, { recursive: true });
    git(bare, 'init', '--quiet', '--bare', '--initial-branch=main');
    const settings = readDocument('test/fixtures/unsilo.yml');
    writeFiles(join(folder, 'workspace'), [[step.with.config, settings]]);
    writeFiles(join(folder, 'workspace', step.with.export), lanternExport());
    mkdirSync(join(folder, 'action'));
    const program = await installAction(join(folder, 'action'));
    const serverUrl = pathToFileURL(join(folder, 'server')).href;
    const job = { program, folder, githubUrl: 'http://127.0.0.1:9', serverUrl };
    const { code, log, outputs } = await runJob(job, step.with);
    expect(code, log).toBe(0);
    expect(Number(outputs.conversations)).toBeGreaterThan(100);
    expect(readFileSync(join(outputs.site ?? '', 'index.html'), 'utf8')).toContain(
      'Lantern community archive',
    );
    expect(git(bare, 'branch', '--list').trim()).toBe(step.with.branch);
  });
});
