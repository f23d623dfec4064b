/**
 * The default commands of labs L2, L3 and L4 on real Docker daemons, against the states that the course promises.
 *
 * Changes: starts two swarm beds in temporary folders, with network namespaces, registries and daemons of their own.
 * Takes down: all of it, in `after`. Needs root and the packages of test/bed/debian.mjs.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSwarmBed } from '../bed/swarmBed.mjs';
import { removeFolder, shortFolder } from './clients.mjs';
import { enterLab, runLab } from './labScript.mjs';
import { l2 } from './steps/l2.mjs';
import { l3 } from './steps/l3.mjs';
import { l4, l4Nodes } from './steps/l4.mjs';

const voting = fileURLToPath(new URL('../../notes/labs/L4/voting', import.meta.url));

describe('labs on the swarm bed', function () {
  this.timeout(240_000);
  /** @type {string} */ let dir;
  /** @type {import('../bed/swarmBed.mjs').SwarmBed[]} */ let beds = [];
  /** @type {import('./labScript.mjs').Student[]} */ const students = [];
  /** @type {Record<string, ReturnType<typeof runLab>>} */ const outcomes = {};

  before(async function () {
    this.timeout(300_000); // the first run on a machine builds the images
    dir = await shortFolder();
    const log = () => undefined;
    const starts = await Promise.allSettled([1, 3].map(nodes => startSwarmBed({ dir: join(dir, `bed${nodes}`), log, nodes })));
    beds = starts.flatMap(start => start.status === 'fulfilled' ? [start.value] : []);
    for (const start of starts) if (start.status === 'rejected') throw start.reason;
    const [one, several] = beds;
    outcomes.L2 = runLab(l2, await enter(one, 'L2'));
    outcomes.L3 = runLab(l3, await enter(one, 'L3'));
    outcomes.L4 = runLab(l4, await enter(several, 'L4'));
    outcomes['L4 on several nodes'] = runLab(l4Nodes, await enter(several, 'L4-nodes', { ADDR: several.address }), outcomes.L4);
  });
  const enter = async (/** @type {(typeof beds)[0]} */ bed, /** @type {string} */ name, more = {}) => {
    const at = await enterLab(bed, join(dir, name), { REG: bed.registry, ...more });
    if (name.startsWith('L4')) await cp(voting, join(at.folder, 'voting'), { recursive: true });
    students.push(at);
    return at;
  };
  after(async function () {
    this.timeout(60_000);
    await Promise.all(students.map(at => at.leave()));
    await Promise.all(beds.map(bed => bed.stop()));
    await removeFolder(dir);
  });

  for (const [lab, steps] of Object.entries({ L2: l2, L3: l3, L4: l4, 'L4 on several nodes': l4Nodes })) {
    describe(lab, () => {
      for (const { step } of steps) it(step, () => outcomes[lab].get(step));
    });
  }
});
