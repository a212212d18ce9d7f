import type { PostKind } from '../../src/publish/estimate.ts';
import type { Limits } from '../support/github/server.ts';
import { World } from '../support/github/world.ts';
import { message } from '../support/publish.ts';

/**
 * How near to GitHub's limits a long run comes, on a clock on which waiting takes no time: conversations of two messages
 * are posted to the stand-in under limits like GitHub's. Printed is the share of the creations that the limits allow.
 *
 *     node test/bench/run.mjs publish [CONVERSATIONS [KIND …]]     by default as many as hubspot-dev has, as discussions
 */
const [conversations = '24801', ...kinds] = process.argv.slice(2);
const count = Number(conversations);
const limits: Limits = { creationsPerMinute: 80, creationsPerHour: 500, requestsPerHour: 1000 };

for (const kind of (kinds.length > 0 ? kinds : ['discussions']) as PostKind[]) {
  const talk = Array.from({ length: count }, (_, index) => [
    message(index * 60, { text: `q${index}` }),
    message(index * 60 + 1, { thread: index * 60, user: 'U0GRACE' }),
  ]).flat();
  const world = await World.open(talk);
  world.github.limits = limits;
  const start = world.clock.now();
  const real = performance.now();
  const { outcomes, end } = await world.run({ kind });
  const hours = (world.clock.now() - start) / 3_600_000;
  const allowed = limits.creationsPerHour * hours;
  console.log(
    `${kind}: ${outcomes.created} of ${count} posts in ${hours.toFixed(1)} h of virtual time, ${((100 * outcomes.created) / allowed).toFixed(1)} % of what ${limits.creationsPerHour}/h allows; ${world.github.refused} requests refused; ${((performance.now() - real) / 1000).toFixed(0)} s${end.stopped === undefined ? '' : `; stopped: ${end.stopped}`}`,
  );
  await world.close();
}
