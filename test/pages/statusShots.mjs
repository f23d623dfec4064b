// Pictures of the status page in every state, to look at: node test/pages/statusShots.mjs [name…]
import { mkdir } from 'node:fs/promises';
import { buildStatus, deliver, launch, openStatus, show, themes } from './statusHarness.mjs';

const { samples, sheets, strips, timeline } = await buildStatus();
const wanted = process.argv.slice(2);
const browser = await launch();
const folder = new URL('../shots/', import.meta.url);
await mkdir(folder, { recursive: true });

async function shoot(name, sample, options, extra) {
  if (wanted.length && !wanted.some(word => name.includes(word))) return;
  const page = await openStatus(browser, options);
  await show(page, samples[sample]());
  await page.waitForTimeout(sample === 'connecting' ? 700 : 50);
  await extra?.(page);
  await page.screenshot({ path: new URL(`status-${name}.png`, folder).pathname });
  if (page.problems.length) console.error(name, page.problems);
  await page.close();
}

for (const theme of Object.keys(themes)) {
  await shoot(`live-${theme}`, 'live', { theme, height: 620 }, page => page.hover('.row >> nth=0'));
  await shoot(`stale-${theme}`, 'stale', { theme, height: 620 });
  await shoot(`narrow-${theme}`, 'live', { theme, width: 260, height: 1300 }, page => page.hover('.row >> nth=0'));
}
for (const theme of Object.keys(themes)) {
  for (const [name, sheet] of Object.entries(sheets)) {
    await shoot(`sheet-${name}-${theme}`, 'live', { theme, width: 620, height: 560 }, page => deliver(page, { kind: 'sheet', sheet: sheet() }));
  }
  await shoot(`timeline-${theme}`, 'empty', { theme, width: 900, height: 560 }, async page => { await page.click('[data-do=timeline]'); await deliver(page, { kind: 'timeline', items: timeline() }); });
  await shoot(`strips-${theme}`, 'live', { theme, width: 900, height: 300 }, async page => show(page, { ...samples.live(), strips }));
}
await shoot('sheet-narrow', 'live', { theme: 'dark', width: 280, height: 1100 }, page => deliver(page, { kind: 'sheet', sheet: sheets.block() }));
await shoot('sheet-commands', 'live', { theme: 'light', width: 620, height: 800 }, async page => { await deliver(page, { kind: 'sheet', sheet: sheets.before() }); await page.click('[data-do=commands]'); });
await shoot('timeline-narrow', 'empty', { theme: 'light', width: 280, height: 700 }, async page => { await page.click('[data-do=timeline]'); await deliver(page, { kind: 'timeline', items: timeline() }); });
await shoot('middle', 'live', { theme: 'dark', width: 720, height: 620 }, page => page.hover('.row >> nth=0'));
await shoot('wide', 'live', { theme: 'light', width: 1600, height: 620 });
await shoot('others', 'others', { theme: 'light', kept: { others: true, folded: ['container'] } });
for (const sample of Object.keys(samples).filter(name => name.startsWith('down') || ['empty', 'none', 'connecting', 'many'].includes(name))) {
  await shoot(sample, sample, { theme: 'dark', width: 620, height: 220 });
}
await browser.close();
