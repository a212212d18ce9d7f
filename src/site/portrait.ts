/** What stands in place of a person's picture: the same for the same name. */
export interface Portrait {
  readonly initial: string;
  /** 0 to 7 */
  readonly hue: number;
}

export function portraitOf(name: string): Portrait {
  let hash = 7;
  for (let at = 0; at < name.length; at += 1) hash = (hash * 31 + name.charCodeAt(at)) % 65_521;
  return { initial: /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '?', hue: hash % 8 };
}
