import type { Outcome } from './command-spec.ts';

export async function runServe(): Promise<Outcome> {
  return { report: {}, text: '' };
}
