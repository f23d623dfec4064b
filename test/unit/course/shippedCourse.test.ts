import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sectionsOf, type Course, type CourseFiles } from '../../../src/core/course';
import { loadCourse } from '../../../src/core/loadCourse';
import { parseSection } from '../../../src/core/markdown';
import type { Block } from '../../../src/core/section';

const notes = join(process.cwd(), 'notes');
const files: CourseFiles = {
  read: path => readFile(join(notes, path), 'utf8').then(text => ({ text }), () => ({ problem: 'missing' as const })),
};

/** Blocks that need a person, and blocks that are shown but never run. All others run, one after the other, unattended. */
const conversations = ['l0-it', 'l0-ash', 'l1-ubuntu', 'l1-exec-sh'];
const shownOnly = [
  'l0-it-inside', 'l0-ash-inside', 'l0-ash-without-terminal', 'l0-remove-images', 'l1-ubuntu-inside', 'l1-exec-sh-inside',
  'l1-other-port', 'l1-port-remedy', 'l1-upstream', 'l1-upstream-cleanup',
];
/** Steps of the shell alone: they touch no container. */
const shellOnly = ['l1-app', 'l1-dockerfile', 'l1-values', 'l1-visit'];

describe('the shipped course, as Labbook reads it', () => {
  let course: Course;
  let blocks: readonly Block[];

  before(async () => {
    const loaded = await loadCourse(files);
    assert.deepEqual(loaded.diagnostics, []);
    assert.ok(loaded.course);
    course = loaded.course;
    blocks = (await Promise.all(sectionsOf(course).map(async entry => {
      const file = await files.read(entry.file);
      assert.ok('text' in file);
      const section = parseSection(file.text, entry.file, entry);
      assert.deepEqual(section.diagnostics, []);
      return section.blocks;
    }))).flat();
  });

  it('has its four sections in order, each with a lab of its own', () => {
    assert.deepEqual(sectionsOf(course).map(({ id, meta }) => [id, meta.lab]), [
      ['containers-introduction', 'T1'], ['vms-vs-containers', 'T2'], ['docker-introduction', 'L1'], ['devops-docker-beginners', 'L0'],
    ]);
  });

  it('has commands in fences only, all of them named', () => {
    assert.deepEqual(blocks.filter(block => block.kind !== 'fence' || block.options.name === undefined).map(block => block.text), []);
  });

  it('tells blocks that need a person and blocks that are only shown from the rest', () => {
    const runnable = blocks.filter(block => block.options.run);
    assert.deepEqual(blocks.filter(block => !block.options.run).map(block => block.id).sort(), [...shownOnly].sort());
    assert.deepEqual(runnable.filter(block => block.options.tty).map(block => block.id).sort(), [...conversations].sort());
    assert.deepEqual(runnable.filter(block => block.target !== 'docker').map(block => block.id).sort(), [...shellOnly].sort());
  });

  it('asks for nothing and goes on only while cleaning up', () => {
    assert.deepEqual(blocks.filter(block => block.placeholders.length > 0).map(block => block.id), []);
    assert.deepEqual(blocks.filter(block => block.options.onError === 'continue').map(block => block.id), ['cleanup', 'cleanup', 'cleanup', 'cleanup']);
  });
});
