import { readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

/** What a static host answers to one address. */
export interface Answer {
  readonly status: 200 | 301 | 400 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.atom': 'application/atom+xml; charset=utf-8',
  '.rss': 'application/rss+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.pdf': 'application/pdf',
  '.mp4': 'video/mp4',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/**
 * Answers as GitHub Pages does: `index.html` for a folder, a page without its `.html` as well, `404.html` for what is not
 * there. Never anything outside of the site, nothing hidden, no list of a folder.
 *
 * @param target of the request line: path and query
 */
export function answerFrom(site: string, target: string): Answer {
  const [encoded = '', query] = target.split('?', 2);
  const parts = partsOf(encoded);
  if (parts === undefined) return answer(400, 'text/plain; charset=utf-8', 'This is no address of a page.\n');
  const path = join(site, ...parts);
  if (!parts.every(isShown)) return notFound(site);
  if (kindOf(path) === 'folder') {
    if (encoded.endsWith('/')) return fileOf(site, join(path, 'index.html')) ?? notFound(site);
    return movedTo(`/${parts.map(encodeURIComponent).join('/')}/${query === undefined ? '' : `?${query}`}`);
  }
  if (encoded.endsWith('/')) return notFound(site);
  return fileOf(site, path) ?? fileOf(site, `${path}.html`) ?? notFound(site);
}

/** The names on the way from the site's folder; undefined for what is malformed. */
function partsOf(encoded: string): readonly string[] | undefined {
  const path = decoded(encoded);
  if (path === undefined || !path.startsWith('/') || /[\0\\]/.test(path)) return undefined;
  return path.split('/').filter((part) => part !== '');
}

/** Not `..`, no hidden file, and no `C:` of Windows. */
function isShown(part: string): boolean {
  return !part.startsWith('.') && !part.includes(':');
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function kindOf(path: string): 'file' | 'folder' | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where no file is, and for a link that leads out of the site: it may point anywhere on this machine. */
function fileOf(site: string, path: string): Answer | undefined {
  if (kindOf(path) !== 'file' || !realpathSync(path).startsWith(realpathSync(site) + sep)) return undefined;
  return answer(200, types[extname(path).toLowerCase()] ?? 'application/octet-stream', readFileSync(path));
}

function notFound(site: string): Answer {
  const page = fileOf(site, join(site, '404.html'));
  return page === undefined
    ? answer(404, 'text/plain; charset=utf-8', 'There is no such page.\n')
    : { ...page, status: 404 };
}

function movedTo(location: string): Answer {
  const { headers, ...rest } = answer(301, 'text/plain; charset=utf-8', `${location}\n`);
  return { ...rest, headers: { ...headers, location } };
}

function answer(status: Answer['status'], type: string, content: string | Buffer): Answer {
  return { status, headers: { 'content-type': type }, body: Buffer.from(content) };
}
