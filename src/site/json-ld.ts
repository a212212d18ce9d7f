import { isoTime } from '../model/ts.ts';
import type { SiteFrame } from './page-frame.ts';
import type { Placed } from './site-map.ts';

export interface HeadFacts {
  readonly frame: SiteFrame;
  /** The channel's name. */
  readonly channel: string;
  /** The beginning of what is said. */
  readonly excerpt: string;
}

/**
 * The head of a conversation for search engines; comments are counted, not repeated: they would double the page.
 * https://developers.google.com/search/docs/appearance/structured-data/discussion-forum
 */
export function headOf(
  { summary, entry }: Placed,
  { frame, channel, excerpt }: HeadFacts,
): object | undefined {
  if (frame.baseUrl === undefined || summary.isThin) return undefined;
  const { first, last, count } = summary.times;
  return {
    '@context': 'https://schema.org',
    '@type': 'DiscussionForumPosting',
    headline: summary.title,
    text: excerpt,
    url: frame.baseUrl + entry.path,
    author: { '@type': 'Person', name: summary.opener || 'Unknown' },
    datePublished: isoTime(first),
    dateModified: isoTime(last),
    articleSection: `#${channel}`,
    interactionStatistic: {
      '@type': 'InteractionCounter',
      interactionType: 'https://schema.org/CommentAction',
      userInteractionCount: count - 1,
    },
  };
}
