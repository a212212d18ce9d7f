import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { ConfigError } from '../errors.ts';
import type {
  AboutView,
  AllChannelsView,
  AllMonthsView,
  ChannelView,
  CompletenessView,
  ConversationView,
  GoView,
  HomeView,
  MonthView,
  MovedView,
  NotFoundView,
  RedirectView,
  SearchView,
} from './views.ts';

export interface SiteTemplates {
  conversation(view: ConversationView): string;
  moved(view: MovedView): string;
  month(view: MonthView): string;
  channel(view: ChannelView): string;
  allMonths(view: AllMonthsView): string;
  allChannels(view: AllChannelsView): string;
  home(view: HomeView): string;
  about(view: AboutView): string;
  completeness(view: CompletenessView): string;
  notFound(view: NotFoundView): string;
  redirect(view: RedirectView): string;
  search(view: SearchView): string;
  go(view: GoView): string;
  /** The style sheet. */
  readonly style: string;
  /** Changes when any of the templates does. */
  readonly version: string;
}

/**
 * Reads the templates of the site: of each file the one in the first folder that has it, the user's before ours. All
 * values are escaped but the HTML of messages, which `content/` makes.
 *
 * @throws ConfigError naming the file, when a template does not compile or fails on a page
 */
export function loadSiteTemplates(folders: readonly string[]): SiteTemplates {
  const sources = readSources(folders);
  const engine = Handlebars.create();
  for (const [name, { text }] of sources)
    if (name.endsWith('.hbs')) engine.registerPartial(name.slice(0, -4), text);
  const load = <View>(name: string): ((view: View) => string) => {
    const source = sources.get(`${name}.hbs`);
    if (source === undefined) throw new ConfigError(`No template ${name}.hbs in ${folders.join(' or ')}.`);
    const render = engine.compile<View>(source.text, { preventIndent: true, knownHelpersOnly: true });
    return (view) => {
      try {
        return render(view);
      } catch (cause) {
        throw new ConfigError(`The template ${source.path} can't be used: ${(cause as Error).message}`, {
          cause,
        });
      }
    };
  };
  return {
    conversation: load('conversation'),
    moved: load('moved'),
    month: load('month'),
    channel: load('channel'),
    allMonths: load('all-months'),
    allChannels: load('all-channels'),
    home: load('home'),
    about: load('about'),
    completeness: load('completeness'),
    notFound: load('not-found'),
    redirect: load('redirect'),
    search: load('search'),
    go: load('go'),
    style: compact(sources.get('style.css')?.text ?? ''),
    version: hashOf([...sources].map(([name, { text }]) => `${name}\n${text}`).join('\n')),
  };
}

interface Source {
  readonly path: string;
  readonly text: string;
}

function readSources(folders: readonly string[]): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  for (const folder of [...folders].reverse()) {
    if (!existsSync(folder))
      throw new ConfigError(`${folder}: there is no such folder of templates (site.templates).`);
    for (const name of readdirSync(folder).sort()) {
      if (!/\.(?:hbs|css)$/.test(name)) continue;
      const path = join(folder, name);
      sources.set(name, { path, text: readFileSync(path, 'utf8') });
    }
  }
  return new Map([...sources].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without comments, indentation and empty lines. */
function compact(css: string): string {
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s+/gm, '')
    .trim();
}

/** Ten letters that name a content. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}
