/**
 * Where the bytes of files lie. `with-token`: the address may be told the token; `public`: it may be read, and learns of no
 * token; `sign-in`: the way to the page that asks people to sign in; `foreign`: nothing is asked there.
 */
export type AddressTrust = 'with-token' | 'public' | 'sign-in' | 'foreign';

const fileHosts: ReadonlySet<string> = new Set(['files.slack.com', 'files.slack-gov.com']);

/** Slack's own delivery networks, whose addresses are keys themselves. */
const publicHost = /^(?:files-origin\.slack\.com|slack-files\.com|(?:[a-z0-9-]+\.)*slack-edge\.com)$/;
const signInHost = /^(?:[a-z0-9-]+\.)*slack(?:-gov)?\.com$/;

/**
 * Whom to ask, and whether with the token. Only over https; but the place of the Web API itself knows the token already,
 * also where it is a proxy or a stand-in at another address.
 */
export function trustOf({ protocol, hostname, origin }: URL, apiUrl: string): AddressTrust {
  const api = new URL(apiUrl);
  if (!signInHost.test(api.hostname) && origin === api.origin) return 'with-token';
  if (protocol !== 'https:') return 'foreign';
  if (fileHosts.has(hostname)) return 'with-token';
  if (publicHost.test(hostname)) return 'public';
  return signInHost.test(hostname) ? 'sign-in' : 'foreign';
}

export function parseAddress(text: string, base?: URL): URL | undefined {
  try {
    const url = new URL(text, base);
    return url.username === '' && url.password === '' ? url : undefined;
  } catch {
    return undefined;
  }
}
