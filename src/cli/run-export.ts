import type { Outcome } from './command-spec.ts';

export async function runExport(): Promise<Outcome> {
  return { report: {}, text: '' };
}
