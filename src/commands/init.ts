import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseConfigFile } from '../config/config-file.ts';
import { ConfigError } from '../errors.ts';
import { packageRoot } from '../paths.ts';
import { announcement } from './announcement.ts';
import type { CommandContext } from './context.ts';
import { workingTreeAround } from './git-folder.ts';
import type { GitRemote } from './git-remote.ts';
import { nextSteps } from './next-steps.ts';
import { pagesAddress } from './pages-address.ts';
import { slackAppLink } from './slack-app-link.ts';
import { starterConfig } from './starter-config.ts';
import { starterWorkflow } from './starter-workflow.ts';

export interface InitOptions {
  /** Where the user stands. */
  readonly folder: string;
  /** `OWNER/NAME`, where it was said. */
  readonly repository?: string | undefined;
  readonly channels: readonly string[];
  /** Where the site will stand, where it was said. */
  readonly baseUrl?: string | undefined;
  readonly kind?: string | undefined;
  readonly category?: string | undefined;
  /** Nobody is asked. Files that are there stay as they are. */
  readonly isAgreed: boolean;
  /** Files that are there are replaced without a question. */
  readonly isForced: boolean;
  readonly isDryRun: boolean;
}

/** What `unsilo init --json` prints. */
export interface InitReport {
  readonly repository: string;
  readonly files: readonly InitFile[];
  readonly slackApp: string;
  readonly announcement: string;
  readonly next: readonly string[];
}

export interface InitFile {
  /** From where the user stands. */
  readonly path: string;
  readonly what: 'written' | 'replaced' | 'unchanged' | 'kept';
}

/** Writes the configuration and the workflow, and tells what remains for a person to do. */
export async function init(options: InitOptions, context: CommandContext): Promise<InitReport> {
  const tree = workingTreeAround(options.folder);
  const remote = remoteOf(options.repository, tree?.remote);
  const postsKind = await kindOfPosts(options, remote, context);
  const baseUrl = options.baseUrl ?? pagesAddress(remote);
  const answers = { channels: options.channels, settings: settingsOf(options, postsKind, baseUrl) };
  const config = starterConfig(shipped('unsilo.example.yml'), answers);
  parseConfigFile(config, 'unsilo.yml');
  const workflow = starterWorkflow(shipped('workflow.yml'), remote.repository);
  const root = tree?.root ?? options.folder;
  const files: InitFile[] = [];
  for (const [path, text] of [
    ['unsilo.yml', config],
    ['.github/workflows/unsilo.yml', workflow],
  ] as const)
    files.push(await put(join(root, path), text, options, context));
  const posts =
    postsKind === 'nothing' ? [] : [`https://${remote.host}/${remote.repository}/${tabs[postsKind]}`];
  return {
    repository: remote.repository,
    files,
    slackApp: slackAppLink(shipped('slack-app.yml')),
    announcement: announcement([...(baseUrl === undefined ? [] : [baseUrl]), ...posts]),
    next: nextSteps(remote, postsKind === 'discussions'),
  };
}

type PostsKind = 'discussions' | 'issues' | 'nothing';
const tabs = { discussions: 'discussions', issues: 'issues' } as const;

function remoteOf(said: string | undefined, found: GitRemote | undefined): GitRemote {
  const repository = said ?? found?.repository;
  if (repository === undefined || !/^[\w-]+\/[\w.-]+$/.test(repository))
    throw new ConfigError(
      said === undefined
        ? 'Which repository? There is no git remote here that names one: say --repo OWNER/NAME.'
        : `"${said}" is no repository: --repo takes OWNER/NAME, such as acme/chat.`,
    );
  return { host: found?.host ?? 'github.com', repository };
}

async function kindOfPosts(
  { kind, isAgreed }: InitOptions,
  { repository }: GitRemote,
  { confirm }: CommandContext,
): Promise<PostsKind> {
  if (kind !== undefined) return kind === 'discussions' ? 'discussions' : 'issues';
  if (isAgreed) return 'discussions';
  if (confirm === undefined)
    throw new ConfigError(
      'Nobody can be asked here: say --yes, and --kind issues where posts shall be issues instead of discussions.',
    );
  const question = `Besides the site: post conversations as Discussions of ${repository}? (no: the site alone)`;
  return (await confirm(question)) ? 'discussions' : 'nothing';
}

function settingsOf(
  { kind, category }: InitOptions,
  postsKind: PostsKind,
  baseUrl: string | undefined,
): Readonly<Record<string, string>> {
  return {
    ...(baseUrl === undefined ? {} : { 'site.baseUrl': JSON.stringify(baseUrl) }),
    'posts.which': postsKind === 'nothing' ? 'nothing' : 'everything',
    ...(postsKind === 'nothing' ? {} : { 'posts.kind': kind ?? postsKind }),
    ...(category === undefined ? {} : { 'posts.category': JSON.stringify(category) }),
  };
}

function shipped(name: string): string {
  return readFileSync(join(packageRoot, 'config', name), 'utf8');
}

async function put(
  path: string,
  text: string,
  { folder, isAgreed, isForced, isDryRun }: InitOptions,
  { confirm }: CommandContext,
): Promise<InitFile> {
  const shown = relative(folder, path);
  const isThere = existsSync(path);
  if (isThere && readFileSync(path, 'utf8') === text) return { path: shown, what: 'unchanged' };
  if (isThere && !isForced) {
    const mayAsk = confirm !== undefined && !isAgreed && !isDryRun;
    if (!mayAsk || !(await confirm(`${shown} is there already. Replace it?`)))
      return { path: shown, what: 'kept' };
  }
  if (!isDryRun) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return { path: shown, what: isThere ? 'replaced' : 'written' };
}
