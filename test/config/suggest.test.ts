import { describe, expect, it } from 'vitest';
import { didYouMean, suggest } from '../../src/config/suggest.ts';

describe('a misspelt name', () => {
  const known = ['migrate', 'build', 'plan', 'export', 'serve'];

  it.each([
    ['migrat', 'migrate'],
    ['mirgate', 'migrate'],
    ['biuld', 'build'],
    ['PLAN', 'plan'],
    ['exp', 'export'],
    ['sevre', 'serve'],
    ['publish', undefined],
    ['', undefined],
  ])('%s → %s', (typed, meant) => {
    expect(suggest(typed, known)).toBe(meant);
  });

  it('becomes a question, or nothing', () => {
    expect(didYouMean('plna', known)).toBe(' Did you mean plan?');
    expect(didYouMean('xyz', known)).toBe('');
  });
});
