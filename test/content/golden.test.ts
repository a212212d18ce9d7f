import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { htmlOf, markdownOf } from '../support/content.ts';
import { kindsOfMessages } from '../support/kinds-of-messages.ts';
import { strictElements } from '../support/strict-html.ts';

const folder = join(import.meta.dirname, '../golden/content');

/** Each block on a line of its own, so that a change is seen where it is. */
function inLines(html: string): string {
  return `${html.replace(/(?<=.)(?=<(?:p|pre|blockquote|div|ol|ul|li|hr|table|thead|tbody|tr)[ >])/g, '\n')}\n`;
}

/** `npm run golden` writes the files anew: look at what changed. */
describe('a message of each kind', () => {
  it.each(Object.entries(kindsOfMessages))('%s: in a post', async (kind, message) => {
    await expect(`${markdownOf(message)}\n`).toMatchFileSnapshot(join(folder, `${kind}.md`));
  });

  it.each(Object.entries(kindsOfMessages))('%s: on a page', async (kind, message) => {
    const html = htmlOf(message);
    strictElements(html);
    await expect(inLines(html)).toMatchFileSnapshot(join(folder, `${kind}.html`));
  });
});
