import assert from 'node:assert/strict';
import type { Course } from '../../../src/core/course';
import { english } from '../../../src/core/message';
import { contentTypes, packManifest, packReadme, vsixManifest } from '../../../src/core/pack/packFiles';
import { packIdentity, packVersion } from '../../../src/core/pack/packIdentity';
import { svgFault } from '../../../src/core/pack/svgFault';
import { withLabbookManifest } from '../../../src/core/pack/withLabbook';

const course: Course = { id: 'nets', title: 'Nets & <b>', version: '1.2', format: 1, language: 'de', publisher: 'uni', license: 'CC-BY-4.0', authors: ['A', 'B'], parts: [] };
const identity = { publisher: 'uni', name: 'nets', version: '1.2.0' };
const facts = { course, identity, content: 'c'.repeat(64) };

describe('svgFault', () => {
  const fault = (inside: string): string => { const found = svgFault(`<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`); return found ? english(found) : ''; };

  it('lets a drawing be a drawing', () => {
    for (const inside of ['<text>one = 1, on click = "x</text>', '<use href="#a"/>', '<rect fill="url(#g)"/>', '<image href="data:image/png;base64,AA"/>', '<style>text{fill:#000}</style>']) assert.equal(fault(inside), '', inside);
  });

  it('refuses all with which it could act or fetch', () => {
    const hostile = [
      '<script>x</script>', '<svg:script/>', '<a onclick="x"/>', '<g\nonload = \'x\'/>', '<foreignObject/>', '<a href="javascript:x"/>', '<a xlink:href="java&#115;cript:x"/>', '<image href="https://x/y.png"/>', '<image href="data:image/svg+xml,x"/>',
      '<use href="other.svg#a"/>', '<rect fill="url(https://x)"/>', '<style>@import "x"</style>', '<iframe/>',
    ];
    for (const inside of hostile) assert.notEqual(fault(inside), '', inside);
    assert.ok(svgFault('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'));
  });
});

describe('the id of a pack', () => {
  const refused = (change: Partial<Course>, publisher?: string): string => { const named = packIdentity({ ...course, ...change }, { publisher }); return 'refused' in named ? english(named.refused.message) : ''; };

  it('is publisher, course and three numbers; with Labbook in it another', () => {
    assert.deepEqual(packIdentity(course, {}), { identity });
    assert.deepEqual(packIdentity(course, { publisher: 'mine', withLabbook: true }), { identity: { publisher: 'mine', name: 'nets-with-labbook', version: '1.2.0' } });
  });

  it('is not made up, and never that of Labbook', () => {
    assert.equal(refused({ publisher: undefined }), 'it names no publisher');
    assert.match(refused({}, 'a b'), /cannot be a publisher/);
    assert.match(refused({ version: '1.0.0-beta' }), /cannot be that of a pack/);
    assert.match(refused({ id: 'labbook' }, 'Labbook'), /is the id of Labbook itself/);
  });

  it('has a version of three numbers', () => assert.deepEqual(['1', '1.02', '0.1.0', '1.2.3.4', 'x', ''].map(packVersion), ['1.0.0', '1.2.0', '0.1.0', undefined, undefined, undefined]));
});

describe('what stands around the course in a pack', () => {
  const manifest = packManifest(facts) as Record<string, unknown>;

  it('is data alone, found on the machine where Labbook runs', () => {
    assert.deepEqual(Object.keys(manifest).filter(key => /main|browser|scripts|activation|dependencies$/.test(key)), []);
    assert.deepEqual(manifest['extensionKind'], ['workspace']);
    assert.deepEqual(manifest['extensionDependencies'], ['labbook.labbook']);
    assert.deepEqual(manifest['contributes'], { labbookCourses: [{ path: './course', id: 'nets', language: 'de', content: facts.content }] });
  });

  it('says who, which and under what licence, and is not broken by a title', () => {
    const xml = vsixManifest(manifest as never);
    assert.match(xml, /<DisplayName>Nets &amp; &lt;b&gt;<\/DisplayName>/);
    assert.match(xml, /Id="nets" Version="1.2.0" Publisher="uni"/);
    const readme = packReadme(facts, false);
    for (const part of ['# Nets \\& \\<b\\>', 'CC\\-BY\\-4.0', 'A, B', '| Language | de |', facts.content]) assert.ok(readme.includes(part), part);
  });

  it('names a type for every file', () => assert.match(contentTypes(['extension/a.md', 'extension/labs/Dockerfile', 'x/b.MD']), /\.md" ContentType="text\/markdown"\/>\n {2}<Override PartName="\/extension\/labs\/Dockerfile"/));
});

describe('the manifest of a Labbook with a course', () => {
  const own = { name: 'labbook', publisher: 'labbook', version: '0.3.0', main: './dist/extension.js', scripts: { build: 'x' }, devDependencies: { a: '1' }, bin: { labbook: 'x' }, contributes: { commands: [{ command: 'labbook.x' }] } };
  const made = withLabbookManifest(own, facts);

  it('has an id of its own, says which Labbook is inside and brings its course', () => {
    assert.deepEqual([made['publisher'], made['name'], made['version'], made['main'], made['labbook']], ['uni', 'nets', '1.2.0', './dist/extension.js', { engine: '0.3.0' }]);
    assert.deepEqual(Object.keys(made['contributes'] as object), ['commands', 'labbookCourses']);
    assert.deepEqual(['scripts', 'devDependencies', 'bin'].filter(key => key in made), []);
  });

  it('goes on saying so where it was made from such a one', () => assert.deepEqual(withLabbookManifest(made, facts)['labbook'], { engine: '0.3.0' }));
});
