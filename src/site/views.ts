import type { ReactionView } from './reaction-view.ts';

/** What templates print. All texts are plain and get escaped, but those that say HTML or address. */

/** The same on every page. */
export interface SiteView {
  readonly title: string;
  readonly language: string;
  readonly csp: string;
  /** Path of the style sheet below the site. */
  readonly style: string;
  readonly hasFeed: boolean;
}

export interface PageView {
  readonly title: string;
  readonly description?: string;
  /** The way to the site's top: empty or `../`, repeated. */
  readonly root: string;
  /** Kept out of search engines: thin, or one of several ways to the same. */
  readonly isUnlisted: boolean;
  /** Address of the page, where the site's own is known. */
  readonly canonical?: string;
  /** JSON that is safe within a script element. */
  readonly jsonLd?: string;
  /** Browsers may offer to add the search of this site. */
  readonly openSearch?: boolean;
  /** The page has a field for searching of its own. */
  readonly isSearch?: boolean;
  /** Files that the page needs soon. */
  readonly preloads?: readonly { readonly as: string; readonly href: string }[];
}

/** Paths of the scripts of the search, and the name of the manifest of its index. */
export interface SearchScripts {
  readonly page: string;
  readonly go: string;
  readonly engine: string;
  readonly manifest: string;
}

export interface SearchView extends Framed {
  readonly channels: readonly { readonly name: string }[];
  readonly years: readonly string[];
  /** `query` is the example as it stands in an address; absent where it needs other words. */
  readonly operators: readonly {
    readonly example: string;
    readonly query?: string;
    readonly meaning: string;
  }[];
  readonly scripts?: SearchScripts;
}

export interface GoView extends Framed {
  readonly scripts?: SearchScripts;
}

interface Framed {
  readonly site: SiteView;
  readonly page: PageView;
}

export interface LinkView {
  readonly name: string;
  readonly href: string;
}

/** A conversation as a line of a list. */
export interface RowView {
  readonly href: string;
  readonly title: string;
  /** `7 messages · Ada, Grace and 2 more · 4 Feb 2023` */
  readonly facts: string;
}

export interface MessageView {
  /** `p1710786933057029`: the anchor of the message, for ever. */
  readonly id: string;
  readonly name: string;
  readonly initial: string;
  /** 0 to 7: the same for the same name. */
  readonly hue: number;
  readonly isBot: boolean;
  /** Said by the speaker of the message before, shortly after it. */
  readonly isContinued: boolean;
  readonly iso: string;
  readonly time: string;
  readonly isEdited: boolean;
  /** HTML. */
  readonly html: string;
  readonly reactions: readonly ReactionView[];
}

/** What somebody wrote on GitHub under the conversation's post. */
export interface AnswerView {
  /** `g1234567`: the anchor of the comment. */
  readonly id: string;
  /** GitHub login. */
  readonly name: string;
  readonly initial: string;
  readonly hue: number;
  /** Of the comment on GitHub. */
  readonly href: string;
  readonly iso: string;
  readonly time: string;
  readonly isEdited: boolean;
  /** Chosen as the answer. */
  readonly isAnswer: boolean;
  /** Answers the comment before. */
  readonly isReply: boolean;
  /** HTML. */
  readonly html: string;
}

/** Stands where a message of another page stood or stands in time. Without `href` it is nowhere any more. */
export interface ElsewhereView {
  readonly id: string;
  readonly what: string;
  readonly title: string;
  readonly href?: string;
}

export type ItemView =
  | (MessageView & { readonly gap?: string })
  | { readonly row: ElsewhereView; readonly gap?: string };

export interface PagerItem {
  readonly number: number;
  readonly href: string;
  readonly isCurrent: boolean;
}

export interface NearView {
  readonly side: 'older' | 'newer';
  readonly label: string;
  readonly href: string;
  readonly title: string;
}

export interface ConversationView extends Framed {
  readonly channel: LinkView;
  readonly month: LinkView;
  readonly heading: string;
  readonly facts: string;
  readonly post?: { readonly href: string };
  readonly slackUrl?: string;
  readonly isRootMissing: boolean;
  readonly earlier?: { readonly href: string; readonly label: string };
  readonly items: readonly ItemView[];
  readonly pager?: readonly PagerItem[];
  /** On the last page. */
  readonly answers?: readonly AnswerView[];
  readonly mentions?: readonly RowView[];
  readonly near: readonly NearView[];
}

/** What is left at an address whose conversation is now part of others. */
export interface MovedView extends Framed {
  readonly channel: LinkView;
  readonly month: LinkView;
  readonly heading: string;
  readonly note: string;
  readonly items: readonly { readonly row: ElsewhereView }[];
}

export interface MonthView extends Framed {
  readonly channel: LinkView;
  readonly month: string;
  readonly facts: string;
  readonly rows: readonly RowView[];
  readonly pager?: readonly PagerItem[];
  readonly near: readonly NearView[];
}

export interface YearView {
  readonly year: string;
  readonly months: readonly {
    readonly name: string;
    readonly href: string;
    readonly title: string;
    readonly count: string;
  }[];
}

export interface ChannelView extends Framed {
  readonly channel: { readonly name: string };
  readonly topic?: string;
  readonly facts: string;
  readonly years: readonly YearView[];
  readonly rows: readonly RowView[];
}

export interface AllMonthsView extends Framed {
  readonly years: readonly YearView[];
}

/** A line of a table of channels. */
export interface ChannelRowView {
  readonly name: string;
  readonly href: string;
  readonly conversations: string;
  readonly messages: string;
  readonly last: string;
}

export interface AllChannelsView extends Framed {
  readonly root: { readonly href: string };
  readonly month: string;
  readonly facts: string;
  readonly channels: readonly ChannelRowView[];
  readonly near: readonly NearView[];
}

export interface HomeView extends Framed {
  readonly description?: string;
  readonly facts: string;
  readonly channels: readonly ChannelRowView[];
  readonly rows: readonly RowView[];
  readonly mentioned: readonly RowView[];
}

export interface AboutView extends Framed {
  readonly facts: string;
}

export interface CertificateRowView {
  readonly name: string;
  readonly href?: string;
  readonly messages: string;
  readonly newest: string;
  /** One or two words. */
  readonly state: string;
  readonly says: string;
}

export interface CompletenessView extends Framed {
  /** All channels in one line. */
  readonly sum: string;
  readonly channels: readonly CertificateRowView[];
}

export type NotFoundView = Framed;

export interface RedirectView {
  readonly site: SiteView;
  readonly title: string;
  readonly href: string;
}
