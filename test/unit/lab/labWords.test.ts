import assert from 'node:assert/strict';
import { planCleanup } from '../../../src/core/cleanup/plan';
import { sheetView, type SheetState } from '../../../src/core/cleanup/sheet';
import type { MadeEntry } from '../../../src/core/journal';
import { dayWords, eachLeft, keepAll, leftOversOf, leftOverStrip } from '../../../src/core/leftOvers';
import { Ledger } from '../../../src/core/ledger';
import { english, msg } from '../../../src/core/message';
import { receiptView } from '../../../src/core/receipts/receiptView';
import { madeRows } from '../../../src/core/receipts/madeRows';
import { FakeClock } from '../docker/fakes';
import { box, hex, network } from './receiptBench';

const clock = new FakeClock();
const lab = { courseId: 'c', courseVersion: '1', labId: 'L' };
const made = (uid: string, thing: MadeEntry['thing'], name: string, more: Partial<MadeEntry> = {}): MadeEntry => ({
  v: 1, kind: 'made', at: 1, ...lab, uid, thing, name, daemon: 'D', sectionId: 's', blockId: 'b', runId: 'r', evidence: 'named', likely: false, ...more,
});
const web = made(`container:${hex('1')}`, 'container', 'web1');
const net = made(`network:${hex('2')}`, 'network', 'n1');
const live = { daemon: 'D', skewMs: 0, resources: new Map([box(clock, '1', 'web1'), network(clock, '2', 'n1')].map(row => [row.uid, row])) };

describe('left-overs', () => {
  const ledger = new Ledger([
    web, net, made('volume:v', 'volume', 'v', { likely: true }), made('image:x', 'image', 'alpine', { pulled: true }), made('file:f', 'file', 'f'), made('service:s', 'service', 'svc', { labId: 'M', at: 9 }),
    { v: 1, kind: 'kept', at: 2, ...lab, uid: net.uid, daemon: 'D' },
  ]);
  it('are what is surely a lab’s and in somebody’s way; the latest lab first', () => {
    assert.deepEqual(leftOversOf(ledger, () => 'Title'), [
      { courseId: 'c', labId: 'M', title: 'Title', count: 1, names: ['svc'], at: 9 }, { courseId: 'c', labId: 'L', title: 'Title', count: 1, names: ['web1'], at: 1 },
    ]);
  });
  it('are not offered again when they are kept', () => {
    const kept = keepAll(ledger, { courseId: 'c', labId: 'M' }, 10);
    for (const entry of kept) ledger.apply(entry);
    assert.deepEqual(leftOversOf(ledger, () => undefined).map(({ labId }) => labId), ['L']);
  });
  it('of one course are gone through lab by lab, each once, as long as something of it is left', async () => {
    const at = (labId: string, when: number, more: Partial<MadeEntry> = {}) => made(`service:${labId}`, 'service', labId, { labId, at: when, ...more });
    const all = new Ledger([at('first', 1), at('second', 2), at('elsewhere', 3, { courseId: 'other' }), at('third', 4)]);
    const seen: string[] = [];
    await eachLeft(all, 'c', async ({ courseId, labId }) => {
      seen.push(`${courseId}/${labId}`);
      // The second goes while the sheet of the third is open; what the third has stays.
      if (labId === 'third') all.apply({ v: 1, kind: 'gone', at: 9, ...lab, labId: 'second', uid: 'service:second', daemon: 'D', by: 'outside' });
    });
    assert.deepEqual(seen, ['c/third', 'c/first']);
  });
  it('are one bold sentence with at most two buttons', () => {
    const strip = leftOverStrip({ courseId: 'c', labId: 'L', title: 'Networking', count: 5, names: ['a', 'b', 'c'], at: 1 }, msg('yesterday'), english);
    assert.deepEqual([strip.title, strip.detail, strip.actions.map(({ id }) => id)], ['5 things are left from Networking, yesterday.', '`a`, `b`, `c` and 2 more.', ['cleanUp', 'keep']]);
  });
  it('days go by the calendar', () => {
    const noon = new Date(2026, 4, 5, 12).getTime(), hour = 3_600_000;
    assert.deepEqual([1, 13, 40].map(hours => english(dayWords(noon - hours * hour, noon, '3 May'))), ['today', 'yesterday', 'on 3 May']);
  });
});

describe('the clean-up sheet', () => {
  const plan = planCleanup({ lab, ledger: new Ledger([web, { ...net, likely: true }]), live, running: [] });
  const state = (more: Partial<SheetState> = {}): SheetState => ({
    id: '1', plan, live, title: 'Networking', reset: false, shipped: false, where: msg('Docker on this machine'), selected: new Set([web.uid]), phase: 'before', progress: new Map(), stopping: false, wasReset: false,
    ordinal: () => 3, time: () => '14:31', ...more,
  });
  const view = (more: Partial<SheetState> = {}) => sheetView(state(more), english);
  it('before: what would go, by which block, and the commands for what is ticked', () => {
    const { title, lead, go, commands, actions } = view();
    assert.deepEqual([title, lead, commands], ['Clean up Networking', 'Docker on this machine. Only what this lab made.', `docker rm -f ${hex('1').slice(0, 12)}`]);
    assert.deepEqual(go.map(item => [item.name, item.detail, item.selected, item.state]), [['web1', 'running, block 3', true, 'waiting'], ['n1', 'bridge network, block 3', false, 'waiting']]);
    assert.deepEqual(actions.map(({ id, label }) => `${id}: ${label}`), ['remove: Remove {0} things', 'close: Cancel']);
    assert.equal(view({ selected: new Set() }).commands, '');
  });
  it('a reset says what becomes of progress, and restores files only where it is asked', () => {
    assert.deepEqual(view({ reset: true, shipped: true }).actions.map(({ id }) => id), ['remove', 'removeAndRestore', 'close']);
    assert.match(view({ reset: true }).lead, /begins anew/);
  });
  it('before the student leaves a lab that costs money: what costs most first, with what it costs until it is gone', () => {
    const bill = { costs: new Map([[net.uid, msg('about 0.12 USD an hour, 84 a month')]]), lead: msg('Until they are deleted: about 0.12 USD an hour.'), foot: msg('Unconfirmed prices, noted on 2026-11-26.') };
    const gate = view({ bill, gate: true });
    assert.deepEqual([gate.title, gate.lead, gate.foot], ['1 thing of Networking still costs money', 'Docker on this machine. Until they are deleted: about 0.12 USD an hour. Only what this lab made.', 'Unconfirmed prices, noted on 2026-11-26.']);
    assert.deepEqual(gate.go.map(({ name, detail }) => [name, detail]), [['n1', 'about 0.12 USD an hour, 84 a month, bridge network, block 3'], ['web1', 'running, block 3']]);
    assert.deepEqual(gate.actions.map(({ id, label }) => `${id}: ${label}`), ['remove: Remove {0} things', 'remind: Remind me in 1 hour', 'close: Leave them running']);
    assert.deepEqual(view({ bill }).go.map(({ name }) => name), ['web1', 'n1']);
  });
  it('during: only what was ticked, and a way to stop', () => {
    const { go, stay, lead, actions } = view({ phase: 'during', progress: new Map([[web.uid, 'going']]) });
    assert.deepEqual([go.map(({ state: one }) => one), stay.length, lead, actions.map(({ id }) => id)], [['going'], 1, '0 of 1 gone.', ['stop']]);
  });
  it('after: what stayed, and why, in the words of the look', () => {
    const { title, lead, go, actions } = view({ phase: 'after', result: { gone: [], stayed: [{ uid: web.uid, reason: msg('Docker still lists it.') }], readAt: 1, stopped: false }, progress: new Map([[web.uid, 'stayed']]) });
    assert.deepEqual([title, lead, go[0]?.reason, actions.map(({ id }) => id)], ['Clean, but one thing stayed', '0 of 1 gone. Docker was asked again at 14:31.', 'Docker still lists it.', ['close', 'again', 'reset']]);
  });
});

describe('a receipt in words', () => {
  it('says what, how it is known, and what is gone now', () => {
    const thing = { thing: 'container' as const, evidence: 'named' as const, likely: false };
    const view = receiptView({ runId: 'r', settled: true, made: [{ ...thing, uid: web.uid, name: 'web1', there: true }, { ...thing, uid: 'volume:x', thing: 'volume', name: hex('9'), evidence: 'window', likely: true, there: false }], changed: [{ uid: 'c', thing: 'container', name: 'db', from: 'running', to: 'exited (0)' }], removed: [] }, live, english);
    assert.deepEqual([view.title, view.undoable], ['Made 2 things · Changed 1 thing', true]);
    assert.deepEqual(view.lines.map(line => [line.sign, line.name, line.detail, line.evidence]), [
      ['made', 'web1', 'running', 'named in the command'], ['made', hex('9').slice(0, 12), '', 'likely: appeared while it ran'], ['changed', 'db', 'running → exited (0)', ''],
    ]);
  });
  it('rows of the panel know their block from the ledger, of this course and daemon alone', () => {
    assert.deepEqual([...madeRows(new Ledger([web, { ...net, courseId: 'other' }]), 'c', live)].map(([uid, { blockId, likely }]) => [uid, blockId, likely]), [[web.uid, 'b', false]]);
    assert.equal(madeRows(new Ledger([web]), 'c', { ...live, daemon: 'E' }).size, 0);
  });
});
