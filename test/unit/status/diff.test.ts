import assert from 'node:assert/strict';
import { english } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import { diffStatus } from '../../../src/core/statusDiff';
import { StatusBuilder } from '../../../src/core/statusView';
import { container, input, live, now } from './things';

/** Builds one view after the other and gives the steps of the last change. */
function steps(open: boolean, ...inputs: readonly Parameters<StatusBuilder['build']>[0][]) {
  const builder = new StatusBuilder(english);
  const views = inputs.map(one => builder.build(one, open));
  return diffStatus(views.at(-2), views.at(-1) ?? assert.fail());
}
const web = container('web');
const db = container('db');

describe('status differences', () => {
  it('begins with everything', () => {
    assert.deepEqual(steps(false, input([web])).map(step => step.kind), ['status']);
  });

  it('sends nothing when nothing can be seen to have changed, even if every object is new', () => {
    assert.deepEqual(steps(false, input([web, db]), input([{ ...web }, { ...db }])), []);
  });

  it('sends the one row that changed', () => {
    const [step, ...more] = steps(false, input([web, db]), input([{ ...web, state: 'exited', exitCode: 0 }, db]));
    assert.ok(step?.kind === 'rows' && more.length === 0);
    assert.deepEqual([step.group, step.others, step.upserts.map(row => row.uid), step.removed], ['container', false, [web.uid], []]);
  });

  it('sends a new row and the uid of one that went', () => {
    const [step] = steps(false, input([web]), input([db]));
    assert.ok(step?.kind === 'rows');
    assert.deepEqual([step.upserts.map(row => row.uid), step.removed], [[db.uid], [web.uid]]);
  });

  it('sends the header alone when the link goes, and not one row', () => {
    assert.deepEqual(steps(false, input([web]), input([web], [], { link: { ...live, phase: 'stale', lastGood: now } })).map(step => step.kind), ['head']);
  });

  it('sends the count, not the rows, of what is not of this lab while it is shut', () => {
    assert.deepEqual(steps(false, input([web]), input([web], [db])).map(step => step.kind), ['head']);
    assert.deepEqual(steps(true, input([web]), input([web], [db])).map(step => step.kind), ['head', 'rows']);
  });

  it('moves a row over when a run turns out to have made it', () => {
    const found = steps(true, input([web], [db]), input([web, db]));
    assert.deepEqual(found.map(step => (step.kind === 'rows' ? [step.others, step.upserts.length, step.removed.length] : step.kind)), ['head', [false, 1, 0], [true, 0, 1]]);
  });

  it('sends a head alone when a strip comes', () => {
    const strips = [{ id: 'leftOvers', tone: 'warn' as const, title: '3 things are left.', detail: '', actions: [] }];
    const found = steps(false, input([web]), input([web], [], { strips }));
    assert.deepEqual(found.map(step => step.kind === 'head' ? step.head.strips : step.kind), [strips]);
  });

  it('tells everything anew for another lab', () => {
    assert.deepEqual(steps(false, input([web]), input([web], [], { lab: { id: 'L1', title: 'Another' } })).map(step => step.kind), ['status']);
  });

  it('draws one row of a hundred again, not a hundred', () => {
    const many: Resource[] = Array.from({ length: 100 }, (_, index) => container(`c${index}`, { created: now + index }));
    const builder = new StatusBuilder(english);
    const before = builder.build(input(many), false);
    many[50] = { ...many[50], state: 'exited', exitCode: 1 } as Resource;
    const after = builder.build(input(many), false);
    assert.equal(after.groups[1]?.rows.filter((row, index) => row !== before.groups[1]?.rows[index]).length, 1);
  });
});
