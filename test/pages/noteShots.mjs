// Pictures of the note in every state, to look at: node test/pages/noteShots.mjs [name…]
import { mkdir } from 'node:fs/promises';
import { buildNote, deliver, launch, openNote, show, themes } from './noteHarness.mjs';

const { samples, liveText } = await buildNote();
const wanted = process.argv.slice(2);
const browser = await launch();
const folder = new URL('../shots/', import.meta.url);
await mkdir(folder, { recursive: true });

async function shoot(name, note, options = {}, extra) {
  if (wanted.length && !wanted.some(word => name.includes(word))) return;
  const page = await openNote(browser, options);
  await show(page, note);
  const running = note.blocks.find(block => block.id === 'follow')?.run;
  if (running) await deliver(page, { kind: 'output', blockId: 'follow', runId: running.runId, text: liveText, offset: 0 });
  await page.waitForTimeout(250);
  await extra?.(page);
  await page.screenshot({ path: new URL(`note-${name}.png`, folder).pathname, fullPage: options.full ?? true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (page.problems.length || wide > 0) console.error(name, `sideways ${wide}`, page.problems);
  await page.close();
}

for (const theme of Object.keys(themes)) await shoot(`lab-${theme}`, samples.lab(), { theme });
await shoot('lab-560', samples.lab(), { width: 560, theme: 'light' });
await shoot('lab-320', samples.lab(), { width: 320, theme: 'dark' });
await shoot('zoom', samples.lab(), { width: 520, height: 450, scale: 2, theme: 'light', full: false }, page => page.evaluate(() => window.scrollTo(0, 900)));
await shoot('begun', samples.begun(), { theme: 'light', width: 1240 });
await shoot('solution', samples.begun(), { theme: 'dark', full: false }, page => page.locator('[data-id=tag] [data-do=solve]').click());
await shoot('labMenu', samples.begun(), { theme: 'light', full: false }, page => page.locator('[data-do=labMenu]').click());
await shoot('focus', samples.lab(), { theme: 'dark', full: false }, async page => { for (const key of ['F8', 'F8']) await page.keyboard.press(key); });
await shoot('fresh', samples.fresh(), { theme: 'light' });
await shoot('locked', samples.locked(), { theme: 'dark', full: false });
await shoot('ask', samples.fresh(), { full: false }, async page => { await page.locator('[data-id=tag] .main').click(); await page.keyboard.type('adalovelace'); });
await shoot('contents', samples.lab(), { full: false, theme: 'dark' }, page => page.locator('[data-do=contents]').click());
await shoot('menu', samples.fresh(), { full: false }, page => page.locator('[data-id=mydb] [data-do=menu]').click());
await shoot('inline', samples.fresh(), { full: false }, page => page.locator('.inline-block').first().scrollIntoViewIfNeeded());
for (const file of ['docker-introduction', 'docker-images', 'docker-networking', 'swarm-mode', 'containers-introduction', 'vms-vs-containers', 'devops-docker-beginners']) await shoot(`shipped-${file}`, samples.shipped(`${file}.md`), { theme: 'dark', width: 1120 });
for (const [name, options] of Object.entries({ light: { theme: 'light' }, contrast: { theme: 'contrast' }, dark: { theme: 'dark', width: 320 } })) await shoot(`terms-${name}`, samples.terms('docker-networking.md', ['docker', 'swarm']), { ...options, full: false }, page => page.locator('.term').nth(3).focus());
for (const theme of ['light', 'contrast']) await shoot(`projector-${theme}`, { ...samples.lab(), projector: true }, { theme, width: 1280, full: false });
await shoot('projector-begun', { ...samples.begun(), projector: true }, { theme: 'dark', width: 1280 });
await shoot('print', samples.lab(), { theme: 'dark' }, page => page.emulateMedia({ media: 'print' }));
await shoot('found', samples.lab(), { theme: 'dark', full: false }, page => deliver(page, { kind: 'reveal', line: 14, find: ['container', 'process'] }));
for (const theme of Object.keys(themes)) for (const state of ['open', 'over', 'closed']) await shoot(`predict-${state}-${theme}`, samples.predictions(state), { theme, height: 700 });
for (const state of ['open', 'made', 'watching', 'otherwise', 'words']) await shoot(`predict-${state}-narrow`, samples.predictions(state), { theme: 'light', width: 400 });
await shoot('figures', samples.figures(), { theme: 'dark' });
await shoot('figures-light', samples.figures(), { theme: 'light', width: 400 });
for (const [name, options] of Object.entries({ light: { theme: 'light' }, dark: { theme: 'dark', width: 760 }, contrast: { theme: 'contrast' }, narrow: { theme: 'contrastLight', width: 320 } })) await shoot(`stepped-${name}`, samples.stepped(), options, async page => {
  await page.waitForSelector('[data-figure=shards] .cells');
  for (const [id, times] of Object.entries({ layers: 6, rollout: 3, scheduling: 5, shards: 4 })) for (let i = 0; i < times; i++) await page.locator(`[data-figure=${id}]`).getByRole('button', { name: 'Next step' }).click();
});
if (!wanted.length || wanted.includes('saved')) for (const [name, media] of Object.entries({ print: { media: 'print' }, dark: { colorScheme: 'dark' } })) {
  const page = await browser.newPage({ viewport: { width: 900, height: 900 } });
  await page.setContent(samples.printed('docker-images.md'));
  await page.emulateMedia(media);
  await page.waitForTimeout(250);
  await page.screenshot({ path: new URL(`note-saved-${name}.png`, folder).pathname, fullPage: true });
  await page.close();
}
await shoot('overview', samples.overview(3), { theme: 'light', full: false });
await shoot('zoomed-stepped', samples.stepped(), { width: 520, height: 450, scale: 2, theme: 'dark', full: false }, page => page.locator('[data-figure=scheduling]').scrollIntoViewIfNeeded());
await browser.close();
