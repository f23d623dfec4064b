import assert from 'node:assert/strict';
import { checkCourse, type CourseReport } from '../../../src/core/courseCheck/checkCourse';
import { jsonOf, textOf } from '../../../src/core/courseCheck/report';
import { loadCourse } from '../../../src/core/loadCourse';
import type { CourseFiles } from '../../../src/core/course';
import type { ShellParser } from '../../../src/core/statement';

const parser: ShellParser = { parse: () => Promise.resolve({ kind: 'parsed', statements: [], traits: [] }) };
const listed = (...sections: string[]) => `format: 1\nid: c\ntitle: A course\nversion: 1.0.0\nparts:\n  - id: p\n    title: P\n    sections: [${sections.join(', ')}]\n`;

/** A course in memory; `listed` names what `course.yaml` lists. */
async function checked(files: Readonly<Record<string, string>>, odd: readonly string[] = []): Promise<CourseReport> {
  const all: Record<string, string> = { 'course.yaml': listed(...Object.keys(files).filter(name => /^[a-z-]+\.md$/.test(name))), ...files };
  const read: CourseFiles = { read: path => Promise.resolve(Object.hasOwn(all, path) ? { text: all[path]! } : { problem: 'missing' }) };
  const { course, diagnostics } = await loadCourse(read);
  assert.ok(course);
  return checkCourse({ course, diagnostics, files: read, root: '/c', origin: 'workspace' }, { files: Object.keys(all), odd }, parser);
}

/** `rule:line` of one section that begins with `# Title` in line 1. */
async function found(body: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const report = await checked({ 'a.md': `# Title\n${body}`, ...more });
  return jsonOf(report).findings.map(({ rule, line }) => `${rule}:${line}`);
}
const sh = (text: string, options = '') => `\`\`\`sh${options && ` {${options}}`}\n${text}\n\`\`\`\n`;

describe('a course that is checked', () => {
  it('leads its links somewhere', async () => {
    const more = { 'docs/b.md': '# B\n## First steps\n', 'course.yaml': listed('a.md', 'docs/b.md'), 'data/x.csv': '' };
    assert.deepEqual(await found('[b](docs/b.md) [c](docs/b.md#first-steps) [d](#title) [e](data/x.csv) [f](https://x.org/a) [g](http://localhost:8080) [h](mailto:a@b.org)', more), []);
    assert.deepEqual(await found('\n[b](docs/c.md)\n[c](docs/b.md#second-steps)\n[d](#nowhere)\n[e](../x.md)\n[f](data)', more), ['link.missing:3', 'link.anchor:4', 'link.anchor:5', 'link.outside:6', 'link.folder:7']);
    assert.deepEqual(await found('[a](http://x.org) [b](ftp://x.org) [c](https://me:pw@x.org/)\n\n[d](javascript:alert(1)) [text][nowhere]', more), ['link.form:2', 'link.form:2', 'link.form:2', 'link.form:4', 'link.reference:4']);
    assert.deepEqual(await found('<a href="nope.md">x</a>\n\n[p](https://labs.play-with-docker.com/x)'), ['link.missing:2', 'retired.site:4']);
  });

  it('says how a file is called whose name differs in case', async () => {
    const report = await checked({ 'a.md': '# A\n[x](Data.csv)', 'data.csv': '' });
    assert.match(textOf(report), /Write it as the file is called: data\.csv/);
  });

  it('has its pictures, each with a description', async () => {
    const more = { 'images/x.svg': '<svg/>', 'images/x.tiff': '' };
    assert.deepEqual(await found('![What it shows](images/x.svg)', more), []);
    assert.deepEqual(await found('![](images/x.svg)\n\n![y](images/y.png)\n\n![z](images/x.tiff)\n\n![r](https://x.org/r.png)\n\n<img src="images/x.svg">', more),
      ['note.imageAlt:2', 'picture.missing:4', 'picture.kind:6', 'picture.remote:8', 'note.imageAlt:10']);
    assert.deepEqual(await found('', { 'images/x.svg': '<svg>\n<script>1</script>\n</svg>' }), ['picture.active:2']);
    assert.deepEqual(await found('', { 'images/x.svg': '<svg xmlns="http://www.w3.org/2000/svg"><a href="#top" fill="url(#g)"/></svg>' }), []);
  });

  const lab = (body: string, front = 'lab: L1') => `---\ntitle: T\n${front}\nneeds:\n  images: [nginx:1.27]\n---\n\n# T\n\n${body}`;
  const rulesOf = async (text: string) => [...new Set(jsonOf(await checked({ 'a.md': text })).findings.map(({ rule }) => rule))];

  it('has labs with names, checks and clean-up, in this order', async () => {
    const whole = sh('docker run --name web nginx:1.27', "name=web check='container web running'") + sh('docker rm -f web', 'name=cleanup cleanup');
    assert.deepEqual(await rulesOf(lab(whole)), []);
    assert.deepEqual(await rulesOf(lab(sh('docker run --name web nginx:1.27'))), ['lab.noChecks', 'lab.noCleanup', 'block.unnamed']);
    assert.deepEqual(await rulesOf(lab(whole + sh('docker ps', 'name=late'))), ['block.afterCleanup']);
    assert.deepEqual(await rulesOf(lab(whole + sh('docker ps', 'name=x solution=nobody'))), ['block.solvesUnknown']);
    assert.deepEqual(await rulesOf(lab('Only to read.')), []);
    const plain = jsonOf(await checked({ 'a.md': lab(sh('true', "name=a check='exit 0'")) })).findings;
    assert.deepEqual(plain.map(({ rule, severity }) => `${rule} ${severity}`), ['lab.noCleanup warning']);
  });

  it('gives every value', async () => {
    assert.deepEqual(await found('Use the bucket from above.\n' + sh('aws s3 ls s3://YOUR_BUCKET_NAME_HERE')), []);
    assert.deepEqual(await found('Look.\n' + sh('docker logs <container id>')), ['placeholder.unexplained:3']);
    assert.deepEqual(await found(sh('true', "name=a check='port ${WEB_PORT} open; after a'")), ['check.valueUnknown:2']);
  });

  it('names versions of its images, and lists what it downloads', async () => {
    assert.deepEqual(await rulesOf(lab('```dockerfile\nFROM busybox:1.37\n```\n')), []);
    assert.deepEqual(await rulesOf(lab(sh('docker run --rm busybox:1.37 true', 'run=false'))), []);
    assert.deepEqual(await found(sh('docker run -d redis')), ['image.unpinned:3', 'image.notListed:3']);
    assert.deepEqual(await found(sh(`docker run -d redis@sha256:${'a'.repeat(64)}`)), ['image.notListed:3'], 'a digest is a version');
    assert.deepEqual(await found(sh('cat > Dockerfile <<EOF\nFROM node:latest AS build\nFROM build\nEOF\ndocker build -t mine .\ndocker run mine')), ['image.unpinned:4', 'image.notListed:4']);
    assert.deepEqual(await found('```yaml\nimage: k8s.gcr.io/echoserver:1.4\n```\n\nSELECT x\nFROM orders WHERE y;\n'), ['retired.image:3']);
    assert.deepEqual(await found(sh('docker run "$IMAGE"') + sh('docker run localhost:5000/x')), []);
  });

  it('holds no secrets, and does not repeat those that it holds', async () => {
    const key = `AKIA${'ABCDEFGH23456789'}`, value = 'wJalrXUtnFEMI/K7MDENGbPxRfiCYq8Zt4Kw0Lm1';
    const report = await checked({ 'a.md': `# A\n\nkey ${key}\n\naws_secret_access_key = ${value}\n\nAKIAIOSFODNN7EXAMPLE\n\nMYSQL_ROOT_PASSWORD=my-secret-pw\n` });
    assert.deepEqual(jsonOf(report).findings.map(({ rule, line }) => `${rule}:${line}`), ['secret.key:3', 'secret.value:5']);
    assert.ok(!textOf(report).includes(key) && !textOf(report).includes(value));
  });

  it('shows in its folder what is not part of it', async () => {
    const report = await checked({ 'a.md': '# A', 'README.md': '', 'notes/lost.md': '', 'labs/L9/x.sh': '' }, ['pipe']);
    assert.deepEqual(jsonOf(report).findings.map(({ rule, file }) => `${rule} ${file}`), ['lab.filesUnused labs/L9', 'section.notListed notes/lost.md', 'file.odd pipe']);
  });

  it('is looked through by each of the rules', async () => {
    const rules = await found(`[x](nope.md)\n\n![](x.png)\n\n${sh('docker-compose up -d', 'name=a')}${sh('export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzzKEYKE', 'name=b')}`);
    for (const rule of ['link.missing', 'note.imageAlt', 'retired.compose']) assert.ok(rules.some(one => one.startsWith(`${rule}:`)), `${rule} is not in ${rules.join()}`);
  });

  it('says which sections fetch something else than images', async () => {
    const fetching = (network: string) => `---\ntitle: T\nneeds:\n  network: ${network}\n---\n\n# T\n`;
    assert.deepEqual((await checked({ 'a.md': fetching('internet'), 'b.md': fetching('images'), 'c.md': '# C' })).sums.internet, ['a.md']);
  });

  it('adds up minutes and downloads', async () => {
    const body = sh('true', "name=a check='exit 0'") + sh('true', 'name=b') + sh('true', 'name=c solution=b');
    const report = await checked({ 'a.md': lab(body, 'lab: L1\nminutes: 50'), 'b.md': lab('', 'lab: L2\nminutes: 25'), 'c.md': '# C' });
    assert.deepEqual([report.sums.minutes, report.sums.withoutMinutes, report.sums.images, report.sums.labs], [75, ['c.md'], ['nginx:1.27'], 2]);
    assert.deepEqual([report.sums.sections, report.sums.blocks, report.sums.checks, report.sums.internet], [3, 2, 1, []], 'a solution is no step');
    assert.match(textOf(report), /Time: 1 h 15 min; without minutes: c\.md\./);
    assert.match(textOf(report), /Downloads: \d+ images? of unknown size \(.*Their registries know the sizes/);
  });

  it('is reported by file, with counts at the end', async () => {
    const text = textOf(await checked({ 'a.md': '# A\n[x](y.md)', 'b.md': '# B\n[x](#y)' }));
    assert.match(text, /^a\.md\n {5}2 {2}error {4}The file y\.md is not there\. {2}\[link\.missing\]\n[^]*\n\nb\.md\n[^]*\n\nA course 1\.0\.0: 2 errors, 0 warnings, 0 hints\.\n2 sections, 0 labs, 0 steps, 0 checks\./);
  });
});
