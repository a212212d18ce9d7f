import { describe, expect, it } from 'vitest';
import { ownFrames, type ProgramFacts } from '../../src/cli/bug-report.ts';
import { failureOf } from '../../src/cli/failure.ts';
import { AuthError, ConfigError, InterruptedError, SourceError } from '../../src/errors.ts';

const facts: ProgramFacts = {
  version: '1.2.3',
  bugs: 'https://bugs.example/issues',
  node: '20.19.0',
  platform: 'linux',
  command: 'migrate',
  isVerbose: false,
};

describe('an error that a person can act on', () => {
  it.each([
    [new ConfigError('Mend this.'), 2],
    [new SourceError('Not an export.'), 2],
    [new AuthError('Give a token.'), 4],
    [new InterruptedError('Stopped.'), 130],
  ])('speaks for itself: %s', (error, exitCode) => {
    expect(failureOf(error, facts)).toEqual({ name: error.name, message: error.message, exitCode });
  });
});

describe('an error of the disk', () => {
  it.each([
    [
      { code: 'ENOSPC', syscall: 'write' },
      "Can't write: the disk is full. Make room and run the same command again.",
    ],
    [
      { code: 'EACCES', syscall: 'mkdir', path: '/out/archive' },
      "Can't make the folder /out/archive: permission denied.",
    ],
    [
      { code: 'EROFS', syscall: 'open', path: '/out/x' },
      "Can't open /out/x: the disk is read-only. Name another folder",
    ],
  ])('says what it means and what to do: %o', (fields, message) => {
    const failure = failureOf(Object.assign(new Error('raw'), fields), facts);
    expect(failure).toMatchObject({ name: 'StorageError', exitCode: 1 });
    expect(failure.message).toContain(message);
  });
});

describe('a defect', () => {
  const privateText = 'Anna wrote: meet me at noon';
  const error = new SyntaxError(`Unexpected token in JSON: ${privateText}`);

  it('leads to a bug report that is filled in, without private text', () => {
    const { message, exitCode } = failureOf(error, facts);
    expect(exitCode).toBe(1);
    expect(message).not.toContain('Anna');
    expect(message).not.toContain('noon');
    const link = /https:\/\/bugs\.example\/issues\/new\?\S+/.exec(message)?.[0] ?? '';
    const fields = new URL(link).searchParams;
    expect(fields.get('title')).toBe('SyntaxError in unsilo migrate');
    expect(fields.get('version')).toBe('unsilo 1.2.3, Node 20.19.0, linux');
    expect(fields.get('output')).toContain('failure.test.ts:');
    expect([...fields.values()].join()).not.toContain('/');
  });

  it('shows its whole message only on request', () => {
    expect(failureOf(error, { ...facts, isVerbose: true }).message).toContain(privateText);
  });

  it('may be anything that was thrown', () => {
    expect(failureOf('a string', facts)).toMatchObject({ name: 'InternalError', exitCode: 1 });
    expect(failureOf(undefined, facts)).toMatchObject({ name: 'InternalError', exitCode: 1 });
  });
});

describe('the frames of a stack', () => {
  it('keep function and place, and lose folders and message', () => {
    const stack = [
      'Error: secret at /home/ann/x.ts:1:2',
      '    at read (file:///home/ann/dist/cli.js:10:5)',
      '    at async Object.run (/home/ann/dist/run-migrate-AbC1.js:3:4)',
      '    at C:\\Users\\ann\\dist\\cli.js:7:8',
      '    at new Tally (node:internal/x:1:2)',
      '    at <anonymous>',
    ].join('\n');
    expect(ownFrames(stack)).toEqual([
      '  at read cli.js:10:5',
      '  at Object.run run-migrate-AbC1.js:3:4',
      '  at cli.js:7:8',
      '  at new Tally x:1:2',
    ]);
  });
});
