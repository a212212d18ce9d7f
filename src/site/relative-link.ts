/**
 * The way from one page to another, both below the site: works from any sub-path and from `file://`.
 *
 * `t/2024/03/a.html` → `c/help/index.html`: `../../../c/help/index.html`
 */
export function relativeLink(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared += 1;
  return '../'.repeat(here.length - shared) + there.slice(shared).join('/');
}
