import { spawn } from 'node:child_process';

export interface Typed {
  readonly code: number;
  /** All that the terminal showed. */
  readonly screen: string;
  /** How often the person was asked. */
  readonly questions: number;
}

const question = '[y/N] ';

export interface Person {
  /** Where the person stands. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The first question is answered with yes, every other one with no; unless the person says yes to everything. */
  readonly isWilling?: boolean;
  /** Looks at a site that is served, in place of a browser. */
  readonly look?: (url: string) => Promise<void>;
}

/**
 * Types a line into a terminal (util-linux's `script` gives one) and answers what is asked; when a site is served, looks at
 * it and presses Ctrl-C.
 */
export function typeLine(
  line: string,
  { folder, env, isWilling = false, look = isThere }: Person,
): Promise<Typed> {
  const serves = /\b(?:unsilo|cli\.js) serve\b/.test(line);
  const isServer = serves || /\bnpm run demo$/.test(line);
  const typed = serves ? `${line} --port 0` : line;
  const child = spawn('script', ['-qefc', `bash -c ${quoted(typed)}`, '/dev/null'], { cwd: folder, env });
  return new Promise((resolve, reject) => {
    let screen = '';
    let hasLooked = false;
    let questions = 0;
    const hear = (chunk: Buffer) => {
      screen += chunk.toString();
      for (const asked = screen.split(question).length - 1; questions < asked; questions++)
        child.stdin.write(questions === 0 || isWilling ? 'y\n' : 'n\n');
      const [url] = /http:\/\/127\.0\.0\.1:\d+\//.exec(screen) ?? [];
      if (!isServer || hasLooked || url === undefined) return;
      hasLooked = true;
      look(url)
        .catch(reject)
        .finally(() => child.stdin.write('\x03'));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code: isServer && hasLooked ? 0 : (code ?? 1), screen, questions }),
    );
  });
}

async function isThere(url: string): Promise<void> {
  const { status } = await fetch(url);
  if (status !== 200) throw new Error(`${url} answered ${status}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
