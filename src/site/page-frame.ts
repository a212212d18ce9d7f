import { relativeLink } from './relative-link.ts';
import type { PageView, SiteView } from './views.ts';

/** What all pages of a site share. */
export interface SiteFrame {
  readonly view: SiteView;
  /** With a slash at its end; undefined while nobody knows where the site will stand. */
  readonly baseUrl?: string;
}

/**
 * No script but our own files, nothing from elsewhere. `frame-ancestors` has no effect in a meta element.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export const contentSecurityPolicy =
  "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";

export interface PageFacts {
  readonly path: string;
  /** Without the site's own title. */
  readonly title?: string;
  readonly description?: string;
  readonly isUnlisted?: boolean;
  readonly jsonLd?: object;
  /** A page where browsers learn of the search of the site. */
  readonly isEntry?: boolean;
}

const longestTitle = 90;

export function pageView(facts: PageFacts, { view, baseUrl }: SiteFrame): PageView {
  const { path, title, description, isUnlisted = false, jsonLd, isEntry = false } = facts;
  return {
    title: title === undefined ? view.title : `${cut(title)} · ${view.title}`,
    ...(description === undefined || description === '' ? {} : { description }),
    root: relativeLink(path, 'x').slice(0, -1),
    isUnlisted,
    // A page that is kept out of the index must not name itself as the one to index.
    ...(baseUrl === undefined || isUnlisted ? {} : { canonical: baseUrl + canonicalPath(path) }),
    // Its description must name the site by its full address.
    ...(isEntry && baseUrl !== undefined ? { openSearch: true } : {}),
    ...(jsonLd === undefined ? {} : { jsonLd: JSON.stringify(jsonLd).replaceAll('<', '\\u003c') }),
  };
}

/** Hosts serve `index.html` at the folder's own address. */
function canonicalPath(path: string): string {
  return path.replace(/(^|\/)index\.html$/, '$1');
}

function cut(title: string): string {
  const points = [...title];
  return points.length <= longestTitle ? title : `${points.slice(0, longestTitle - 1).join('')}…`;
}
