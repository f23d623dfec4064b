import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFigure } from '../../../src/core/figures/figure';
import { firstWordOfMd5 } from '../../../src/core/figures/steppers/md5';
import { shardOf } from '../../../src/core/figures/steppers/shards';
import { stepperSentences, storyOf, walkOf, type StepperData } from '../../../src/core/figures/steppers/stepper';
import type { Walk } from '../../../src/core/figures/steppers/walk';
import { parseSection } from '../../../src/core/markdown';
import { english } from '../../../src/core/message';

const on = (walk: Walk, steps: number): Walk => steps === 0 ? walk : on(walk.next() ?? assert.fail('the walk is over'), steps - 1);
const toEnd = (walk: Walk): Walk[] => { const next = walk.next(); return next ? [walk, ...toEnd(next)] : [walk]; };
const said = (walk: Walk): string[] => walk.frame.says.map(english);
const marks = (walk: Walk, group: number): (string | undefined)[] => (walk.frame.groups[group]?.cells ?? []).map(({ mark }) => mark?.text);
const counts = (walk: Walk): { old: number; fresh: number; coming: number } => {
  const tones = walk.frame.groups.flatMap(({ cells }) => cells.map(({ tone }) => tone));
  const of = (tone: string): number => tones.filter(one => one === tone).length;
  return { old: of('old'), fresh: of('new'), coming: of('coming') };
};
const rollout = { kind: 'rollout', way: 'kubernetes', copies: 4, surge: 1, unavailable: 0, parallelism: 1, order: 'stop-first' } as const;

describe('a walk through the layers of images', () => {
  const data: StepperData = { kind: 'layers', images: [{ name: 'v1', lines: ['FROM node', 'COPY a', 'RUN b'] }, { name: 'v2', lines: ['FROM node', 'COPY a', 'RUN c'] }] };

  it('builds a layer a line, and stores once what two images begin with', () => {
    const walk = walkOf(data);
    assert.deepEqual(marks(walk, 0), ['not yet', 'not yet', 'not yet']);
    assert.deepEqual(marks(on(walk, 2), 0), ['new', 'new', 'not yet']);
    assert.deepEqual(marks(on(walk, 6), 1), ['shared', 'shared', 'new']);
    assert.deepEqual(said(on(walk, 5)), ['v2, line 2, “COPY a”: the same layer as in v1. It is stored once and used by both.', 'Lines so far: 5. Layers on disk: 3.']);
    assert.deepEqual(said(on(walk, 6)).at(-1), 'Lines so far: 6. Layers on disk: 4.');
    assert.equal(on(walk, 6).next(), undefined);
  });

  it('takes no layer for the same that stands on another one', () => {
    const other = walkOf({ kind: 'layers', images: [{ name: 'v1', lines: ['FROM a', 'RUN x'] }, { name: 'v2', lines: ['FROM b', 'RUN x'] }] });
    assert.deepEqual(marks(on(other, 4), 1), ['new', 'new']);
  });

  it('builds again what has changed and all beneath it', () => {
    const changed = walkOf(data).set('changed', '1');
    assert.deepEqual(marks(changed, 0), ['new', 'new', 'new'], 'the other image is there');
    assert.deepEqual(marks(on(changed, 3), 1), ['from the cache', 'built again', 'built again']);
    assert.deepEqual(said(on(changed, 3)).at(-1), '2 of 3 lines were built again.');
    assert.deepEqual(marks(changed.set('changed', ''), 0), ['not yet', 'not yet', 'not yet'], 'back to the first build');
const [none] = changed.set('changed', '9').frame.controls;
    assert.equal(none?.kind === 'choice' && none.value, '');
  });
});

describe('a walk through a rolling update', () => {
  it('keeps both limits of Kubernetes in every state, and comes to its end', () => {
    for (let copies = 1; copies <= 10; copies++) for (let surge = 0; surge <= 5; surge++) for (let unavailable = 0; unavailable <= 5; unavailable++) {
      if (surge + unavailable === 0) continue;
      const walks = toEnd(walkOf({ ...rollout, copies, surge, unavailable }));
      for (const { old, fresh, coming } of walks.map(counts)) {
        assert.ok(old + fresh >= copies - unavailable, `${copies} ${surge} ${unavailable}: ${old} + ${fresh} answer`);
        assert.ok(old + fresh + coming <= copies + surge, `${copies} ${surge} ${unavailable}: ${old + fresh + coming} are there`);
      }
      assert.deepEqual(counts(walks.at(-1) ?? assert.fail()), { old: 0, fresh: copies, coming: 0 });
      assert.match(said(walks.at(-1) ?? assert.fail())[0] ?? '', /^The update is over/);
    }
  });

  it('goes nowhere when nothing may be missing and nothing be too many', () => {
    const stuck = walkOf({ ...rollout, surge: 0 });
    assert.deepEqual([stuck.next(), said(stuck).length], [undefined, 1]);
    assert.notEqual(stuck.set('surge', '1').next(), undefined);
    assert.equal(stuck.set('surge', '99').next(), undefined, 'a value out of range changes nothing');
  });

  it('stops first or starts first as Swarm is told', () => {
    const stop = toEnd(walkOf({ ...rollout, way: 'swarm', parallelism: 2 })).map(counts);
    assert.deepEqual(stop.slice(0, 3), [{ old: 4, fresh: 0, coming: 0 }, { old: 2, fresh: 0, coming: 2 }, { old: 2, fresh: 2, coming: 0 }]);
    const start = toEnd(walkOf({ ...rollout, way: 'swarm' }).set('order', 'start-first').set('parallelism', '3')).map(counts);
    assert.deepEqual(start.slice(0, 3), [{ old: 4, fresh: 0, coming: 0 }, { old: 4, fresh: 0, coming: 3 }, { old: 1, fresh: 3, coming: 0 }]);
    for (const walks of [stop, start]) assert.deepEqual(walks.at(-1), { old: 0, fresh: 4, coming: 0 });
  });
});

describe('a walk through scheduling', () => {
  const data: StepperData = { kind: 'scheduling', nodes: [{ name: 'n1', room: 3 }, { name: 'n2', room: 2 }], tasks: [{ name: 'a', needs: 1 }, { name: 'b', needs: 1 }, { name: 'c', needs: 2 }, { name: 'd', needs: 1 }] };
  const tasks = (walk: Walk): string[][] => walk.frame.groups.map(({ cells }) => cells.filter(({ tone }) => tone !== 'free').map(({ text }) => text));

  it('gives each task the node with the most room, and lets wait what fits nowhere', () => {
    const walk = walkOf(data);
    assert.deepEqual(tasks(on(walk, 2)), [['a', 'b'], [], ['c (2)', 'd']]);
    assert.deepEqual(said(on(walk, 1)).slice(0, 2), ['a goes to n1: it has the most room left.', '1 of 4 tasks have a place.']);
    assert.deepEqual(tasks(on(walk, 4)), [['a', 'b', 'd'], ['c (2)'], []]);
    assert.equal(on(walk, 4).next(), undefined);
    const full = walkOf({ ...data, tasks: [{ name: 'huge', needs: 4 }, { name: 'a', needs: 1 }] });
    assert.deepEqual(tasks(on(full, 1)), [['a'], [], ['huge (4)']]);
    assert.equal(on(full, 1).next(), undefined);
    assert.ok(said(on(full, 1)).includes('huge fits nowhere: it waits until there is room.'));
  });

  it('moves the tasks of a drained node where there is room, and nothing back by itself', () => {
    const drained = on(walkOf(data), 4).set('node-1', 'press');
    assert.deepEqual(tasks(drained), [['a', 'b', 'd'], [], ['c (2)']]);
    assert.equal(drained.next(), undefined, 'no room for two on n1');
    const emptied = drained.set('node-0', 'press').set('node-1', 'press');
    assert.deepEqual(tasks(on(emptied, 2)), [[], ['a', 'b'], ['c (2)', 'd']]);
    const back = on(emptied, 2).set('node-0', 'press');
    assert.deepEqual(tasks(back), tasks(on(emptied, 2)), 'n1 is back, nothing moved');
    assert.deepEqual(tasks(on(back, 2)), [['c (2)', 'd'], ['a', 'b'], []]);
    assert.deepEqual(tasks(back.set('node-7', 'press')), tasks(back));
  });
});

describe('a walk through shards and readers', () => {
  const data: StepperData = { kind: 'shards', keys: ['Shadowfax', 'Rocinante', 'Bucephalus'], shards: 2, readers: 1, reads: 2 };
  const behind = (walk: Walk): number => walk.frame.groups.reduce((sum, { note }) => sum + Number(note?.args[1]), 0);

  it('knows the hash of a key as MD5 has it, and its shard', () => {
    for (const text of ['', 'Shadowfax', 'Größe', 'a'.repeat(55)]) assert.equal(firstWordOfMd5(text), createHash('md5').update(text).digest().readUInt32BE(0), text);
    const first = createHash('md5').update('Shadowfax').digest()[0] ?? 0;
    assert.deepEqual([1, 2, 4].map(shards => shardOf('Shadowfax', shards)), [0, Math.floor(first / 128), Math.floor(first / 64)]);
  });

  it('falls behind when more comes than is read, catches up with more readers, and reads all when they go on', () => {
    assert.deepEqual([1, 2, 5].map(seconds => behind(on(walkOf(data), seconds))), [1, 2, 5]);
    assert.equal(behind(on(walkOf(data).set('reads', '3'), 5)), 0);
    const stopped = on(walkOf(data).set('reads', '4').set('stop', 'press'), 3);
    assert.deepEqual([behind(stopped), said(stopped)[0]], [9, 'Second 3: 3 came. The readers stand still; the records stay in their shards.']);
    assert.equal(behind(on(stopped.set('stop', 'press'), 4)), 5);
    assert.equal(toEnd(walkOf(data)).length, 13);
  });

  it('says that a reader without a shard has nothing to do', () => {
    const idle = walkOf(data).set('readers', '4');
    assert.ok(said(idle).includes('Readers without a shard: 2. More readers than shards help nothing.'));
    assert.equal(behind(on(idle.set('readers', '2'), 3)) <= behind(on(walkOf(data), 3)), true);
  });
});

describe('a figure that is stepped through', () => {
  const fence = (name: string, body: string) => `# A\n\n\`\`\`yaml {figure=${name}}\n${body}\n\`\`\`\n`;

  it('stands in the text with its data from the note, and what it leaves out is usual', () => {
    const { steppers, figures, html, diagnostics } = parseSection(fence('up', 'draw: rollout\ntitle: An update\ncopies: 3'), 'a.md');
    assert.deepEqual([steppers, figures, diagnostics], [[{ id: 'up', title: 'An update', data: { ...rollout, copies: 3 } }], [], []]);
    assert.match(html, /<div data-figure="up" data-line="2"><\/div>/);
  });

  it('says what is wrong with its data, at the line of it', () => {
    const wrong = (body: string) => readFigure('a', body, 'a.md', 10).diagnostics.map(({ span, message, file }) => `${file} ${span.start.line}: ${english(message)}`);
    assert.deepEqual(wrong('draw: rollout\ntitle: T\ncopies: 40'), ['a.md 12: “copies” is a whole number from 1 to 10.']);
    assert.deepEqual(wrong('draw: rollout\ntitle: T\nway: nomad'), ['a.md 12: “way” is one of kubernetes, swarm.']);
    assert.deepEqual(wrong('draw: rollout\ntitle: T\nfile: x.csv'), ['a.md 12: Unknown key: file']);
    assert.deepEqual(wrong('draw: layers\ntitle: T'), ['a.md 10: “images” is missing.']);
    assert.deepEqual(wrong('draw: layers\ntitle: T\nimages:\n  - name: a\n    lines: []'), ['a.md 14: “lines” is a list of 1 to 12.']);
    assert.deepEqual(wrong('draw: layers\ntitle: T\nimages:\n  - one'), ['a.md 13: Each of “images” is a map.']);
    assert.deepEqual(wrong('draw: scheduling\ntitle: T\nnodes:\n  - name: a\n    room: 99\ntasks:\n  - name: x'), ['a.md 14: “room” is a whole number from 1 to 8.']);
    assert.deepEqual(wrong(`draw: shards\ntitle: T\nkeys:\n  - ${'x'.repeat(81)}`), ['a.md 13: This must be a text of 1 to 80 characters.']);
    assert.deepEqual(wrong('draw: shards\nkeys: [a]'), ['a.md 10: A figure needs a title.']);
  });

  it('may be the way through the course, once in a section and without data', () => {
    const { overview, diagnostics } = parseSection(fence('way', 'draw: progress\ntitle: Your way'), 'a.md');
    assert.deepEqual([overview, diagnostics], [{ id: 'way', title: 'Your way' }, []]);
    assert.match(parseSection(fence('way', 'draw: progress\ntitle: Your way'), 'a.md').html, /data-figure="way"/);
    assert.deepEqual(parseSection(fence('way', 'draw: progress\ntitle: T\nfile: x'), 'a.md').diagnostics.map(({ code }) => code), ['figure.wrong']);
  });

  it('has one name among all figures of a section', () => {
    const twice = parseSection(fence('a', 'draw: map\nfile: a\ntitle: T') + fence('a', 'draw: shards\ntitle: T\nkeys: [a]'), 'a.md');
    assert.deepEqual([twice.steppers, twice.diagnostics.map(({ code }) => code)], [undefined, ['figure.nameWrong']]);
  });

  it('is told in sentences where nothing moves, each of them known to the translators', () => {
    const story = storyOf({ ...rollout, copies: 2 });
    assert.equal(english(story[0]?.[0] ?? assert.fail()), '2 copies of version 1 run. Version 2 is wanted.');
    assert.match(english(story.at(-1)?.[0] ?? assert.fail()), /^The update is over/);
    const known = new Set([...stepperSentences(), '{0}']);
    for (const data of [rollout, { kind: 'shards', keys: ['a', 'b', 'c'], shards: 2, readers: 3, reads: 1 }, { kind: 'scheduling', nodes: [{ name: 'n', room: 1 }], tasks: [{ name: 'a', needs: 1 }, { name: 'b', needs: 1 }] }, { kind: 'layers', images: [{ name: 'a', lines: ['x'] }] }] satisfies StepperData[]) {
      for (const walk of toEnd(walkOf(data))) {
        const { says, groups, controls } = walk.frame;
        const all = [...says, ...groups.flatMap(({ title, note, cells }) => [title, note, ...cells.map(({ mark }) => mark)]), ...controls.flatMap(control => [control.label, ...control.kind === 'choice' ? control.options.map(({ label }) => label) : []])];
        for (const message of all) if (message) assert.ok(known.has(message.text), message.text);
      }
    }
  });
});
