// Pictures of clusters in the status page, to look at: node test/pages/clusterShots.mjs [name…]
import { mkdir } from 'node:fs/promises';
import { buildCluster, showCluster } from './clusterHarness.mjs';
import { launch, openStatus, themes } from './statusHarness.mjs';

const kit = await buildCluster();
const wanted = process.argv.slice(2);
const browser = await launch();
const folder = new URL('../shots/', import.meta.url);
await mkdir(folder, { recursive: true });

async function shoot(name, sample, options) {
  if (wanted.length && !wanted.some(word => name.includes(word))) return;
  const page = await openStatus(browser, options);
  await showCluster(page, kit, kit.clusters[sample]());
  await page.screenshot({ path: new URL(`cluster-${name}.png`, folder).pathname });
  if (page.problems.length) console.error(name, page.problems);
  await page.close();
}

for (const theme of Object.keys(themes)) {
  await shoot(`stuck-${theme}`, 'stuck', { theme, width: 1300, height: 620 });
  await shoot(`narrow-${theme}`, 'updating', { theme, width: 300, height: 1300 });
}
await shoot('updating', 'updating', { theme: 'light', width: 1000, height: 620 });
await shoot('stale', 'stale', { theme: 'dark', width: 1100, height: 620 });
await shoot('troubled', 'troubled', { theme: 'light', width: 1300, height: 620 });
await shoot('troubled-narrow', 'troubled', { theme: 'dark', width: 300, height: 1300 });
await shoot('unreached', 'unreached', { theme: 'dark', width: 1100, height: 620 });
await shoot('fresh', 'fresh', { theme: 'light', width: 800, height: 300 });
await shoot('many', 'many', { theme: 'dark', width: 1300, height: 900 });
await browser.close();
