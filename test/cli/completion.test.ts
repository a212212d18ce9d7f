import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands, commonOptions } from '../../src/cli/command-table.ts';
import { completionScript, shells } from '../../src/cli/completion.ts';

const script = (shell: (typeof shells)[number]) =>
  completionScript(shell, { commands, commonOptions, topics: ['config', 'exit-codes'] });

describe.each(shells)('the completion for %s', (shell) => {
  it('knows every command and option', () => {
    const text = script(shell);
    for (const { name, options } of commands) {
      expect(text).toContain(name);
      for (const option of options) expect(text).toMatch(new RegExp(`(?:--|-l )${option.name}\\b`));
    }
  });
});

describe.skipIf(!existsSync('/bin/bash'))('in bash', () => {
  const complete = (...words: string[]) => {
    const line = words.map((word) => `'${word}'`).join(' ');
    const program = `${script('bash')}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _unsilo; echo "\${COMPREPLY[@]}"`;
    return execFileSync('/bin/bash', ['-c', program], { encoding: 'utf8' }).trim();
  };

  it.each([
    [['unsilo', 'mig'], 'migrate'],
    [['unsilo', 'help', 'exi'], 'exit-codes'],
    [['unsilo', 'plan', '--ki'], '--kind'],
    [['unsilo', 'plan', '--kind', 'iss'], 'issues'],
    [['unsilo', 'completion', 'z'], 'zsh'],
    [['unsilo', 'migrate', './exp'], ''],
  ])('%s + Tab', (words, completed) => {
    expect(complete(...words)).toBe(completed);
  });
});
