/** What may become a link on a page or in a post. Others, such as `file:` and `slack:`, stay visible as text. */
const linkable = /^(?:https?:\/\/|ftp:\/\/|ircs?:\/\/|mailto:|tel:)./i;

/** Of these Slack makes links, so a `<scheme:…>` in a text is one and no text (slack.md 5.1). */
const slackScheme =
  /^(?:https?|mailto|tel|ftp|sftp|ssh|git|svn|ircs?|slack|xmpp|file|skype|callto|sip|sms|facetime|webcal|vscode|zoommtg):[^\s]/i;

/**
 * The address as it may stand in an `href`, or undefined. Spaces, controls, quotes, angle brackets and backslashes
 * are percent-encoded, so it can't end an attribute or a Markdown link, and no scheme can hide behind a control.
 */
export function safeUrl(url: string): string | undefined {
  if (!linkable.test(url)) return undefined;
  if (/^https?:/i.test(url) && !URL.canParse(url)) return undefined;
  return url.replace(unsafeInUrl, encodeURIComponent);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not pass
const unsafeInUrl = /[\u0000-\u0020\u007f-\u00a0"<>\\^`{|}\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

export function isSlackLink(address: string): boolean {
  return slackScheme.test(address);
}
