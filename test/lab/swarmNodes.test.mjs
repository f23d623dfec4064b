/**
 * The voting app of L4 on several nodes, with the ports on the nodes themselves, and the quorum of three managers that are
 * killed: what `npm run labs` cannot do to its own bed.
 *
 * Changes: starts a swarm bed of three daemons in a temporary folder, with network namespaces and a registry of its own.
 * Takes down: all of it, in `after`. Needs root and the packages of test/bed/debian.mjs.
 */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSwarmBed } from '../bed/swarmBed.mjs';
import { removeFolder, shortFolder } from './clients.mjs';
import { enterLab, runLab } from './labScript.mjs';
import { l4Nodes } from './steps/l4Nodes.mjs';

describe('the voting app on several nodes', function () {
  this.timeout(240_000);
  /** @type {string} */ let dir;
  /** @type {import('../bed/swarmBed.mjs').SwarmBed} */ let bed;
  /** @type {import('./labScript.mjs').Student} */ let student;
  /** @type {ReturnType<typeof runLab>} */ let outcomes;

  before(async function () {
    this.timeout(300_000); // the first run on a machine builds the images
    dir = await shortFolder();
    bed = await startSwarmBed({ dir: join(dir, 'bed'), log: () => undefined, nodes: 3 });
    student = await enterLab(bed, join(dir, 'L4'), { REG: bed.registry, ADDR: bed.address });
    await cp(fileURLToPath(new URL('../../notes/labs/L4/voting', import.meta.url)), join(student.folder, 'voting'), { recursive: true });
    outcomes = runLab(l4Nodes, student);
  });
  after(async function () {
    this.timeout(60_000);
    await student?.leave();
    await bed?.stop();
    await removeFolder(dir);
  });

  for (const { step } of l4Nodes) it(step, () => outcomes.get(step));
});
