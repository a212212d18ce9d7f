import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOrCreateArchive } from '../../../src/archive/archive.ts';
import { PostStore } from '../../../src/archive/post-store.ts';
import { connect } from '../../../src/github/connect.ts';
import { silentLogger } from '../../../src/logger.ts';
import type { Message } from '../../../src/model/message.ts';
import { formatPermalink } from '../../../src/model/permalink.ts';
import { monthOf } from '../../../src/model/ts.ts';
import type { CommentReader } from '../../../src/publish/comment-reader.ts';
import type { PostKind } from '../../../src/publish/estimate.ts';
import { Outcomes } from '../../../src/publish/outcomes.ts';
import { Pacer } from '../../../src/publish/pacer.ts';
import type { PlanContext } from '../../../src/publish/plan.ts';
import { type Material, type RunEnd, runPublish } from '../../../src/publish/publish-run.ts';
import type { PostRules } from '../../../src/publish/select.ts';
import { defaultPatience } from '../../../src/publish/settle-doubts.ts';
import { budgetState, WriteBudget } from '../../../src/publish/write-budget.ts';
import type { Desk } from '../../../src/publish/writing.ts';
import { place, plainRenderer, planContext } from '../publish.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { FakeGitHub } from './server.ts';

/** What is run, and with which pieces exchanged. */
export interface RunSettings {
  readonly kind?: PostKind;
  readonly rules?: Partial<PostRules>;
  readonly context?: Partial<PlanContext>;
  /** Stands between the run and its files. */
  readonly wrap?: (store: PostStore) => PostStore;
  readonly clock?: VirtualClock;
  readonly deadline?: number;
  readonly mostWrites?: number;
  readonly token?: string;
  readonly repository?: string;
}

export interface RunResult {
  readonly outcomes: Outcomes;
  readonly end: RunEnd;
  readonly requests: { readonly read: number; readonly write: number };
}

/** An archive in a folder of its own and a stand-in for GitHub, on a clock on which waiting takes no time. */
export class World {
  readonly github = new FakeGitHub();
  readonly clock = new VirtualClock();
  readonly dir = mkdtempSync(join(tmpdir(), 'unsilo-publish-'));
  messages: readonly Message[] = [];

  static async open(messages: readonly Message[]): Promise<World> {
    const world = new World();
    world.messages = messages;
    world.github.clock = world.clock;
    await world.github.listen();
    openOrCreateArchive(world.dir);
    return world;
  }

  async close(): Promise<void> {
    await this.github.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** As after a fresh clone without the folders that hold what was posted. */
  loseLedger(): void {
    rmSync(join(this.dir, place.teamId), { recursive: true, force: true });
    rmSync(join(this.dir, 'publish'), { recursive: true, force: true });
  }

  store(): PostStore {
    return new PostStore(this.dir);
  }

  material(store: PostStore, settings: RunSettings = {}): Material {
    const kind = settings.kind ?? 'discussions';
    const context = planContext({
      render: linkingRenderer(store),
      now: Number.MAX_SAFE_INTEGER,
      ...settings.context,
      rules: { kind, ...settings.rules },
    });
    return { units: () => [...this.#units(store)].map((unit) => ({ unit, context })) };
  }

  *#units(store: PostStore) {
    const months = new Map<string, Message[]>();
    for (const message of this.messages) {
      const month = monthOf(message.threadTs ?? message.ts);
      months.set(month, [...(months.get(month) ?? []), message]);
    }
    for (const messages of months.values()) {
      const [first] = messages;
      if (first === undefined) continue;
      const month = monthOf(first.threadTs ?? first.ts);
      yield { ...place, messages, posts: store.postsIn({ ...place, month }) };
    }
  }

  desk(store: PostStore, settings: RunSettings = {}): { desk: Desk; pacer: Pacer; comments: CommentReader } {
    const clock = settings.clock ?? this.clock;
    const budget = new WriteBudget(budgetState(store.state.budget), clock.now());
    const { mostWrites } = settings;
    const pacer = new Pacer({
      budget,
      clock,
      save: ({ state }) => store.saveBudget(state),
      ...(settings.deadline === undefined ? {} : { deadline: settings.deadline }),
      ...(mostWrites === undefined ? {} : { mostWrites }),
    });
    const { publisher, comments } = connect({
      token: settings.token ?? 'a-token',
      apiUrl: this.github.url,
      userAgent: 'unsilo/test',
      repository: settings.repository ?? 'acme/chat',
      categories: settings.rules?.category === undefined ? [] : [settings.rules.category],
      pacer,
      budget,
      clock,
    });
    return { desk: { store, clock, outcomes: new Outcomes(), publisher, highest: 0 }, pacer, comments };
  }

  /** One run, as the program would do it; everything but the archive's files is new. */
  async run(settings: RunSettings = {}): Promise<RunResult> {
    const store = settings.wrap?.(this.store()) ?? this.store();
    const { desk, pacer } = this.desk(store, settings);
    const end = await runPublish({
      desk,
      material: this.material(store, settings),
      logger: silentLogger,
      patience: defaultPatience,
      signal: new AbortController().signal,
      deadline: settings.deadline ?? Number.POSITIVE_INFINITY,
    });
    return { outcomes: desk.outcomes, end, requests: pacer.counts };
  }
}

/** Shows text as it is, but `<minute>` as a link to the conversation that began then. */
function linkingRenderer(store: PostStore): PlanContext['render'] {
  return {
    ...plainRenderer,
    message: (message, limit) => {
      const text = message.text.replace(/<(\d+\.\d{6})>/g, (_, ts) => {
        const rootTs = ts as Message['ts'];
        const post = store.get({ ...place, rootTs });
        return (
          post?.url ?? formatPermalink({ channelId: place.channelId, ts: rootTs }, 'https://acme.slack.com/')
        );
      });
      return plainRenderer.message({ ...message, text }, limit);
    },
  };
}
