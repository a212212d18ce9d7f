import type { FoundTarget } from '../engine/find-target.ts';
import { linkTarget } from '../query/link-target.ts';
import { byId, element } from './dom.ts';
import { startEngine } from './engine-client.ts';

/** Resolves a link into Slack or GitHub to the page here that shows the message: `go.html?u=<link>`. */
async function go(script: HTMLElement): Promise<void> {
  const { engine = '', manifest = '', root = '' } = script.dataset;
  const site = new URL(root === '' ? '.' : root, location.href).href;
  const input = byId('go-input', HTMLInputElement);
  const say = (text: string) => byId('go-status', HTMLElement).replaceChildren(element('p', {}, text));
  const link = new URLSearchParams(location.search).get('u') ?? '';
  input.value = link;
  if (link.trim() === '') return;
  if (location.protocol === 'file:')
    return say('This does not work from a file: put this folder on any web server, or run: unsilo serve');
  const target = linkTarget(link);
  if (target === undefined) return say('This is no link to a message in Slack or to a post on GitHub.');
  say('Looking …');
  try {
    const ask = startEngine(new URL(engine, site).href, { site, ...(manifest === '' ? {} : { manifest }) });
    const found = await ask({ kind: 'find', target });
    if (found === undefined) return say('This message is not in the archive.');
    location.replace(await addressOf(found, site));
  } catch (error) {
    say(
      `The index could not be loaded. ${error instanceof Error ? error.message : ''} Reload the page to try again.`,
    );
  }
}

/** A long conversation has several pages: the message may be on a later one. */
async function addressOf({ record, anchor }: FoundTarget, site: string): Promise<string> {
  const first = new URL(record.url, site).href;
  if (anchor === undefined) return first;
  const seen = new Set<string>();
  for (const todo = [first]; todo.length > 0 && seen.size < 30; ) {
    const address = todo.shift() as string;
    if (seen.has(address)) continue;
    seen.add(address);
    const html = await fetch(address).then((response) => response.text());
    if (html.includes(`id="${anchor}"`)) return `${address}#${anchor}`;
    const pages = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('nav.pager a');
    for (const page of pages) todo.push(new URL(page.getAttribute('href') ?? '', address).href);
  }
  return first;
}

const script = document.currentScript;
if (script instanceof HTMLElement) void go(script);
