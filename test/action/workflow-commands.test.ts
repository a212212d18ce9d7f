import { describe, expect, it } from 'vitest';
import { annotation, logLine } from '../../src/action/workflow-commands.ts';

describe('the log', () => {
  it.each([
    '::set-output name=a::b',
    '  ::add-path::/tmp',
    '##[add-mask]x',
    'a ##[group]b',
    'fine\n::error::x',
    '::: x',
  ])('holds no command that text brought in: %s', (text) => {
    for (const line of logLine(text).split('\n')) {
      expect(line.trimStart().startsWith('::')).toBe(false);
      expect(line).not.toContain('##[');
    }
  });

  it('leaves other text as it is', () => {
    expect(logLine('a :: b: 100 % of C::D')).toBe('a :: b: 100 % of C::D');
  });
});

describe('an annotation', () => {
  it('is one line whatever it says', () => {
    expect(annotation('error', 'a:b,c', '100 %\r\n::warning::x')).toBe(
      '::error title=a%3Ab%2Cc::100 %25%0D%0A::warning::x',
    );
  });
});
