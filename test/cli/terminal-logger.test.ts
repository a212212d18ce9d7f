import { describe, expect, it } from 'vitest';
import { duration, progressLine } from '../../src/cli/progress-line.ts';
import { createLogger, type LoggerOptions } from '../../src/cli/terminal-logger.ts';

function logger(options: Partial<LoggerOptions> = {}) {
  const written: string[] = [];
  let now = 0;
  const log = createLogger({
    write: (text) => written.push(text),
    clock: { now: () => now },
    columns: undefined,
    isQuiet: false,
    isVerbose: false,
    highlight: (text) => text,
    ...options,
  });
  const show = (done: number, atMs: number) => {
    now = atMs;
    log.progress({ stage: 'building', done, total: 100, unit: 'pages' });
  };
  return { log, written, show };
}

describe('progress', () => {
  it.each([
    [{ stage: 'reading', done: 12564, unit: 'messages' }, 3000, 'reading  12,564 messages · 0:03'],
    [
      { stage: 'building', done: 1200, total: 24000, unit: 'pages' },
      5000,
      'building  1,200 of 24,000 pages · 5 % · 1:35 left',
    ],
    [{ stage: 'building', done: 0, total: 24000, unit: 'pages' }, 10, 'building  0 of 24,000 pages · 0 %'],
    [{ stage: 'building', done: 5, total: 5, unit: 'pages' }, 10, 'building  5 of 5 pages · 100 %'],
    [{ stage: 'building', done: 0, total: 0, unit: 'pages' }, 10, 'building  0 pages · 0:00'],
  ])('%o after %i ms', (progress, elapsed, line) => {
    expect(progressLine(progress, elapsed)).toBe(line);
  });

  it.each([
    [0, '0:00'],
    [59_900, '1:00'],
    [3_725_000, '1:02:05'],
  ])('%i ms is %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('on a terminal is one line, drawn over at most ten times a second', () => {
    const { written, show } = logger({ columns: 80 });
    for (let ms = 0; ms <= 1000; ms++) show(ms / 10, ms);
    expect(written).toHaveLength(11);
    expect(written.every((text) => text.startsWith('\r\x1b[2K') && !text.includes('\n'))).toBe(true);
  });

  it('is cut to the width of the terminal', () => {
    const { written, show } = logger({ columns: 20 });
    show(50, 0);
    expect(written[0]!.replace('\r\x1b[2K', '')).toHaveLength(19);
  });

  it('makes way for a remark and goes away at the end', () => {
    const { log, written, show } = logger({ columns: 80 });
    show(1, 0);
    log.warn('look');
    log.end();
    expect(written.slice(1)).toEqual(['\r\x1b[2K', 'warning: look\n']);
  });

  it('in CI is a plain line every ten seconds, and none for a stage that is over sooner', () => {
    const { written, show } = logger();
    for (let second = 0; second <= 30; second++) show(second, second * 1000);
    expect(written).toEqual([
      'building  10 of 100 pages · 10 % · 1:30 left\n',
      'building  20 of 100 pages · 20 % · 1:20 left\n',
      'building  30 of 100 pages · 30 % · 1:10 left\n',
    ]);
  });
});

describe('remarks', () => {
  it('are shown as asked for', () => {
    const say = (options: Partial<LoggerOptions>) => {
      const { log, written, show } = logger({ columns: 80, ...options });
      log.info('info');
      log.debug('debug');
      log.warn('warn');
      show(1, 0);
      return written.join('');
    };
    expect(say({})).toContain('info\nwarning: warn\n');
    expect(say({ isVerbose: true })).toContain('info\ndebug\nwarning: warn\n');
    expect(say({ isQuiet: true })).toBe('warning: warn\n');
  });
});
