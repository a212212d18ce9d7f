import { expect, it } from 'vitest';
import { graphqlError, restError } from '../../src/github/classify.ts';

const words = 'body is too long (maximum is 65536 characters)';
const mend = /too long.*Shorten your own templates/s;

it('a text that GitHub finds too long is refused for its own post alone, with what to do', () => {
  const answer = {
    status: 422,
    headers: {},
    data: { message: 'Validation Failed', errors: [{ message: words }] },
  };
  expect(restError(answer, 0)).toMatchObject({
    failure: { kind: 'rejected', reason: expect.stringMatching(mend) },
  });
  expect(graphqlError([{ type: 'UNPROCESSABLE', message: words }], answer, 0)).toMatchObject({
    failure: { kind: 'rejected', reason: expect.stringMatching(mend) },
  });
});

it('another refusal keeps the words of GitHub', () => {
  const error = graphqlError(
    [{ type: 'UNPROCESSABLE', message: 'title is blank' }],
    { headers: {}, data: {} },
    0,
  );
  expect(error).toMatchObject({ failure: { kind: 'rejected', reason: 'title is blank' } });
});
