// Pictures of swarms in the status page, to look at: node test/pages/swarmShots.mjs [name…]
import { mkdir } from 'node:fs/promises';
import { launch, openStatus, themes } from './statusHarness.mjs';
import { buildSwarm, showSwarm } from './swarmHarness.mjs';

const kit = await buildSwarm();
const wanted = process.argv.slice(2);
const browser = await launch();
const folder = new URL('../shots/', import.meta.url);
await mkdir(folder, { recursive: true });

async function shoot(name, sample, options) {
  if (wanted.length && !wanted.some(word => name.includes(word))) return;
  const page = await openStatus(browser, options);
  await showSwarm(page, kit, kit.swarms[sample]());
  await page.screenshot({ path: new URL(`swarm-${name}.png`, folder).pathname });
  if (page.problems.length) console.error(name, page.problems);
  await page.close();
}

for (const theme of Object.keys(themes)) {
  await shoot(`voting-${theme}`, 'voting', { theme, width: 1300, height: 520 });
  await shoot(`narrow-${theme}`, 'voting', { theme, width: 280, height: 1500 });
  await shoot(`stale-${theme}`, 'stale', { theme, width: 1100, height: 560 });
  await shoot(`troubled-${theme}`, 'troubled', { theme, width: 1300, height: 620 });
}
await shoot('noLeader', 'noLeader', { theme: 'dark', width: 1100, height: 560 });
await shoot('noMesh', 'noMesh', { theme: 'light', width: 1100, height: 560 });
await shoot('fresh', 'fresh', { theme: 'light', width: 800, height: 300 });
await shoot('worker', 'worker', { theme: 'light', width: 800, height: 300 });
await shoot('seven', 'seven', { theme: 'dark', width: 1300, height: 700 });
await shoot('troubled-narrow', 'troubled', { theme: 'dark', width: 280, height: 1900 });
await browser.close();
