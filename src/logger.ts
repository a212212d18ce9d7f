/** Where a command says what it does. All of it goes to standard error; standard output is for results. */
export interface Logger {
  /** A step of the work, in the past tense or the present: one line. */
  info(line: string): void;
  /** Something a person should look at; the run goes on. */
  warn(line: string): void;
  /** Only shown on request. */
  debug(line: string): void;
  /** How far long work has come. Cheap to call often: the terminal shows it when it likes, CI now and then. */
  progress(update: Progress): void;
}

export interface Progress {
  /** `reading`, `building`: the stage as a person would call it. */
  readonly stage: string;
  readonly done: number;
  /** Absent while nobody knows. */
  readonly total?: number;
  /** `messages`, `pages`. */
  readonly unit: string;
}

/** A logger that says nothing. */
export const silentLogger: Logger = { info() {}, warn() {}, debug() {}, progress() {} };
