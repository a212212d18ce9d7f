import { execFile } from 'node:child_process';
import { ConfigError } from '../errors.ts';

export interface GitAnswer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export type Git = (...line: readonly string[]) => Promise<GitAnswer>;

export interface GitPlace {
  /** Folder of git's own files. */
  readonly gitDir: string;
  readonly workTree: string;
  /** The runner's environment; secrets in it are not passed on. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** `https://github.com` … and what logs in there. It travels by the environment: a command line can be read by others. */
  readonly login: { readonly url: string; readonly token: string } | undefined;
}

const secret = /^(?:INPUT_|SLACK_|UNSILO_|ACTIONS_|GIT_)|TOKEN|SECRET/i;

/** Runs plain git with settings of its own: those of the machine must not change what is kept. */
export function gitIn(place: GitPlace): Git {
  const env = environmentOf(place);
  return (...line) =>
    new Promise((resolve, reject) => {
      execFile('git', line, { cwd: place.workTree, env, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
        if (error !== null && typeof error.code !== 'number')
          return reject(
            new ConfigError(`git can't be run (${error.code ?? error.signal}): install it on the runner.`),
          );
        resolve({ code: error === null ? 0 : Number(error.code), out, err });
      });
    });
}

function environmentOf({ gitDir, workTree, variables, login }: GitPlace): Record<string, string> {
  const settings: readonly (readonly [string, string])[] = [
    ['core.autocrlf', 'false'],
    ['core.quotepath', 'false'],
    ['gc.auto', '0'],
    ['core.hooksPath', '/dev/null'],
    ...(login === undefined ? [] : [[`http.${login.url}.extraheader`, basic(login.token)] as const]),
  ];
  const inherited = Object.entries(variables).filter(
    ([name, value]) => value !== undefined && !secret.test(name),
  );
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    GIT_DIR: gitDir,
    GIT_WORK_TREE: workTree,
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    GIT_AUTHOR_NAME: 'unsilo',
    GIT_AUTHOR_EMAIL: '',
    GIT_COMMITTER_NAME: 'unsilo',
    GIT_COMMITTER_EMAIL: '',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

function basic(token: string): string {
  return `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}
