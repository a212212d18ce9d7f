import type { RunCommand } from './command-spec.ts';

/** The code behind each command of the table, loaded only when it is called: help stays fast. */
const loaders: Readonly<Record<string, () => Promise<RunCommand>>> = {
  init: async () => (await import('./run-init.ts')).runInit,
  doctor: async () => (await import('./run-doctor.ts')).runDoctor,
  migrate: async () => (await import('./run-migrate.ts')).runMigrate,
  pull: async () => (await import('./run-pull.ts')).runPull,
  sync: async () => (await import('./run-sync.ts')).runSync,
  build: async () => (await import('./run-build.ts')).runBuild,
  plan: async () => (await import('./run-plan.ts')).runPlan,
  publish: async () => (await import('./run-publish.ts')).runPublish,
  comments: async () => (await import('./run-comments.ts')).runComments,
  check: async () => (await import('./run-check.ts')).runCheck,
  export: async () => (await import('./run-export.ts')).runExport,
  search: async () => (await import('./run-search.ts')).runSearch,
  serve: async () => (await import('./run-serve.ts')).runServe,
  completion: async () => (await import('./run-completion.ts')).runCompletion,
};

export function loadCommand(name: string): Promise<RunCommand> {
  const load = loaders[name];
  if (load === undefined) throw new Error(`no code for the command ${name}`);
  return load();
}
