import type { GitRemote } from './git-remote.ts';

/**
 * Where GitHub Pages puts the site of a repository; undefined on an Enterprise Server, whose address nobody can guess.
 *
 * `Acme/chat` → `https://acme.github.io/chat/`
 */
export function pagesAddress({ host, repository }: GitRemote): string | undefined {
  if (host !== 'github.com') return undefined;
  const [owner = '', name = ''] = repository.split('/');
  const site = `${owner.toLowerCase()}.github.io`;
  return name.toLowerCase() === site ? `https://${site}/` : `https://${site}/${name}/`;
}
