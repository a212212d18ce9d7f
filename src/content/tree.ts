import type { Counts } from '../model/diagnostic.ts';
import type { ChannelId, UserGroupId, UserId } from '../model/ids.ts';
import type { SlackFile } from '../model/message.ts';
import type { Permalink } from '../model/permalink.ts';

/** What one message says, as a tree. Named like mdast where mdast has a word, like Slack elsewhere. */
export interface Content {
  readonly blocks: readonly BlockNode[];
  /** What was not understood, by kind (`block:poll`): it is in the tree all the same, as far as it has words. */
  readonly unknown: Counts;
}

export type BlockNode =
  | Paragraph
  | Heading
  | Code
  | Quote
  | List
  | Table
  | Divider
  | Card
  | FileNode
  | Picture
  | Note
  | Unsupported;

export interface Paragraph {
  readonly type: 'paragraph';
  readonly children: readonly InlineNode[];
}

/** Of a `header` block: bold and on its own, but no section of a page. */
export interface Heading {
  readonly type: 'heading';
  readonly children: readonly InlineNode[];
}

export interface Code {
  readonly type: 'code';
  readonly value: string;
  readonly language?: string;
}

export interface Quote {
  readonly type: 'quote';
  readonly children: readonly BlockNode[];
}

export interface List {
  readonly type: 'list';
  readonly isOrdered: boolean;
  /** Number of the first item. */
  readonly start: number;
  readonly items: readonly (readonly BlockNode[])[];
}

export interface Table {
  readonly type: 'table';
  readonly align: readonly ('left' | 'center' | 'right' | undefined)[];
  /** The first row is the head. All rows are equally long. */
  readonly rows: readonly (readonly (readonly InlineNode[])[])[];
}

export interface Divider {
  readonly type: 'divider';
}

/** What stands apart from the message's own words: an attachment, the preview of a link, a quoted message. */
export interface Card {
  readonly type: 'card';
  readonly kind: 'attachment' | 'unfurl' | 'quote';
  readonly author?: string;
  readonly title?: readonly InlineNode[];
  readonly children: readonly BlockNode[];
}

export interface FileNode {
  readonly type: 'file';
  readonly file: SlackFile;
}

/** An image block. It is a link: pages of an archive load nothing from elsewhere. */
export interface Picture {
  readonly type: 'picture';
  readonly alt: string;
  readonly url?: string;
}

/** Slack's own words about an event, or ours about what is left: a grey line. */
export interface Note {
  readonly type: 'note';
  readonly children: readonly InlineNode[];
}

/** Something that this version can't read, with the words that were found inside. */
export interface Unsupported {
  readonly type: 'unsupported';
  readonly kind: string;
  readonly text: string;
}

export type InlineNode =
  | Text
  | Break
  | InlineCode
  | Styled
  | Link
  | SlackLink
  | UserMention
  | ChannelMention
  | UserGroupMention
  | Broadcast
  | EmojiNode
  | DateNode;

export interface Text {
  readonly type: 'text';
  readonly value: string;
}

export interface Break {
  readonly type: 'break';
}

export interface InlineCode {
  readonly type: 'inlineCode';
  readonly value: string;
}

export interface Styled {
  readonly type: 'strong' | 'emphasis' | 'delete' | 'underline';
  readonly children: readonly InlineNode[];
}

/** Only of a scheme in `safe-url.ts`; without children it shows its address. */
export interface Link {
  readonly type: 'link';
  readonly url: string;
  readonly children: readonly InlineNode[];
}

/** A link to a message or channel of Slack, which may have a page of its own here. */
export interface SlackLink {
  readonly type: 'slackLink';
  readonly url: string;
  readonly permalink: Permalink;
  readonly children: readonly InlineNode[];
}

export interface UserMention {
  readonly type: 'user';
  readonly id: UserId;
  /** The name that came with it: often an old one. */
  readonly label?: string;
}

export interface ChannelMention {
  readonly type: 'channel';
  readonly id: ChannelId;
  readonly label?: string;
}

export interface UserGroupMention {
  readonly type: 'userGroup';
  readonly id: UserGroupId;
  readonly label?: string;
}

/** `@here`, `@channel`, `@everyone`: without the sign. */
export interface Broadcast {
  readonly type: 'broadcast';
  readonly range: string;
}

export interface EmojiNode {
  readonly type: 'emoji';
  /** Without colons, with the tone: `wave::skin-tone-3`. */
  readonly name: string;
  /** Undefined for one of the workspace's own. */
  readonly unicode?: string;
}

export interface DateNode {
  readonly type: 'date';
  /** Seconds since 1970. */
  readonly seconds: number;
  /** In UTC, as Slack's format asks. */
  readonly text: string;
}
