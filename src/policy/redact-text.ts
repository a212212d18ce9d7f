/** What replaces the text that must not become public. Stable, so that the same input gives the same bytes. */
export const redactedMark = {
  email: '[redacted: e-mail]',
  phone: '[redacted: phone]',
  token: '[redacted: token]',
  invitation: '[redacted: invitation link]',
} as const;

/** Cheap test that lets most strings through untouched: every pattern below contains one of these. */
const mayHoldSecret = /@|%40|xox|xapp-|slack\.com|token=|[?&;]t=|tel:|[+(]\d|\d[ .-]\d{3}/i;

/** Slack's own tokens in any form: bot, user, app, export, legacy, cookie, rotating (`xoxe.xoxb-…`). */
const slackToken = /(?:xox[a-z](?:\.xox[a-z])?|(?<![a-z])xapp)-[\w.%+/=-]{4,}/gi;

/** The address of an incoming webhook or workflow trigger is its own key. */
const slackHook = /https?:\/\/hooks\.slack\.com\/[^\s<>|"`]*/gi;

/** Addresses of files and canvases: every query parameter there may be a key (slack.md 6.4). */
const slackFileQuery =
  /(https?:\/\/(?:files[\w.-]*\.slack\.com\/|[\w.-]+\.slack\.com\/(?:files|docs|canvas|lists)[\w.-]*\/)[^\s<>|"?]*)\?[^\s<>|"]*/gi;

/** `token=` of any address, and `t=` where its value is no time such as `1m30s`. */
const tokenParameter = /([?&](?:amp;)?)(?:token=[^\s<>|"&]*|t=(?!\d+[hms\d]*(?:[&\s<>|"#]|$))[\w.-]{16,})/gi;

const invitation = /https?:\/\/join\.slack\.com\/[^\s<>|"]*/gi;

/** `<mailto:…>` and `<tel:…>` as Slack writes them, label and all. */
const mailToken = /<mailto:[^<>\n]*>/gi;
const phoneToken = /<tel:([^<>|\n]*)(?:\|([^<>\n]*))?>/gi;

/**
 * Begins only where no address character stands before, so that a long word is looked at once. After it may stand what
 * styles it: `_bob@lantern.example_`. `npm@10.2.0` is none.
 */
const email =
  /(?<![\p{L}\p{N}_.%+'-])[\p{L}\p{N}_.%+'-]{1,64}(?:@|%40)(?!\d+\.\d)(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/giu;

/** `git@github.com:owner/name`: a place, not a person. */
const gitAddress = /^git@[^@]*$/i;

/** `+1 555 0100 123`; no country code begins with 0, so the zone of a time is none. */
const internationalPhone = /(?<!\w)\+[1-9]\d{0,2}(?:[ ().-]{0,2}\d){7,12}(?!\w)/g;

/**
 * `(555) 010-0123`, `555-010-0123`, `555.010.0123`, and `555 010 0123` where no other number stands beside it, as in a
 * table. Bare digits are ids, times and versions: never touched.
 */
const groupedPhone =
  /(?<![\w.-]|\d [ .-]?)(?:\(\d{3}\) ?\d{3}[ .-]|\d{3}[.-]\d{3}[.-]|\d{3} \d{3}[ -](?!\d{4} +\d))\d{4}(?![\w.-]*\d)/g;

const dateLike = /\b\d{4}-\d{2}-\d{2}\b/;

/**
 * Takes tokens, e-mail addresses, phone numbers and invitations out of a text of Slack, mrkdwn or plain.
 * Linear in the length of the text. The same text comes back (not a copy) when there is nothing to take out.
 */
export function redactText(text: string): string {
  if (!mayHoldSecret.test(text)) return text;
  return text
    .replace(slackHook, redactedMark.token)
    .replace(slackFileQuery, '$1')
    .replace(tokenParameter, '$1')
    .replace(slackToken, redactedMark.token)
    .replace(invitation, redactedMark.invitation)
    .replace(mailToken, redactedMark.email)
    .replace(phoneToken, (_, number: string, label?: string) => phoneOrText(label ?? number))
    .replace(email, (found) => (gitAddress.test(found) ? found : redactedMark.email))
    .replace(internationalPhone, (found) => (isRow(found) ? found : redactedMark.phone))
    .replace(groupedPhone, redactedMark.phone);
}

/** `+1 2 3 4 5 6 7 8 9` is a row of numbers. */
function isRow(found: string): boolean {
  const groups = found.match(/\d+/g) ?? [];
  return groups.join('').length < groups.length * 2;
}

/** Slack links things like `777 2025-04-02` as phone numbers; a date is text. */
export function phoneOrText(label: string): string {
  return dateLike.test(label) ? label : redactedMark.phone;
}
