import type { Outcome } from './command-spec.ts';

export async function runMigrate(): Promise<Outcome> {
  return { report: {}, text: '' };
}
