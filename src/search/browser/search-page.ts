import { byId, element } from './dom.ts';
import { type Ask, startEngine } from './engine-client.ts';
import { SearchView } from './search-view.ts';

/** Starts the search page: its script element says where the engine and the index are. */
function start(script: HTMLElement): void {
  const { engine = '', manifest = '', root = '' } = script.dataset;
  const site = new URL(root === '' ? '.' : root, location.href).href;
  const view = new SearchView(site);
  if (location.protocol === 'file:') {
    view.fail(
      'Search does not work from a file: browsers do not let a page read other files. Put this folder on any web server, or run: unsilo serve',
    );
    return;
  }
  let ask: Ask | undefined;
  view.run((request) => {
    ask ??= startEngine(new URL(engine, site).href, { site, ...(manifest === '' ? {} : { manifest }) });
    return ask(request);
  });
}

const script = document.currentScript;
if (script instanceof HTMLElement) start(script);
else byId('status', HTMLElement).append(element('span', {}, 'Search could not start.'));
