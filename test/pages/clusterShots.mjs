// Pictures of clusters in the status page, to look at: node test/pages/clusterShots.mjs [name…]
import { buildCluster, showCluster } from './clusterHarness.mjs';
import { takeShots } from './shots.mjs';
import { themes } from './statusHarness.mjs';

const kit = await buildCluster();
await takeShots('cluster', (page, sample) => showCluster(page, kit, kit.clusters[sample]()), [
  ...Object.keys(themes).flatMap(theme => [
    [`stuck-${theme}`, 'stuck', { theme, width: 1300, height: 620 }],
    [`narrow-${theme}`, 'updating', { theme, width: 300, height: 1300 }],
  ]),
  ['updating', 'updating', { theme: 'light', width: 1000, height: 620 }],
  ['stale', 'stale', { theme: 'dark', width: 1100, height: 620 }],
  ['troubled', 'troubled', { theme: 'light', width: 1300, height: 620 }],
  ['troubled-narrow', 'troubled', { theme: 'dark', width: 300, height: 1300 }],
  ['unreached', 'unreached', { theme: 'dark', width: 1100, height: 620 }],
  ['fresh', 'fresh', { theme: 'light', width: 800, height: 300 }],
  ['many', 'many', { theme: 'dark', width: 1300, height: 900 }],
]);
