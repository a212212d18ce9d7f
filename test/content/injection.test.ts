import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { addressCarriers, textCarriers } from '../support/carriers.ts';
import { cmarkGfm, elementCounts, hasCmarkGfm } from '../support/cmark-gfm.ts';
import { htmlOf, markdownOf, titleFor } from '../support/content.ts';
import { hrefsOf, liveWords } from '../support/github-reading.ts';
import { awkwardAddresses, hostileAddresses, hostileTexts } from '../support/hostile-texts.ts';
import { strictElements } from '../support/strict-html.ts';

const safeScheme = /^(?:https?:\/\/|ftp:\/\/|mailto:|tel:)/i;

/** Elements that Markdown makes and we ask for. */
const wanted = new Set(
  'p br strong em del a code pre blockquote ul ol li hr table thead tbody tr th td ins span'.split(' '),
);

const seam = '<!--seam-->';

/** One run of the parser for many posts; a post that leaves something open would swallow the seam. */
function readByGitHub(messages: readonly JsonObject[]): readonly string[] {
  const posts = messages.map(markdownOf);
  const pages = cmarkGfm(posts.join(`\n\n${seam}\n\n`)).split(seam);
  expect(pages.length, 'a post swallowed the next').toBe(posts.length);
  return pages;
}

function strangeElements(html: string): string[] {
  return Object.keys(elementCounts(html)).filter((name) => !wanted.has(name));
}

/** Comments that are none of ours, outside of code. */
function comments(html: string): string[] {
  const outside = html.replace(/<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, '');
  return [...outside.matchAll(/<!--[\s\S]*?-->/g)]
    .map(([comment]) => comment)
    .filter((comment) => !/^<!-- ?-->$|^<!---->$/.test(comment));
}

const ours = new Set(['https://a.example/', 'https://a.example/i.png', 'https://a.example/v']);

/** Links that are none of the place's own. Slack reads `<https://…>` as one, and a Markdown block speaks of links. */
function strangeLinks(text: string, carrier: string, hrefs: readonly string[]): readonly string[] {
  const isLanguage = carrier === 'a markdown block' || text.startsWith('<https://');
  return hrefs.filter((href) => !ours.has(href) && !(isLanguage && safeScheme.test(href)));
}

describe('hostile words on a page', () => {
  it.each(Object.entries(textCarriers))('in %s make no element, attribute or link', (name, carry) => {
    for (const text of hostileTexts) {
      const links = strictElements(htmlOf(carry(text))).flatMap(({ attributes }) => attributes.href ?? []);
      expect(strangeLinks(text, name, links), text).toEqual([]);
    }
  });

  it('make titles of one line without a control or a turned direction', () => {
    for (const text of hostileTexts) {
      for (const carry of Object.values(textCarriers))
        expect(titleFor(carry(text))).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|\p{Cc}|\p{Surrogate}/u);
    }
  });
});

describe('hostile addresses on a page', () => {
  it.each(Object.entries(addressCarriers))('in %s become no link', (_, carry) => {
    for (const url of hostileAddresses)
      expect(
        strictElements(htmlOf(carry(url))).filter(({ name }) => name === 'a'),
        url,
      ).toEqual([]);
  });

  it.each(Object.entries(addressCarriers))('in %s end no attribute, though they are links', (_, carry) => {
    for (const url of awkwardAddresses) {
      for (const { name, attributes } of strictElements(htmlOf(carry(url)))) {
        if (name !== 'a') continue;
        expect(attributes.href).toMatch(safeScheme);
        expect(attributes.rel).toBe('nofollow ugc');
        expect(attributes.href).not.toMatch(/[\s"<>\\`{}|^\u202e]/);
      }
    }
  });
});

describe.skipIf(!hasCmarkGfm() && process.env.UNSILO_CI === undefined)(
  'in a post, as GitHub’s parser reads it (skipped without cmark-gfm)',
  () => {
    it.each(Object.entries(textCarriers))(
      'hostile words in %s make no element and do nothing',
      (name, carry) => {
        const pages = readByGitHub(hostileTexts.map(carry));
        for (const [index, html] of pages.entries()) {
          const text = hostileTexts[index] ?? '';
          expect(strangeElements(html), text).toEqual([]);
          expect(comments(html), text).toEqual([]);
          expect(liveWords(html), text).toEqual([]);
          expect(strangeLinks(text, name, hrefsOf(html)), text).toEqual([]);
        }
      },
    );

    it.each(Object.entries(addressCarriers))('awkward addresses in %s stay one address', (_, carry) => {
      for (const [index, html] of readByGitHub(awkwardAddresses.map(carry)).entries()) {
        const url = awkwardAddresses[index] ?? '';
        for (const href of hrefsOf(html)) expect(href, url).toMatch(safeScheme);
        expect(strangeElements(html), url).toEqual([]);
        expect(comments(html), url).toEqual([]);
        expect(liveWords(html), url).toEqual([]);
      }
    });
  },
);
