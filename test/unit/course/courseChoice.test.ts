import assert from 'node:assert/strict';
import type { CourseOrigin, OpenCourse } from '../../../src/core/course';
import { chooseCourses, trustKey } from '../../../src/core/courseChoice';
import { openCourseFolder } from '../../../src/targets/courseFolder';

function open(id: string, origin: CourseOrigin, root: string): OpenCourse {
  return { course: { id, title: id, version: '1', format: 1, language: 'en', parts: [] }, origin, root, files: openCourseFolder(root), diagnostics: [] };
}
const chosen = (...courses: OpenCourse[]) => chooseCourses(courses).map(({ course, origin, root, overrides }) => [course.id, origin, root, overrides]);

describe('chooseCourses', () => {
  it('prefers the workspace, then a pack, then the extension, and names what is hidden', () => {
    const extension = open('a', 'extension', '/e');
    const pack = open('a', 'pack', '/p');
    const workspace = open('a', 'workspace', '/w');
    assert.deepEqual(chosen(extension, pack, workspace), [['a', 'workspace', '/w', 'pack']]);
    assert.deepEqual(chosen(workspace, extension), [['a', 'workspace', '/w', 'extension']]);
    assert.deepEqual(chosen(extension, pack), [['a', 'pack', '/p', 'extension']]);
    assert.deepEqual(chosen(extension), [['a', 'extension', '/e', undefined]]);
  });

  it('keeps the order of the ids, and of two workspace folders the first', () => {
    assert.deepEqual(chosen(open('b', 'extension', '/e'), open('a', 'workspace', '/1'), open('a', 'workspace', '/2'), open('b', 'workspace', '/3')), [
      ['b', 'workspace', '/3', 'extension'],
      ['a', 'workspace', '/1', 'workspace'],
    ]);
  });
});

describe('trustKey', () => {
  const packed = (id: string, root: string, version = '1.0.0'): OpenCourse => ({ ...open('a', 'pack', root), pack: { id, version } });

  it('is not shared by courses of one id, even of one text', () => {
    const keys = [open('a', 'extension', '/e'), packed('uni.a', '/p'), packed('other.a', '/p'), open('a', 'workspace', '/w'), open('a', 'workspace', '/v'), open('b', 'workspace', '/w')].map(trustKey);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('stays with a pack over its updates, so that only what changed is asked about', () => {
    assert.equal(trustKey(packed('uni.a', '/ext/uni.a-1.0.0')), trustKey(packed('uni.a', '/ext/uni.a-1.1.0', '1.1.0')));
  });
});
