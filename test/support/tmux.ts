import { execFileSync } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';

/** Whether tmux is here: Debian has it, `.ci/run` installs it. */
export function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A terminal of 80 columns, and a person at it. */
export class TmuxTerminal {
  readonly #socket: string;

  constructor(
    name: string,
    {
      folder,
      env,
      columns = 80,
    }: { readonly folder: string; readonly env: Record<string, string>; readonly columns?: number },
  ) {
    this.#socket = `unsilo-${name}-${process.pid}`;
    const variables = Object.entries(env).flatMap(([key, value]) => ['-e', `${key}=${value}`]);
    const size = ['-x', String(columns), '-y', '200'];
    // A shell without anybody's settings, and a prompt that is easy to find.
    const shell = "env -u CI -u NO_COLOR -u FORCE_COLOR PS1='READY> ' bash --norc --noprofile -i";
    this.#tmux('-f', '/dev/null', 'new-session', '-d', '-s', 't', '-c', folder, ...size, ...variables, shell);
  }

  /** Types a line and presses return. */
  type(line: string): void {
    this.#tmux('send-keys', '-t', 't', '-l', line);
    this.#tmux('send-keys', '-t', 't', 'Enter');
  }

  /** What is on the screen; with colours as escape sequences where asked for. */
  screen(hasColours = false): string {
    return this.#tmux('capture-pane', '-p', '-J', ...(hasColours ? ['-e'] : []), '-t', 't').trimEnd();
  }

  /** Waits until the screen shows it. */
  async shows(words: string | RegExp): Promise<string> {
    for (let tries = 0; tries < 600; tries++) {
      const screen = this.screen();
      if (typeof words === 'string' ? screen.includes(words) : words.test(screen)) return screen;
      await setTimeout(100);
    }
    throw new Error(`The terminal does not show ${words}:\n${this.screen()}`);
  }

  /** Waits until the shell asks for the next line. */
  async ready(): Promise<string> {
    return await this.shows(/READY>$/);
  }

  clear(): void {
    this.#tmux('send-keys', '-t', 't', 'C-l');
  }

  close(): void {
    this.#tmux('kill-server');
  }

  #tmux(...line: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#socket, ...line], { encoding: 'utf8' });
  }
}
