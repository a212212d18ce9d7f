/**
 * The way from one page to another, both below the site: works from any sub-path and from `file://`.
 *
 * `t/2024/03/a.html` → `c/help/index.html`: `../../../c/help/index.html`
 */
export function relativeLink(from: string, to: string): string {
  let shared = 0;
  for (let at = from.indexOf('/'); at >= 0 && to.startsWith(from.slice(shared, at + 1), shared); ) {
    shared = at + 1;
    at = from.indexOf('/', shared);
  }
  let way = '';
  for (let at = from.indexOf('/', shared); at >= 0; at = from.indexOf('/', at + 1)) way += '../';
  return way + to.slice(shared);
}
