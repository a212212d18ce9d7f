/**
 * The same text with characters of its own. A part of a text keeps the whole of it in memory, one that was put together
 * all its parts: what stays as long as the build must not.
 */
export function owned(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
