import assert from 'node:assert/strict';
import { coursesOf } from '../../../src/core/pack/installed';

describe('courses of an installed extension', () => {
  const found = (contributes: unknown) => coursesOf('Uni.Nets', { version: '1.0.0', contributes });

  it('are those that its manifest names', () => {
    assert.deepEqual(found({ labbookCourses: [{ path: './course' }, { path: 'more/b/' }] }), [
      { pack: { id: 'uni.nets', version: '1.0.0' }, path: 'course' }, { pack: { id: 'uni.nets', version: '1.0.0' }, path: 'more/b' },
    ]);
  });

  it('never lie outside of it', () => assert.deepEqual(found({ labbookCourses: [{ path: '../other' }, { path: '/etc' }, { path: 'C:/x' }, { path: 'a/../../b' }] }), []));

  it('are none where the manifest says something else', () => {
    for (const contributes of [undefined, null, {}, { labbookCourses: 'course' }, { labbookCourses: [null, 3, {}, { path: 3 }] }]) assert.deepEqual(found(contributes), []);
    assert.deepEqual(coursesOf('a.b', undefined), []);
  });
});
