import { readdirSync, readFileSync } from 'node:fs';
import type { SectionMeta } from '../../src/core/course';
import { readGlossary } from '../../src/core/glossary';
import { figureData } from '../../src/core/figures/figureData';
import { english } from '../../src/core/message';
import { sectionPage } from '../../src/core/portfolio/sectionPage';
import { parseSection } from '../../src/core/markdown';
import type { CheckView, ExplanationView, PredictionView, ReceiptLineView, ReceiptView } from '../../src/core/labViews';
import type { BannerView, BlockView, FigureView, NoteView, RunView } from '../../src/core/protocol';
import type { Outcome, RunState, StatementResult } from '../../src/core/run';

const minute = 60_000;
export const ago = (minutes: number): number => Date.now() - minutes * minute;

export const banner: BannerView = { where: 'Docker on this machine', detail: 'context default, Engine 28.2.2', state: 'known', notes: [] };

export function run(state: RunState, over: Partial<RunView> = {}): RunView {
  const start = over.start ?? ago(3);
  return { runId: `run-${state}-${start}`, state, marks: [], statements: [], start, end: state === 'running' || state === 'waiting' || state === 'queued' ? undefined : start + 41_400, ...over };
}

export function result(index: number, outcome: Outcome, seconds = 0.1): StatementResult {
  return { index, text: '', outcome, start: ago(3), end: ago(3) + seconds * 1000 };
}
export const exit = (code: number, pipeline?: readonly number[]): Outcome => ({ kind: 'exit', code, pipeline });
export const kept = (head: string, tail = '', dropped = 0): RunView['output'] => ({ head, tail, dropped });

/** The note of a Markdown text as the extension would send it; `runs` by block id or ordinal. */
export function noteOf(markdown: string, over: Partial<NoteView> = {}, blocks: (view: BlockView) => BlockView = view => view): NoteView {
  const section = parseSection(markdown, 'docker-introduction.md');
  return {
    courseId: 'course', sectionId: 'docker-introduction', hash: section.hash, title: section.meta.title, meta: section.meta, html: section.html,
    imageBase: 'http://page.invalid/course',
    blocks: section.blocks.map(block => blocks({
      id: block.id, ordinal: block.ordinal, hash: block.hash, inline: block.kind === 'inline', target: block.target, background: block.options.background,
      tty: block.options.tty, runnable: block.options.run, role: block.role, solves: block.solves, sample: block.sample, placeholders: block.placeholders.map(({ token, label }) => ({ token, label })),
      statements: block.text.split(/(?<!\\)\n/).map((text, i) => ({ index: i + 1, text })),
    })),
    previous: { id: 'vms-vs-containers', title: 'VMs vs containers' }, next: { id: 'docker-images', title: 'Docker images' },
    banner, strips: [], progress: { done: 4, of: 12 }, ...over,
  };
}

const front = '---\ntitle: Docker introduction\nlab: L1\nminutes: 30\ntargets: [docker]\nneeds:\n  tools: [docker, curl]\n  images: [alpine, ubuntu, mysql, nginx]\n  ports: [80]\n  network: images\n---\n\n';

const text = `${front}# Docker introduction

A container lives as long as its main process. When \`hostname\` had printed its line, that container was over, yet it was still listed: Docker deletes nothing by itself. Press <kbd>Ctrl</kbd>+<kbd>C</kbd> to leave. See [VMs vs containers](vms-vs-containers.md).

![From image to container and back](images/container-life-cycle.svg)

## Start a database in the background

\`--detach\` gives the prompt back at once. The password reaches MySQL as an environment variable.

\`\`\`sh {name=mydb}
docker container run --detach --name mydb -e MYSQL_ROOT_PASSWORD=my-secret-pw mysql:latest
docker container ls
\`\`\`

The container is up before MySQL is. Follow its log until the server says so.

\`\`\`sh {name=follow background}
docker container logs --follow mydb
\`\`\`

\`\`\`sh {name=pipe}
false | true
cat /etc/services | head -n 1
\`\`\`

| Way | Good for | You get your prompt back |
|---|---|---|
| **single task** | a script | when the task ends |
| **background** | web sites | at once |

## Build the web page into an image

\`\`\`sh {name=build}
docker image build --tag "$DOCKERID/linux_tweet_app:1.0" .
\`\`\`

\`\`\`dockerfile
FROM nginx:latest
COPY index.html /usr/share/nginx/html
\`\`\`

## Publish it

\`--publish\` takes the host's port first.

\`\`\`sh {name=publish}
docker container run --detach --publish 80:80 --name linux_tweet_app "$DOCKERID/linux_tweet_app:1.0"
curl -s http://localhost:80/ | head -20
\`\`\`

<details><summary>Why port 80?</summary>

It is the port that browsers use when you name none.

</details>

## Optional: share the image

\`\`\`sh {name=login tty}
docker login
\`\`\`

\`\`\`sh {name=tag}
docker image tag "$DOCKERID/linux_tweet_app:1.0" "<your Docker ID>/linux_tweet_app:1.0"
docker image push "<your Docker ID>/linux_tweet_app:1.0"
\`\`\`

\`\`\`sh {name=solved}
docker image tag "$DOCKERID/linux_tweet_app:1.0" "ada/linux_tweet_app:1.0"
\`\`\`

Anyone can pull it from now on, from any machine.

## Find the address

Which address did Docker give to \`linux_tweet_app\`?

\`\`\`sh {name=inspect}
docker container inspect linux_tweet_app
\`\`\`

## Take it down

\`\`\`sh {name=pruning}
docker container prune
\`\`\`

\`\`\`sh {name=cleanup}
docker container rm --force mydb linux_tweet_app web2
docker volume rm c07e91ab52f4
\`\`\`

### Every other state

- List what runs: \`docker container ls --all\` shows it.

\`\`\`sh {name=queued}
docker image ls
\`\`\`

\`\`\`sh {name=waiting tty}
docker run --interactive --tty ubuntu bash
\`\`\`

\`\`\`sh {name=stopped}
sleep 100
\`\`\`

\`\`\`sh {name=timed}
sleep 1000
\`\`\`

\`\`\`sh {name=interrupted}
docker pull ubuntu
\`\`\`

\`\`\`sh {name=notrun}
docker ps
\`\`\`

\`\`\`sh {name=notmeasured}
docker version
\`\`\`

\`\`\`sh {name=ends}
cd /tmp
exit 3
echo never
\`\`\`

\`\`\`sh {name=big}
yes | head -c 100000000
\`\`\`

\`\`\`console
$ docker run hello-world
Hello from Docker!
\`\`\`
`;

const failure = 'b81d05c64e2f9a7731d0c5e8ab4f6290d3e17c58fa02b96c4d8e31f7a5096bcd\n\x1b[31mdocker: Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint linux_tweet_app: Bind for 0.0.0.0:80 failed: port is already allocated\x1b[0m\n\nRun \'docker run --help\' for more information\n';

const line = (sign: ReceiptLineView['sign'], thing: string, name: string, detail: string, evidence: string, over: Partial<ReceiptLineView> = {}): ReceiptLineView =>
  ({ uid: `${thing}:${name}`, sign, thing, name, detail, evidence, likely: evidence.startsWith('likely'), there: sign !== 'removed', ...over });
const receipts: Readonly<Record<'mydb' | 'publish' | 'big', ReceiptView>> = {
  mydb: { title: 'Made 3 things', settled: true, undoable: true, lines: [
    line('made', 'container', 'mydb', '', 'id printed by the command'), line('made', 'volume', 'c07e91ab52f4…', '212 MB', 'mounted by mydb'), line('made', 'image', 'mysql:latest', '921 MB', 'pulled, named in the command'),
  ] },
  publish: { title: 'Made 1 thing', settled: false, undoable: true, lines: [line('made', 'container', 'linux_tweet_app', 'created, not started', 'id printed by the command')] },
  big: { title: 'Made 14 things, changed 1, removed 1', settled: true, undoable: true, lines: [
    line('changed', 'container', 'web1', 'running → exited (0)', 'named in the command'), line('removed', 'network', 'overnet', '', 'named in the command'), line('made', 'container', 'gone-by-now', 'exited (0)', 'likely: appeared while it ran', { there: false }),
    ...Array.from({ length: 13 }, (_, i) => line('made', 'container', `voting_stack_vote.${i + 1}.a-rather-long-task-name-7f9c`, 'running', 'made by the service')),
  ] },
};
const portTaken: ExplanationView = {
  rule: 'docker.portAllocated', statement: 1, title: 'Port 80 on this machine is taken',
  detail: 'Container `blog` has published it for 3 days. Labbook did not make `blog` and will not stop it. The container you asked for exists, but never started.',
  fixes: [
    { id: 'other', label: 'Use port 8088 and run again', primary: true, command: 'docker container rm linux_tweet_app\ndocker container run --detach --publish 8088:80 --name linux_tweet_app "$DOCKERID/linux_tweet_app:1.0"' },
    { id: 'show', label: 'Show `blog`', primary: false },
  ],
};

export function check(id: string, block: string | undefined, claim: string, over: Partial<CheckView> = {}): CheckView {
  return { id, hash: `hash-${id}`, block, claim, state: 'notYet', marks: [], byStudent: false, gone: false, solvable: false, ...over };
}
export const checks = (): readonly CheckView[] => [
  check('db-up', 'mydb', 'Container `mydb` is running', { state: 'done', doneAt: ago(2) }),
  check('db-ready', 'follow', 'MySQL accepts connections', { reason: 'The log says “ready” for port 0: that is the set-up server. Wait for the line with port 3306; a first start takes 20 to 60 s.' }),
  check('built', 'build', 'The image is built', { state: 'done', doneAt: ago(4), reason: '`local/linux_tweet_app:1.0`' }),
  check('dockerid', 'build', '`DOCKERID` is set in the lab’s shell', { state: 'done', doneAt: ago(60 * 24), gone: true }),
  check('page', 'publish', 'The page answers on port 80', { state: 'cannotPass', remedyAt: 'publish', reason: '`linux_tweet_app` is created, not running, and another container holds port 80. Waiting will not help.' }),
  check('db-alive', 'follow', 'The database stays up', { state: 'cannotPass', reason: '`mydb` exited with 1.', log: Array.from({ length: 12 }, (_, i) => `14:03:0${i % 10} [ERROR] [Entrypoint]: Database is uninitialized and password option is not specified`) }),
  check('pushed', 'tag', 'The image is on Docker Hub', { state: 'notMeasured', solvable: true, reason: 'no way leads to Docker Hub from here' }),
  check('tagged', 'tag', 'The image has your name', { state: 'done', byStudent: true, doneAt: ago(1), marks: ['byHand'] }),
  check('bucket', 'tag', 'The bucket holds the page', { state: 'done', doneAt: ago(1), marks: ['emulated', 'standIn'] }),
  check('address', 'inspect', 'You found the address', { ask: 'Which address has `linux_tweet_app`?', answer: '172.17.0.1', reason: '172.17.0.1 is the bridge itself. Look under Networks.' }),
  check('stopped', 'cleanup', 'Nothing of this lab is left', { state: 'waiting', waitsFor: 'block 16' }),
];

const runs: Readonly<Record<string, () => Partial<BlockView>>> = {
  mydb: () => ({ run: run('passed', { statements: [result(1, exit(0), 41.3), result(2, exit(0))], output: kept('Unable to find image locally\n'.repeat(17)) }), receipt: receipts.mydb }),
  solved: () => ({ role: 'solution', solves: 'tag' }),
  pruning: () => ({ decision: {
    id: 'd1', title: 'This would remove 3 containers that this lab did not make.', detail: '`docker container prune` takes every stopped container: `blog-old`, `demo1`, `demo3` and 2 of this lab.',
    command: [{ text: 'docker container rm 5f0a91c2d3e4 9bd1a7720c11' }],
    choices: [{ id: 'own', label: 'Remove only this lab’s 2', primary: true }, { id: 'asWritten', label: 'Run as written…', primary: false }],
  } }),
  cleanup: () => ({ role: 'cleanup', decision: {
    id: 'd2', title: 'One name in this block is not of this lab.', detail: 'The rest runs in the lab’s terminal as it is shown here.',
    command: [{ text: 'docker container rm --force mydb linux_tweet_app ' }, { text: 'web2', struck: 'made 3 days ago, outside Labbook' }, { text: '\ndocker volume rm c07e91ab52f4' }],
    choices: [{ id: 'run', label: 'Run without web2', primary: true }, { id: 'cancel', label: 'Cancel', primary: false }],
  } }),
  follow: () => ({ run: run('running', { start: Date.now() - 38_000, statements: [result(1, { kind: 'running' })] }) }),
  pipe: () => ({ run: run('passed', { start: ago(1), end: ago(1) + 120, statements: [result(1, exit(0, [1, 0])), result(2, exit(0, [141, 0]))] }) }),
  build: () => ({ run: run('passed', { start: ago(60 * 22), end: ago(60 * 22) + 9000, changed: { before: 'docker image build --tag $DOCKERID/linux_tweet_app:1.0 .' } }) }),
  publish: () => ({ run: run('failed', { code: 125, start: ago(1), end: ago(1) + 600, statements: [result(1, exit(125), 0.6), result(2, { kind: 'notRun' })], output: kept(failure) }), explanation: portTaken, receipt: receipts.publish }),
  queued: () => ({ run: run('queued', { behind: 'block 2' }) }),
  waiting: () => ({ run: run('waiting', { start: Date.now() - 65_000, statements: [result(1, { kind: 'running' })] }) }),
  stopped: () => ({ run: run('stopped', { end: ago(3) + 12_300, statements: [result(1, { kind: 'stopped' })] }) }),
  timed: () => ({ run: run('timedOut', { end: ago(3) + 60_000, statements: [result(1, exit(130), 60)] }) }),
  interrupted: () => ({ run: run('interrupted', { reason: 'the window closed while it ran', statements: [result(1, { kind: 'shellEnded' })] }) }),
  notrun: () => ({ run: run('notRun', { reason: 'the shell’s Docker context is not the banner’s' }) }),
  notmeasured: () => ({ run: run('notMeasured', { reason: 'the shell is fish', noOutput: 'No transcript: shell integration is off in this terminal.', statements: [result(1, { kind: 'notMeasured' })] }) }),
  ends: () => ({ warning: 'This block would end the shell, so it runs in a child shell: cd and export do not carry over.', run: run('failed', { code: 3, marks: ['byHand'], end: ago(3) + 300, statements: [result(1, exit(0)), result(2, { kind: 'endedBlock', code: 3 }), result(3, { kind: 'notRun' })] }) }),
  big: () => ({ receipt: receipts.big, run: run('passed', { marks: ['standIn'], statements: [result(1, exit(0, [141, 0]), 9)], output: kept('y\n'.repeat(500), 'y\n'.repeat(500), 99_998_000) }) }),
};

const glossary = readGlossary(readFileSync('notes/glossary.yaml', 'utf8'), readdirSync('notes')).terms;

/** A shipped note with its words marked. */
function termsNote(file = 'swarm-mode.md', targets: SectionMeta['targets'] = ['swarm']): NoteView {
  const markdown = readFileSync(`notes/${file}`, 'utf8');
  const entry = { id: file.slice(0, -3), file, meta: { ...parseSection(markdown, file).meta, targets } };
  const { html, terms = [] } = parseSection(markdown, file, entry, glossary);
  return noteOf(markdown, { html, sectionId: entry.id, terms: terms.map(({ id, term, means, read }) => ({ id, term, means, ...read && { read: { id: read.slice(0, -3), title: read.slice(0, -3).replaceAll('-', ' ') } } })) });
}

export const samples = {
  lab: (): NoteView => noteOf(text, { checks: checks() }, view => ({ ...view, ...runs[view.id]?.() })),
  fresh: (): NoteView => noteOf(text),
  terms: termsNote,
  /** As the lab is before anything was run: its checks wait. */
  begun: (): NoteView => noteOf(text, { checks: checks().map(({ id, block, claim, ask, solvable }) => check(id, block, claim, { ask, solvable, state: 'waiting', waitsFor: 'its block' })) }, view => ({ ...view, ...(view.id === 'solved' || view.id === 'cleanup' ? { ...runs[view.id]?.(), decision: undefined } : {}), usual: view.id === 'build' || view.id === 'follow' ? 'usually 3 to 5 min, last time 4:12' : undefined })),
  locked: (): NoteView => noteOf(text, {
    locked: 'Running is locked until you trust this folder.',
    strips: [{ id: 'restricted', tone: 'locked', title: 'Restricted Mode', detail: 'You can read every note. Running is locked until you trust this folder.', actions: [{ id: 'manageTrust', label: 'Manage trust…', primary: true }] }],
    banner: { ...banner, notes: ['docker is an alias or a function in this shell: alias docker=podman'] },
  }),
  /** Each block in a step of its own; the first have checks. */
  many: (blocks: number, count: number, ran = true): NoteView => noteOf(`${front}# Many\n\n${Array.from({ length: blocks }, (_, i) => `## Part ${i}\n\nA container lives as long as its main process.\n\n\`\`\`sh {name=b${i}}\necho ${i} && docker ps --all\n\`\`\`\n`).join('\n')}`, {
    checks: Array.from({ length: count }, (_, i) => check(`c${i}`, `b${i}`, `Container \`b${i}\` is running`, i % 2 ? { state: 'done', doneAt: ago(2) } : { reason: 'It is not listed yet.' })),
  }, view => ran ? { ...view, run: run('passed', { statements: [result(1, exit(0))], output: kept('one\n') }), receipt: receipts.mydb } : view),
  /** A note of the course with its checks, every third done. */
  shipped: (file: string): NoteView => {
    const markdown = readFileSync(new URL(`../../notes/${file}`, import.meta.url), 'utf8');
    const all = parseSection(markdown, file).checks;
    return noteOf(markdown, { checks: all.map(({ id, block, claim, hint, test }, i) => check(id, block, claim, i % 3 === 0 ? { state: 'done', doneAt: ago(5) } : i % 3 === 1 ? { reason: hint ?? 'It is not there yet.', ask: test.kind === 'answer' ? test.ask : undefined } : { state: 'waiting', waitsFor: 'the block before' })) });
  },
  /** A break-it question in one of its states; `otherwise`: over, and guessed wrong; `words`: without choices. */
  predictions: (state: PredictionView['state'] | 'otherwise' | 'words' | 'closed'): NoteView => {
    const choices = ['It goes on with four tasks.', 'The swarm starts another task in its place.', 'The same container is started again.'];
    const ask = ['ask: A container of the vote service is removed by force. What becomes of the service?', ...state === 'words' ? [] : ['choices:', ...choices.map(choice => `  - ${choice}`), `right: ${choices[1]}`, 'seconds: After how many seconds do five of five run again?'], 'because: Your order says five. A manager compares it with what runs, finds four, and gives out a new task, after a pause of five seconds.', 'whole: scaled'].join('\n');
    const markdown = `${front}# Break it\n\n## Take one away\n\nContainers go: by accident, or because a machine dies.\n\n\`\`\`yaml {predict=kill}\n${ask}\n\`\`\`\n\n\`\`\`sh {name=l4-kill}\ndocker rm -f web.1\n\`\`\`\n\n\`\`\`yaml {check=scaled}\nclaim: Five of five tasks run\nservice: {name: web, running: 5}\n\`\`\`\n\nYour order was five.\n\n\`\`\`sh {name=next}\ndocker ps\n\`\`\`\n`;
    const said = state === 'otherwise' ? choices[0]! : choices[1]!;
    const outcome = { ms: state === 'otherwise' ? undefined : 3200, moments: state === 'otherwise' ? [] : [{ ms: 0, text: 'web.1.abc: ended' }, { ms: 40, text: 'web.1.abc: removed' }, { ms: 3100, text: 'web.1.def: started' }] };
    const predictions = (parseSection(markdown, 'a.md').predictions ?? []).map((prediction): PredictionView => {
      const { id, hash, block, ask: question, choices: offered, seconds, because, right } = prediction;
      const over = state === 'over' || state === 'otherwise';
      return { id, hash, block, ask: question, choices: offered, seconds, whole: 'Five of five tasks run', state: state === 'otherwise' ? 'over' : state === 'words' || state === 'closed' ? 'open' : state, ...state === 'closed' && { closed: 'There is no machine here to run it on.' }, ...state !== 'open' && state !== 'words' && state !== 'closed' && { said: { text: said, seconds: 5 } }, ...over && { outcome: { ...outcome, because, right, hit: said === right } } };
    });
    return { ...noteOf(markdown, { checks: [check('scaled', 'l4-kill', 'Five of five tasks run', { state: 'done', doneAt: ago(2) })] }), predictions };
  },
  /** Three drawings with data; `empty`: their files are not there yet. */
  figures: (empty = false): NoteView => {
    const fence = (draw: string) => `\`\`\`yaml {figure=${draw}}\ndraw: ${draw}\nfile: ${draw}.csv\ntitle: The ${draw}\nthreshold: 0.35\n\`\`\`\n`;
    const noise = (i: number) => Math.abs(Math.sin(i * 12.9898) * 43758.5453) % 1;
    const rows = Array.from({ length: 2000 }, (_, i) => { const yes = i % 9 === 0; return `${yes ? 1 : 0},${Math.min(1, noise(i) * noise(i + 0.5) + (yes ? 0.3 : 0)).toFixed(6)}`; });
    const stars = Array.from({ length: 600 }, (_, i) => { const label = 1 + i % 5; return `${label},${Math.max(1, Math.min(5, label + Math.round((noise(i) - 0.5) * 2)))}`; });
    const way = (name: string, turn: number) => Array.from({ length: 60 }, (_, s) => JSON.stringify({ Name: name, Latitude: 40.749 + s * 0.0002 * Math.cos(turn), Longitude: -73.985 + s * 0.0003 * Math.sin(turn), StatusTime: `2026-11-26 10:00:${String(s).padStart(2, '0')}.000` }));
    const texts: Readonly<Record<string, string>> = { scores: `trueLabel,score\n${rows.join('\n')}`, matrix: `trueLabel,bestAnswer\n${stars.join('\n')}`, map: [...way('Shadowfax', 1), ...way('Bucephalus', 2.5)].join('\n') };
    const markdown = `${front}# Drawings\n\n${['scores', 'matrix', 'map'].map(draw => `## The ${draw}\n\n${fence(draw)}`).join('\n')}`;
    const figures = parseSection(markdown, 'a.md').figures.map(({ id, title, file, draw, threshold }): FigureView => {
      const data = empty ? undefined : figureData({ draw, threshold }, texts[draw] ?? '', Date.parse('2026-11-26T10:01:00'));
      return data && 'kind' in data ? { id, title, file, data } : { id, title, file, reason: `Drawn as soon as a step has made ${file}.` };
    });
    return { ...noteOf(markdown), figures };
  },
  /** Drawings to step through, one of each kind. */
  stepped: (): NoteView => {
    const fences: Readonly<Record<string, string>> = {
      layers: 'images:\n  - name: hello v0.1\n    lines: [FROM node:22-alpine, COPY package.json ., RUN npm install, COPY . .]\n  - name: hello v0.2\n    lines: [FROM node:22-alpine, COPY package.json ., RUN npm install, COPY app .]',
      rollout: 'copies: 4', scheduling: 'nodes:\n  - {name: node1, room: 4}\n  - {name: node2, room: 4}\n  - {name: node3, room: 2}\ntasks: [{name: vote.1}, {name: vote.2}, {name: db, needs: 2}, {name: redis}, {name: worker}, {name: result}]',
      shards: 'keys: [Shadowfax, Rocinante, Bucephalus]',
    };
    const markdown = `${front}# Step by step\n\n${Object.entries(fences).map(([draw, body]) => `## The ${draw}\n\n\`\`\`yaml {figure=${draw}}\ndraw: ${draw}\ntitle: How ${draw} go\n${body}\n\`\`\`\n`).join('\n')}`;
    const { steppers = [], diagnostics } = parseSection(markdown, 'a.md');
    if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
    return { ...noteOf(markdown), figures: steppers.map(({ id, title, data }) => ({ id, title, data: { kind: 'stepper', about: data, words: {} } })) };
  },
  /** The way through a course, `done` checks of its second section. */
  overview: (done: number): NoteView => {
    const markdown = `${front}# About\n\n\`\`\`yaml {figure=way}\ndraw: progress\ntitle: Your way\n\`\`\`\n`;
    const { overview } = parseSection(markdown, 'a.md');
    if (!overview) throw new Error('no overview');
    const sections = [{ id: 'a', title: 'About', done: 4, of: 4, what: 'checks' as const }, { id: 'images', title: 'Docker images', done, of: done === 0 ? 0 : 9, what: 'checks' as const }, { id: 'why', title: 'Why Docker?', done: 0, of: 0, what: 'blocks' as const }];
    return { ...noteOf(markdown), figures: [{ ...overview, data: { kind: 'overview', sections, places: [{ name: 'Docker', state: 'answers, version 28.2.2' }, { name: 'Kubernetes', state: 'not asked yet' }] } }] };
  },
  /** A section of the course as the page that is saved to print it. */
  printed: (file: string): string => {
    const section = parseSection(readFileSync(`notes/${file}`, 'utf8'), file);
    return sectionPage({ section, title: 'A section', sections: [], language: 'en', nonce: 'n', say: english, picture: written => `data:image/svg+xml;base64,${readFileSync(`notes/${written}`).toString('base64')}` });
  },
  /** About as much text as asked for, with a block in each 2 KB. */
  long: (bytes: number): NoteView => noteOf(`${front}# Long\n\n${Array.from({ length: Math.ceil(bytes / 2000) }, (_, i) => `## Part ${i}\n\n${'A container lives as long as its `main` process, **no longer**. '.repeat(28)}\n\n\`\`\`sh {name=b${i}}\necho ${i} && docker ps --all\n\`\`\`\n`).join('\n')}`),
};

const streamed = ['14:02:44 [Note] [Entrypoint]: Initializing database files', '14:02:58 [Note] [Entrypoint]: Database files initialized', '14:02:58 \x1b[33m[Warning]\x1b[0m root@localhost is created with an empty password', '14:02:59 [System] MySQL Server - \x1b[32mstart\x1b[0m.', '14:03:01 [System] /usr/sbin/mysqld: \x1b[1mready for connections\x1b[0m. port: 0'];
export const liveText = `${streamed.join('\r\n')}\r\n`;
