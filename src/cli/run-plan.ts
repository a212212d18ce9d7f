import type { Outcome } from './command-spec.ts';

export async function runPlan(): Promise<Outcome> {
  return { report: {}, text: '' };
}
