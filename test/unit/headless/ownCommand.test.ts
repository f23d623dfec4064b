import assert from 'node:assert/strict';
import type { Course, SectionEntry } from '../../../src/core/course';
import { callsLabbook, ownCommandText } from '../../../src/core/ownCommand';
import { wantedBy } from '../../../src/core/preparation';

const needs = { tools: ['sh', 'labbook'], images: [], ports: [], network: 'none' } as const;
const entry = (id: string, tools: readonly string[], lab?: string): SectionEntry => ({ id, file: `${id}.md`, meta: { title: id, targets: ['shell'], needs: { ...needs, tools }, ...lab !== undefined && { lab } } });
const course: Course = { id: 'c', title: 'C', version: '1', format: 1, language: 'en', parts: [{ id: 'p', title: 'P', sections: [entry('guide', needs.tools, 'T9'), entry('other', ['sh'], 'T8'), entry('loose', needs.tools)] }] };

describe('the command labbook in the shell of a lab', () => {
  it('is there for a lab that names it among its tools, and for no other', () => {
    assert.deepEqual(['T9', 'T8', 'loose', 'none'].map(lab => callsLabbook(course, lab)), [true, false, true, false]);
  });

  it('is the program that came along, run by the Node that is there, wherever both lie', () => {
    assert.equal(ownCommandText("/it's/node", '/a b/cli.js'), "labbook() { ELECTRON_RUN_AS_NODE=1 '/it'\\''s/node' '/a b/cli.js' \"$@\"; }\n");
  });

  it('is not looked for among the installed programs', () => {
    assert.deepEqual(wantedBy([{ needs, targets: ['shell'] }]).tools, ['sh']);
  });
});
