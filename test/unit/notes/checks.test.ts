import assert from 'node:assert/strict';
import { isNegative } from '../../../src/core/checkNegative';
import { readShortCheck } from '../../../src/core/checkShort';
import { parseSection } from '../../../src/core/markdown';
import { regexFault } from '../../../src/core/safeRegex';
import { isStep, type Section } from '../../../src/core/section';

const parse = (text: string): Section => parseSection(text, 'a.md');
const codes = (section: Section) => section.diagnostics.map(({ code, span }) => `${code} ${span.start.line}:${span.start.character}`);
const fence = (body: string, name = 'c') => `\`\`\`yaml {check=${name}}\n${body}\n\`\`\`\n`;
const block = (options: string, text = 'true') => `\`\`\`sh {${options}}\n${text}\n\`\`\`\n`;
/** The claim and the test of a yaml check. */
const testOf = (body: string) => parse(fence(`claim: x\n${body}`)).checks[0]?.test;
const short = (text: string) => readShortCheck(text).test;

describe('checks of a note', () => {
  it('are read with their place, their block and their heading', () => {
    const section = parse(`# One\n\n${block('name=web')}${block('name=web-inside run=false')}\ntext\n\n${fence('claim: It runs\ncontainer: { name: web1, state: running }\ntimeout: 5m\nhint: H\nfail: F')}`);
    const [{ hash, ...check } = { hash: '' }] = section.checks;
    assert.match(hash, /^[0-9a-f]{64}$/);
    assert.deepEqual(check, {
      id: 'c', claim: 'It runs', test: { kind: 'container', name: 'web1', state: 'running' }, captures: [], timeoutSeconds: 300, hint: 'H', fail: 'F', needs: [],
      span: { start: { line: 11, character: 0 }, end: { line: 17, character: 3 } }, block: 'web', heading: 's-one',
    });
    assert.deepEqual(codes(section), []);
    assert.match(section.html, /<div data-check="c" data-line="11"><\/div>/);
    assert.doesNotMatch(section.html, /claim|web1/);
  });

  it('have every kind of assertion', () => {
    assert.deepEqual(testOf('container: { name: a, state: exited, exit: 0, health: healthy, ports: ["8080:80", 53, "${P}:1/udp"], image: i, env: A, networks: [n], volumes: v }'), {
      kind: 'container', name: 'a', state: 'exited', health: 'healthy', exitCode: 0,
      ports: [{ hostPort: '8080', containerPort: 80, protocol: 'tcp' }, { containerPort: 53, protocol: 'tcp' }, { hostPort: '${P}', containerPort: 1, protocol: 'udp' }],
      image: 'i', env: ['A'], networks: ['n'], volumes: ['v'],
    });
    assert.deepEqual(testOf('container: { name: a, no-ports: true }'), { kind: 'container', name: 'a', noPorts: true });
    assert.deepEqual(testOf('image: { name: a, state: present, layers: 1, layers-at-least: 2 }'), { kind: 'image', name: 'a', state: 'present', layers: 1, layersAtLeast: 2 });
    assert.deepEqual(testOf('network: { name: n, driver: bridge, scope: local, attached: [a], not-attached: b }'), { kind: 'network', name: 'n', driver: 'bridge', scope: 'local', attached: ['a'], notAttached: ['b'] });
    assert.deepEqual(testOf('swarm: { state: manager }'), { kind: 'swarm', state: 'manager' });
    assert.deepEqual(testOf('nodes: { ready: 3, leader: 1 }'), { kind: 'nodes', ready: 3, leader: 1 });
    assert.deepEqual(testOf('service: { name: s, running: 2, desired: 2, image: i, ports: ["8080:80"] }'), { kind: 'service', name: 's', running: 2, desired: 2, image: 'i', ports: [{ hostPort: '8080', containerPort: 80, protocol: 'tcp' }] });
    assert.deepEqual(testOf('stack: { name: k, services: 5 }'), { kind: 'stack', name: 'k', services: 5 });
    assert.deepEqual(testOf('tasks: { service: s, state: failed, has: x }'), { kind: 'tasks', service: 's', state: 'failed', atLeast: 1, has: 'x' });
    assert.deepEqual(testOf('http: { url: "http://localhost:${P}/", status: 200, has: x, lacks: z, matches: y }'), { kind: 'http', url: 'http://localhost:${P}/', status: 200, has: 'x', lacks: 'z', matches: 'y' });
    assert.deepEqual(testOf('tcp: { port: 80, state: open, host: h }'), { kind: 'tcp', port: '80', state: 'open', host: 'h' });
    assert.deepEqual(testOf('file: { path: a/b, has: x }'), { kind: 'file', path: 'a/b', has: 'x' });
    assert.deepEqual(testOf('answer: { ask: How many?, is: [4, four] }'), { kind: 'answer', ask: 'How many?', is: ['4', 'four'] });
    assert.deepEqual(testOf('all:\n  - any: [{ volume: { name: v } }, { exit: { code: 1 } }]\n  - { output: { has: x }, not: { output: { matches: z } } }'), {
      kind: 'all', tests: [
        { kind: 'any', tests: [{ kind: 'volume', name: 'v' }, { kind: 'exit', code: 1 }] },
        { kind: 'all', tests: [{ kind: 'output', has: ['x'] }, { kind: 'not', test: { kind: 'output', matches: 'z' } }] },
      ],
    });
  });

  it('keep values', () => {
    const captures = (body: string) => parse(block('name=b') + fence(`claim: x\nexit: { code: 0 }\ncapture:\n  A: { ${body} }`)).checks[0]?.captures.map(({ from }) => from);
    assert.deepEqual(['output: "a(b)"', 'output: a, block: b', 'container: w, id: true', 'container: w, port: 80'].map(captures), [
      [{ kind: 'output', matches: 'a(b)' }], [{ kind: 'output', matches: 'a', block: 'b' }], [{ kind: 'containerId', container: 'w' }], [{ kind: 'hostPort', container: 'w', port: 80 }],
    ]);
    for (const wrong of ['container: w', 'output: a, container: w, id: true', 'container: w, id: true, port: 80', 'container: w, id: false', '']) assert.equal(captures(wrong), undefined, wrong);
  });

  it('tell what is wrong at its line and column, and show the author the source', () => {
    const wrong = (body: string) => codes(parse(`- a\n\n  \`\`\`yaml {check=c}\n${body.split('\n').map(line => `  ${line}`).join('\n')}\n  \`\`\`\n`));
    assert.deepEqual(wrong('claim: x\ncontainer: { name: a, state: runing }'), ['check.notOneOf 4:31']);
    assert.deepEqual(wrong('claim: x\ncontianer: { name: a }'), ['check.unknownKey 4:2', 'check.empty 3:2']);
    assert.deepEqual(wrong('exit: { code: 0 }'), ['check.missingKey 3:2']);
    assert.deepEqual(wrong('claim: x'), ['check.empty 3:2']);
    assert.deepEqual(wrong('claim: x\noutput: {}'), ['check.empty 4:10']);
    assert.deepEqual(wrong('claim: x\nfile: { path: ../x }'), ['check.badValue 4:16']);
    assert.deepEqual(wrong('claim: x\noutput: { matches: "(a+)+" }'), ['check.regex 4:21']);
    assert.deepEqual(wrong('claim: x\ncontainer: { name: a, ports: ["80"], no-ports: true }'), ['check.contradiction 4:13']);
    assert.deepEqual(wrong('claim: x\nexit: { code: 0 }\ncapture:\n  a b: { container: w, id: true }'), ['check.badKey 6:4']);
    assert.deepEqual(wrong('claim: [x'), ['yaml.syntax 3:11', 'check.wrongType 3:9']);
    assert.deepEqual(wrong(''), ['check.empty 3:0']);
    assert.match(parse(fence('claim: x')).html, /<pre/);
  });

  it('need names that are there and used once', () => {
    const section = parse(`${block('name=a')}${fence('claim: x\nexit: { code: 0 }', 'a')}${fence('claim: x\nexit: { code: 0, block: gone }\nneeds: [later, nobody]', 'b')}${fence('claim: x\nexit: { code: 0 }\nfor: none', 'b')}${fence('claim: x\nexit: { code: 0 }\nneeds: [b]', 'later')}`);
    assert.deepEqual(codes(section), ['check.nameTwice 12:0', 'check.nameTwice 3:0', 'check.blockUnknown 9:24', 'check.needsUnknown 10:15', 'check.needsCircle 7:0', 'check.needsCircle 17:0']);
    assert.deepEqual(codes(parse('```yaml {check}\nclaim: x\nexit: {code: 0}\n```\n')), ['check.nameMissing 0:0']);
    assert.deepEqual(codes(parse('```yaml {check=1a moon}\nclaim: x\nexit: {code: 0}\n```\n')), ['check.nameWrong 0:0', 'block.optionUnknown 0:0', 'check.nameMissing 0:0']);
    assert.deepEqual(codes(parse(block('name=a solution=nobody') + block('inside=who'))), ['block.solvesUnknown 0:23', 'block.insideUnknown 3:14']);
  });

  it('count only after something where they are negative', () => {
    const needed = (body: string) => codes(parse(fence(`claim: x\n${body}`)));
    for (const body of ['container: { name: a, state: absent }', 'tcp: { port: 80, state: closed }', 'output: { lacks: x }', 'swarm: { state: inactive }', 'not: { image: { name: a } }', 'stack: { name: k, services: 0 }',
      'nodes: { ready: 0 }', 'any: [{ file: { path: a } }, { file: { path: a, state: absent } }]', 'file: { path: a, state: absent }\nvolume: { name: v, state: absent }', 'http: { url: "http://x", lacks: a }', 'network: { name: n, not-attached: a }']) {
      assert.deepEqual(needed(body), ['check.needsMissing 0:0'], body);
      assert.deepEqual(codes(parse(block('name=b') + fence(`claim: x\n${body}\nneeds: [b]`))), [], body);
    }
    for (const body of ['container: { name: a }', 'file: { path: a, state: absent }\nvolume: { name: v }', 'not: { not: { exit: { code: 1 } } }', 'output: { has: x, lacks: z }', 'network: { name: n, driver: bridge, not-attached: a }']) assert.deepEqual(needed(body), [], body);
    assert.ok(isNegative({ kind: 'all', tests: [] }));
  });

  it('change their hash with what decides, and with nothing else', () => {
    const hash = (body: string, before = '') => parse(before + fence(body)).checks[0]?.hash;
    const base = hash('claim: x\nexit: { code: 0 }');
    assert.equal(hash('claim: other\nhint: h\nfail: f\nexit: { code: 0 }', 'text\n\n'), base);
    for (const other of ['claim: x\nexit: { code: 1 }', 'claim: x\nexit: { code: 0 }\ntimeout: 5s', 'claim: x\nexit: { code: 0 }\ncapture: { A: { container: a, id: true } }']) assert.notEqual(hash(other), base, other);
    assert.notEqual(hash('claim: x\nexit: { code: 0 }', block('name=a')), base);
  });

  it('stand where another language stands only with the option', () => {
    const section = parse('```yaml\nclaim: x\n```\n```json {check=a}\n{}\n```\n');
    assert.deepEqual([section.checks, section.diagnostics], [[], []]);
    assert.doesNotMatch(parse('<div data-check="x"></div>').html, /data-check/);
  });
});

describe('checks in short form', () => {
  it('are those of the state notation', () => {
    assert.deepEqual(short('container web1 running ports 8080:80,$P:1'), undefined);
    assert.deepEqual(short('container web1 running ports 8080->80/tcp image nginx'), { kind: 'container', name: 'web1', state: 'running', ports: [{ hostPort: '8080', containerPort: 80, protocol: 'tcp' }], image: 'nginx' });
    assert.deepEqual(short('container a exited(137)'), { kind: 'container', name: 'a', state: 'exited', exitCode: 137 });
    assert.deepEqual(short('container a running ports none health healthy network n volume v'), { kind: 'container', name: 'a', state: 'running', noPorts: true, health: 'healthy', networks: ['n'], volumes: ['v'] });
    assert.deepEqual(short('image a/b:1.0 present layers >= 2'), { kind: 'image', name: 'a/b:1.0', state: 'present', layersAtLeast: 2 });
    assert.deepEqual(short('image a layers=2'), { kind: 'image', name: 'a', layers: 2 });
    assert.deepEqual(short('network n present driver overlay scope swarm attached a attached b'), { kind: 'network', name: 'n', state: 'present', driver: 'overlay', scope: 'swarm', attached: ['a', 'b'] });
    assert.deepEqual(short('volume v absent'), { kind: 'volume', name: 'v', state: 'absent' });
    assert.deepEqual(short('swarm active manager'), { kind: 'swarm', state: 'manager' });
    assert.deepEqual(short('nodes ready = 3; nodes managers = 1'), { kind: 'all', tests: [{ kind: 'nodes', ready: 3 }, { kind: 'nodes', managers: 1 }] });
    assert.deepEqual(short('service s 1/2 image i ports 8080:80'), { kind: 'service', name: 's', running: 1, desired: 2, image: 'i', ports: [{ hostPort: '8080', containerPort: 80, protocol: 'tcp' }] });
    assert.deepEqual(short('stack k services = 5'), { kind: 'stack', name: 'k', services: 5 });
    assert.deepEqual(short('tasks s failed >= 2 contains "No such image"'), { kind: 'tasks', service: 's', state: 'failed', atLeast: 2, has: 'No such image' });
    assert.deepEqual(short('http http://localhost:80/ = 200 contains "a;b" lacks "c"'), { kind: 'http', url: 'http://localhost:80/', status: 200, has: 'a;b', lacks: 'c' });
    assert.deepEqual(short('http "http://h/?a=b;c"'), { kind: 'http', url: 'http://h/?a=b;c' });
    assert.deepEqual(short('port ${P} open'), { kind: 'tcp', port: '${P}', state: 'open' });
    assert.deepEqual(short('file a/b contains "x"'), { kind: 'file', path: 'a/b', has: 'x' });
    assert.deepEqual(short('output matches /^a\\/b;[0-9] *$/m; output contains "say \\"x\\"" and "y"'), { kind: 'all', tests: [{ kind: 'output', matches: '^a/b;[0-9] *$' }, { kind: 'output', has: ['say "x"', 'y'] }] });
    assert.deepEqual(short('exit 0; ran other'), { kind: 'all', tests: [{ kind: 'exit', code: 0 }, { kind: 'ran', block: 'other' }] });
    assert.deepEqual(readShortCheck('volume v absent; after a, b c').needs, ['a', 'b', 'c']);
  });

  it('say in words what an expression looks for', () => {
    const claim = (expression: string) => parse(block(`name=b check='output matches /${expression}/; exit 0'`)).checks[0]?.claim;
    assert.equal(claim('Running[^]*Running'), 'Output shows “Running”, then “Running”; exit 0');
    assert.equal(claim(String.raw`^MY_CIDR=[0-9.]+\/32$`), 'Output shows “MY_CIDR=…/32”; exit 0');
    assert.equal(claim(String.raw`^Milton\|83 +(one|two)\.$`), 'Output shows “Milton|83 ….”; exit 0');
    assert.equal(claim('REPORT|no log yet'), 'Output shows “REPORT” or “no log yet”; exit 0');
    assert.equal(claim('^[0-9a-f]{12}$'), 'Output has the expected form; exit 0');
    assert.equal(claim(String.raw`difference -?\d+\.\d errors?$`), 'Output shows “difference … error…”; exit 0');
  });

  it('belong to their block and stand below it, with any quotes', () => {
    for (const written of [`'output contains "x"'`, '"output contains \\"x\\""']) {
      const section = parse(block(`name=web1 check=${written} tty`));
      assert.deepEqual(section.checks.map(({ id, claim, block: of, test }) => [id, claim, of, test]), [['web1.check', 'Output contains "x"', 'web1', { kind: 'output', has: ['x'] }]]);
      assert.deepEqual([section.blocks[0]?.options.tty, codes(section)], [true, []]);
      assert.match(section.html, /^<div data-block="web1" data-line="0"><\/div><div data-check="web1.check" data-line="0"><\/div>$/);
    }
    assert.equal(parse(block('name=a') + block(`name=b check='volume v absent; after a'`)).checks[0]?.claim, 'Volume v absent');
    assert.equal(parse(block(`name=a check='aws training-job xgb-1 Completed; output contains "aws x"; aws role-policy P of r'`)).checks[0]?.claim, 'Training job xgb-1 Completed; output contains "aws x"; role policy P of r');
  });

  it('tell what is wrong at its place in the line', () => {
    const wrong = (text: string) => parse(block(`check='${text}'`)).diagnostics.map(({ code, span }) => `${code} ${span.start.character - 14}-${span.end.character - 14}`);
    assert.deepEqual(wrong('contaner a running'), ['check.short 0-8']);
    assert.deepEqual(wrong('container a runing'), ['check.short 12-18']);
    assert.deepEqual(wrong('container a'), ['check.short 11-11']);
    assert.deepEqual(wrong('exit 0 exit 1'), ['check.short 7-11']);
    assert.deepEqual(wrong('container a running ports x:80'), ['check.short 26-30']);
    assert.deepEqual(wrong('http localhost:80 = 200'), ['check.short 5-17']);
    assert.deepEqual(wrong('file ../x present'), ['check.short 5-9']);
    assert.deepEqual(wrong('output contains x'), ['check.short 16-17']);
    assert.deepEqual(wrong('output contains "x'), ['check.short 16-17']);
    assert.deepEqual(wrong('output matches /(a*)*/'), ['check.short 15-22']);
    assert.deepEqual(wrong('exit x'), ['check.short 5-6']);
    assert.deepEqual(wrong('image a present layers 3'), ['check.short 23-24']);
    assert.deepEqual(wrong(';'), ['check.short 1-1']);
    assert.deepEqual(codes(parse(block('check'))), ['block.checkEmpty 0:0']);
    assert.deepEqual(codes(parse(block(`check='volume v absent'`))), ['check.needsMissing 0:0']);
    assert.equal(parse(`\`\`\`sh {check="output contains \\"a\\"; moon"}\nls\n\`\`\``).diagnostics[0]?.span.start.character, 37);
  });
});

describe('roles of blocks', () => {
  it('are given in the fence', () => {
    const section = parse(block('name=a usual=3m-5m') + block('name=b solution=a') + block('name=c cleanup on-error=continue') + block('inside=a', 'ls'));
    assert.deepEqual(section.blocks.map(({ id, role, solves, options }) => [id, role, solves, options.run, options.inside, options.usualSeconds]), [
      ['a', 'step', undefined, true, undefined, { from: 180, to: 300 }], ['b', 'solution', 'a', true, undefined, undefined],
      ['c', 'cleanup', undefined, true, undefined, undefined], ['block-4', 'step', undefined, false, 'a', undefined],
    ]);
    assert.deepEqual(section.blocks.filter(isStep).map(({ id }) => id), ['a']);
    assert.deepEqual(parse(block('name=a') + block('name=b instead=a') + block('name=c aside') + block('instead=nobody')).blocks.map(({ role, solves, options }) => [role, solves, options.run]), [['step', undefined, true], ['alternative', 'a', true], ['aside', undefined, true], ['alternative', 'nobody', true]]);
    assert.deepEqual(codes(parse(block('instead=nobody'))), ['block.solvesUnknown 0:15']);
    assert.equal(parse(block('name=a') + block('name=b instead=a') + block('name=c aside') + fence('claim: x\nexit: { code: 0 }', 'd')).checks[0]?.block, 'a');
    assert.match(section.html, /data-block="b"/);
    assert.deepEqual(codes(section), []);
    assert.deepEqual(codes(parse(block('name=a cleanup solution=a'))), ['block.optionValue 0:0']);
    assert.deepEqual(codes(parse(block('usual=long') + block('solution') + block('usual=5m-3m'))), ['block.optionValue 0:0', 'block.optionValue 3:0', 'block.optionValue 6:0']);
  });
});

describe('regular expressions of authors', () => {
  it('are refused where they may take for ever', () => {
    for (const source of ['(a+)+', '(a*)*b', '(?:a|a)+', '(a|ab)*', '(.*)*', '([a-z]+)*', '(a?){50}', '(\\d+|x)+', '(a)\\1', '(?<n>a)\\k<n>', '.*.*.*.*.*', '(', 'a'.repeat(201), '', '((a{2,3})b)+', '.*x', '[^]*x', '\\S+ x', '[^a]+b', 'a.*b.*c.*d', 'x|.*y']) assert.ok(regexFault(source), source);
  });

  it('are taken where they are not', () => {
    for (const source of ['^[0-9a-f]{12}$', 'ready for connections[^]*?port: 3306', '^mysql +Ver ', '\\betc$', '(foo|bar)+', '(ab)+', '[(+*]+', '\\(a+\\)+', '(?:a|b)', '(a+|b+)', 'x{0,5}', '^a.*b$', '(?=a)b', '^.*x', '\\d+ x', '^\\S+ (\\d+)$', ' 0% loss[^]* 0% loss', '^REG=([0-9.]+:\\d+)$']) assert.equal(regexFault(source), undefined, source);
  });
});
