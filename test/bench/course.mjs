/**
 * The courses that the figures are taken on. Written for each run: nothing of them lies in the repository.
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @returns {Promise<string[]>} the sections that ship with Labbook */
export async function shippedNotes() {
  const names = (await readdir('notes')).filter(name => name.endsWith('.md') && !['FORMAT.md', 'HAND-IN.md'].includes(name)).sort();
  return Promise.all(names.map(name => readFile(join('notes', name), 'utf8')));
}

/** @param {string} workspace @param {Record<string, string>} sections text by file name */
async function writeCourse(workspace, sections) {
  const folder = join(workspace, 'notes');
  await mkdir(folder, { recursive: true });
  const list = Object.keys(sections).map(name => `      - ${name}`).join('\n');
  await writeFile(join(folder, 'course.yaml'), `format: 1\nid: bench\ntitle: Bench\nversion: 1.0.0\nlanguage: en\nparts:\n  - id: one\n    title: One\n    sections:\n${list}\n`);
  for (const [name, text] of Object.entries(sections)) await writeFile(join(folder, name), text);
}

const block = (/** @type {string} */ name, /** @type {string} */ text) => `\`\`\`sh {name=${name}}\n${text}\n\`\`\`\n`;
const head = (/** @type {string} */ title, target = 'shell') => `---\ntitle: ${title}\nlab: B1\ntargets: [${target}]\n---\n# ${title}\n\n`;

/** Prints 100 MB in lines of 200 characters. */
export const floodLine = "head -c 100000000 /dev/zero | tr '\\0' x | fold -w 200";

/** @param {string} workspace */
export function writeRunCourse(workspace) {
  return writeCourse(workspace, {
    'shell.md': head('Shell') + [
      block('warm', 'true'), block('true', 'true'), block('first', 'echo fir"st line"; sleep 0.5'), block('flood', floodLine),
    ].join('\n'),
    'docker.md': head('Docker', 'docker') + block('made', 'docker run -d --name bench-row alpine sleep 1000'),
  });
}

/** A shell that talks to the daemon of a swarm, and a service there. @param {string} workspace @param {string} host */
export function writeSwarmCourse(workspace, host) {
  return writeCourse(workspace, {
    'swarm.md': head('Swarm', 'swarm') + block('there', `export DOCKER_HOST=${host}`) + '\n' + block('made', 'docker service create --detach --name bench-swarm alpine sleep 1000'),
  });
}

/** Pods that no scheduler takes: one, and a crowd of a deployment. @param {string} workspace */
export function writeClusterCourse(workspace) {
  const spec = { schedulerName: 'nobody', containers: [{ name: 'bench', image: 'registry.k8s.io/minikube/kubernetes-bootcamp:v1' }] };
  const labels = { app: 'crowd' };
  const apply = (/** @type {object} */ thing) => `kubectl apply -f - <<'END'\n${JSON.stringify(thing)}\nEND`;
  return writeCourse(workspace, {
    'cluster.md': head('Cluster', 'kubernetes') + [
      block('made', apply({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bench-row' }, spec })),
      block('crowd', apply({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'crowd' }, spec: { replicas: 1000, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } } })),
    ].join('\n'),
  });
}

/** A stream on the emulator. @param {string} workspace */
export function writeAwsCourse(workspace) {
  return writeCourse(workspace, { 'aws.md': head('Aws', 'aws') + block('made', 'aws kinesis create-stream --stream-name bench-row --shard-count 1') });
}

/** One check for each of so many containers. @param {string} workspace @param {number} count */
export function writeCheckCourse(workspace, count) {
  const check = (/** @type {number} */ n) => `\`\`\`yaml {check=c${n}}\nclaim: Container ${n} runs\ncontainer: {name: bench-c${n}, state: running}\n\`\`\`\n`;
  return writeCourse(workspace, { 'checks.md': head('Checks', 'docker') + [block('warm', 'true'), ...Array.from({ length: count }, (_, n) => check(n))].join('\n') });
}

/**
 * A section once more in the same note: its blocks and checks have other names, and what refers to them follows.
 * @param {string} text @param {number} copy
 */
function renamed(text, copy) {
  const names = new Set([...text.matchAll(/(?<=[{ ](?:name|check)=)[A-Za-z][\w.-]*/g)].map(([name]) => name));
  // A block's check in short form is called by the block and `.check`.
  const other = (/** @type {string} */ name) => name.replace(/^(.*?)(\.check)?$/, (whole, own, rest = '') => names.has(own) ? `${own}-${copy}${rest}` : whole);
  const list = (/** @type {string} */ all) => all.replace(/[A-Za-z][\w.-]*/g, other);
  return text
    .replace(/(?<=^\s*```.*[{ ](?:name|check|solution|solves|instead|inside)=)[A-Za-z][\w.-]*/gm, other)
    .replace(/(?<=\bafter )[A-Za-z][\w.-]*/g, other)
    .replace(/(?<=^\s*needs: )\[.*\]/gm, list)
    .replace(/(?<=\b(?:for|block): )[A-Za-z][\w.-]*/g, other);
}

/** The sections that ship, one after another until it is about 1 MB; each text differs from the others by its first words. */
export async function bigNote(/** @type {number} */ number) {
  const bodies = (await shippedNotes()).map(text => text.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/!\[[^\]]*\]\([^)]*\)/g, ''));
  const parts = [`${head(`Big ${number}`, 'docker')}Copy ${number} of a long note.\n\n`];
  const end = `\n\n## Bench end ${number}\n`;
  for (let n = 0, length = 0; ; n++) {
    const next = renamed(bodies[n % bodies.length] ?? '', n);
    length += Buffer.byteLength(next) + 1;
    if (length > 1_000_000) return parts.join('\n') + end;
    parts.push(next);
  }
}

/** @param {string} workspace @param {number} count of notes of 1 MB */
export async function writeReadCourse(workspace, count) {
  const lenses = head('Lenses') + Array.from({ length: 500 }, (_, n) => `Step ${n}.\n\n${block(`b${n}`, `echo ${n}`)}`).join('\n');
  const big = await Promise.all(Array.from({ length: count }, async (_, n) => /** @type {const} */ ([`big-${n}.md`, await bigNote(n)])));
  await writeCourse(workspace, { 'lenses.md': lenses, ...Object.fromEntries(big) });
}

/** Many short sections in 50 parts. @param {string} workspace @param {number} count */
export async function writeLargeCourse(workspace, count) {
  const folder = join(workspace, 'notes');
  await mkdir(folder, { recursive: true });
  const each = count / 50;
  const parts = Array.from({ length: 50 }, (_, part) => [
    `  - id: p${part}`, `    title: Part ${part}`, '    sections:', ...Array.from({ length: each }, (_, n) => `      - s${part * each + n}.md`),
  ].join('\n'));
  await writeFile(join(folder, 'course.yaml'), `format: 1\nid: large\ntitle: Large\nversion: 1.0.0\nlanguage: en\nparts:\n${parts.join('\n')}\n`);
  for (let n = 0; n < count; n++) {
    await writeFile(join(folder, `s${n}.md`), `---\ntitle: Section ${n}\nlab: S${n}\nminutes: 20\ntargets: [docker]\nneeds:\n  tools: [docker]\n  images: [alpine]\n---\n# Section ${n}\n\n${'Some words about it.\n'.repeat(40)}\n${block('a', 'docker ps')}`);
  }
}
