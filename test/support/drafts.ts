import { join } from 'node:path';
import { openArchive } from '../../src/archive/archive.ts';
import { listUnits, readUnit } from '../../src/archive/units.ts';
import { type PostSettings, postContext } from '../../src/commands/post-context.ts';
import { readReferences } from '../../src/commands/read-references.ts';
import { whereaboutsIn } from '../../src/commands/whereabouts.ts';
import { conversationsOf } from '../../src/model/conversation.ts';
import { packageRoot } from '../../src/paths.ts';
import { type Draft, draftOf } from '../../src/publish/draft.ts';
import { type PostRules, skipReason } from '../../src/publish/select.ts';
import { loadPostTemplates } from '../../src/publish/templates.ts';
import { rules } from './publish.ts';

export const postTemplates = loadPostTemplates([join(packageRoot, 'templates/github')]);

/** Every post that an archive would make, long after the last message. */
export async function* draftsOf(
  dir: string,
  repository: string,
  baseUrl: string,
  changes: Partial<PostRules> = {},
): AsyncGenerator<Draft> {
  const archive = openArchive(dir);
  const units = listUnits(archive);
  const settings: PostSettings = {
    templates: postTemplates,
    rulesOf: () => ({ ...rules, ...changes }),
    hasLogin: () => false,
    repository,
  };
  const graph = await readReferences(archive, units, new AbortController().signal);
  const world = {
    now: Number.MAX_SAFE_INTEGER,
    whereabouts: whereaboutsIn(archive, baseUrl, () => undefined),
    graph,
  };
  for (const unit of units) {
    const context = postContext(archive, unit.teamId, settings, world);
    for (const conversation of conversationsOf(unit, readUnit(unit)).conversations)
      if (skipReason(conversation, context) === undefined) yield draftOf(conversation, context);
  }
}
