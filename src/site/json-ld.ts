import { isoTime } from '../model/ts.ts';
import type { SiteFrame } from './page-frame.ts';
import type { Placed } from './site-map.ts';

/**
 * The head of a conversation for search engines; comments are counted, not repeated: they would double the page.
 * https://developers.google.com/search/docs/appearance/structured-data/discussion-forum
 */
export function headOf(
  { summary, entry }: Placed,
  { frame, channel }: { readonly frame: SiteFrame; readonly channel: string },
): object | undefined {
  const [first, last] = [summary.times[0], summary.times.at(-1)];
  if (frame.baseUrl === undefined || summary.isThin || first === undefined || last === undefined)
    return undefined;
  return {
    '@context': 'https://schema.org',
    '@type': 'DiscussionForumPosting',
    headline: summary.title,
    text: summary.excerpt,
    url: frame.baseUrl + entry.path,
    author: { '@type': 'Person', name: summary.names[0] ?? 'Unknown' },
    datePublished: isoTime(first),
    dateModified: isoTime(last),
    articleSection: `#${channel}`,
    interactionStatistic: {
      '@type': 'InteractionCounter',
      interactionType: 'https://schema.org/CommentAction',
      userInteractionCount: summary.times.length - 1,
    },
  };
}
