/** Something a person should know about, as data: tests assert the code, `cli/` and `action/` make the sentence. */
export interface Diagnostic {
  /** `SCREAMING_SNAKE`, stable: scripts may match it. */
  readonly code: string;
  /** What it is about: a channel, a file name, a conversation. Never a person's words. */
  readonly where?: string;
  /** One sentence: what was found and what to do. */
  readonly message: string;
}

/** Counts of things by name: skipped messages by reason, unknown blocks by kind. */
export type Counts = Readonly<Record<string, number>>;

/** A tally that is added to while work goes on and read once at the end, in order of name. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, count = 1): void {
    if (count > 0) this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  addAll(counts: Counts): void {
    for (const [name, count] of Object.entries(counts)) this.add(name, count);
  }

  total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  counts(): Counts {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
