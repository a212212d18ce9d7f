/** One precondition that was looked at. */
export interface Finding {
  /** `Discussions`, `archive`: what was looked at. */
  readonly what: string;
  /** `mend`: a person must do something. `unseen`: it could not be looked at. */
  readonly state: 'ok' | 'mend' | 'unseen';
  readonly found: string;
  /** What to do; with every state but `ok`. */
  readonly mend?: string;
}

export function ok(what: string, found: string): Finding {
  return { what, state: 'ok', found };
}

export function mend(what: string, found: string, mend: string): Finding {
  return { what, state: 'mend', found, mend };
}

export function unseen(what: string, found: string, mend: string): Finding {
  return { what, state: 'unseen', found, mend };
}
