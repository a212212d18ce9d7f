import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/paths.ts';

const action = parse(readFileSync(join(packageRoot, 'action.yml'), 'utf8'));
const workflow = parse(readFileSync(join(packageRoot, 'config/workflow.yml'), 'utf8'));
const code = (path: string) => readFileSync(join(packageRoot, path), 'utf8');

describe('action.yml', () => {
  it('names every input that the program reads, and no other, each with its meaning', () => {
    const read = [...code('src/config/action-inputs.ts').matchAll(/input\('([a-z-]+)'\)/g)].map(
      ([, name]) => name,
    );
    expect(Object.keys(action.inputs).sort()).toEqual([...new Set(read)].sort());
    for (const input of Object.values<{ description: string }>(action.inputs))
      expect(input.description.length).toBeGreaterThan(20);
  });

  it('names every output that the program writes', () => {
    const [, written = ''] = /const outputs = \{([^}]*)\}/.exec(code('src/action/run-action.ts')) ?? [];
    const names = [...written.matchAll(/^\s*(\w+):/gm)].map(([, name]) => name);
    expect(Object.keys(action.outputs).sort()).toEqual(names.sort());
  });

  it('gives defaults that the program would take by itself', () => {
    for (const name of ['branch', 'history', 'publish', 'minutes'])
      expect(code('src/config/action-inputs.ts')).toContain(
        `input('${name}') ?? '${action.inputs[name].default}'`,
      );
  });
});

describe('config/workflow.yml', () => {
  it('gives only inputs and reads only outputs that there are', () => {
    const steps: { uses: string; with: object }[] = workflow.jobs.archive.steps;
    const own = steps.find(({ uses }) => uses.startsWith('unsilo/'));
    expect(Object.keys(own?.with ?? {}).filter((name) => !(name in action.inputs))).toEqual([]);
    const outputs = [...code('config/workflow.yml').matchAll(/steps\.unsilo\.outputs\.(\w+)/g)].map(
      ([, name]) => name!,
    );
    expect(outputs.filter((name) => !(name in action.outputs))).toEqual([]);
    expect(outputs.length).toBeGreaterThan(0);
  });

  it('lets the run end before the job does', () => {
    const { with: inputs } = workflow.jobs.archive.steps.find(({ id }: { id?: string }) => id === 'unsilo');
    expect(Number(inputs.minutes)).toBeLessThan(workflow.jobs.archive['timeout-minutes'] - 10);
  });
});
