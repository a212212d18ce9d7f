import { createHash } from 'node:crypto';

/**
 * The workflow of a repository: the template, run at a minute of its own. Each repository keeps its minute, and not all
 * of them ask Slack and GitHub at once.
 */
export function starterWorkflow(template: string, repository: string): string {
  const [first = 0, second = 0] = createHash('sha256').update(repository.toLowerCase()).digest();
  const minute = 1 + 2 * (first % 29);
  return template.replace(/cron: "[^"]*"/, `cron: "${minute} ${second % 24} * * *"`);
}
