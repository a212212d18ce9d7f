import { setImmediate } from 'node:timers/promises';
import type { Archive } from '../archive/archive.ts';
import { readDirectory } from '../archive/names.ts';
import { type ArchiveUnit, readUnit } from '../archive/units.ts';
import { parseContent } from '../content/parse-content.ts';
import { titleOf } from '../content/title.ts';
import { type Conversation, conversationsOf } from '../model/conversation.ts';
import type { TeamId } from '../model/ids.ts';
import type { Message } from '../model/message.ts';
import type { Names } from '../model/workspace.ts';
import { githubReferencesIn } from '../references/github-reference.ts';
import { linksIn } from '../references/links-in.ts';
import { type Outgoing, ReferenceGraph } from '../references/reference-graph.ts';

/** Two walks through the archive: who links, then to whom. Holds one channel and month, and the conversations that link. */
export async function readReferences(
  archive: Archive,
  units: readonly ArchiveUnit[],
  signal: AbortSignal,
): Promise<ReferenceGraph> {
  const graph = new ReferenceGraph();
  const names = namesIn(archive);
  for (const unit of units) {
    await setImmediate();
    signal.throwIfAborted();
    for (const conversation of conversationsOf(unit, readUnit(unit)).conversations) {
      const outgoing = outgoingOf(conversation, names(unit.teamId));
      if (outgoing !== undefined) graph.add(outgoing);
    }
  }
  for (const unit of units) {
    await setImmediate();
    signal.throwIfAborted();
    resolveIn(unit, graph, names(unit.teamId));
  }
  return graph;
}

function namesIn(archive: Archive): (teamId: TeamId) => Names {
  const known = new Map<TeamId, Names>();
  return (teamId) => {
    const names = known.get(teamId) ?? readDirectory(archive, teamId).names;
    known.set(teamId, names);
    return names;
  };
}

/** Undefined for the many that name nothing; only what could be a link is parsed. */
function outgoingOf(conversation: Conversation, names: Names): Outgoing | undefined {
  const contents = conversation.messages.filter(mayRefer).map((message) => parseContent(message));
  const links = contents.flatMap((content) => linksIn(content));
  const github = new Map(
    contents.flatMap(githubReferencesIn).map((reference) => [reference.name, reference]),
  );
  if (links.length === 0 && github.size === 0) return undefined;
  return { from: conversation.key, title: titleOf(conversation, names), links, github: [...github.values()] };
}

function mayRefer({ text, blocks, attachments }: Message): boolean {
  return (
    marks.test(text) ||
    (blocks.length + attachments.length > 0 && marks.test(JSON.stringify([blocks, attachments])))
  );
}

const marks = /slack|github\.com|\w#\d/;

function resolveIn(unit: ArchiveUnit, graph: ReferenceGraph, names: Names): void {
  for (const conversation of conversationsOf(unit, readUnit(unit)).conversations) {
    const wanted = conversation.messages.filter(({ ts }) => graph.wants(unit.channelId, ts));
    if (wanted.length === 0) continue;
    const target = { key: conversation.key, title: titleOf(conversation, names) };
    for (const { ts } of wanted) graph.resolve(unit.channelId, ts, target);
  }
}
