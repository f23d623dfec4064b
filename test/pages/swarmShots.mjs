// Pictures of swarms in the status page, to look at: node test/pages/swarmShots.mjs [name…]
import { takeShots } from './shots.mjs';
import { themes } from './statusHarness.mjs';
import { buildSwarm, showSwarm } from './swarmHarness.mjs';

const kit = await buildSwarm();
await takeShots('swarm', (page, sample) => showSwarm(page, kit, kit.swarms[sample]()), [
  ...Object.keys(themes).flatMap(theme => [
    [`voting-${theme}`, 'voting', { theme, width: 1300, height: 520 }],
    [`narrow-${theme}`, 'voting', { theme, width: 280, height: 1500 }],
    [`stale-${theme}`, 'stale', { theme, width: 1100, height: 560 }],
    [`troubled-${theme}`, 'troubled', { theme, width: 1300, height: 620 }],
  ]),
  ['noLeader', 'noLeader', { theme: 'dark', width: 1100, height: 560 }],
  ['noMesh', 'noMesh', { theme: 'light', width: 1100, height: 560 }],
  ['fresh', 'fresh', { theme: 'light', width: 800, height: 300 }],
  ['worker', 'worker', { theme: 'light', width: 800, height: 300 }],
  ['seven', 'seven', { theme: 'dark', width: 1300, height: 700 }],
  ['troubled-narrow', 'troubled', { theme: 'dark', width: 280, height: 1900 }],
]);
