import assert from 'node:assert/strict';
import type { JournalEntry } from '../../../src/core/journal';
import { english } from '../../../src/core/message';
import { parseSection } from '../../../src/core/markdown';
import { readFromNote } from '../../../src/core/noteMessages';
import { momentsOf } from '../../../src/core/predictions/moments';
import { predictionView } from '../../../src/core/predictions/predictionView';
import { lateMs, standingOf, Watch } from '../../../src/core/predictions/standing';
import type { Prediction } from '../../../src/core/predictions/prediction';
import type { RunRecord } from '../../../src/core/run';
import { run as runOf } from '../report/work';

const body = ['ask: What becomes of it?', 'choices:', '  - It is gone.', '  - A new one starts.', 'right: A new one starts.', 'because: The swarm counts.', 'seconds: After how many seconds?', 'whole: five'];
const note = (lines: readonly string[], name = 'kill-guess') => `# A\n\n\`\`\`yaml {predict=${name}}\n${lines.join('\n')}\n\`\`\`\n\n\`\`\`sh {name=kill}\ndocker rm -f web\n\`\`\`\n\n\`\`\`yaml {check=five}\nclaim: Five run\nservice: {name: web, running: 5}\n\`\`\`\n`;
const parse = (lines: readonly string[], name?: string) => parseSection(note(lines, name), 'a.md');
const without = (key: string) => body.filter(line => !line.startsWith(key));
const codes = (lines: readonly string[], name?: string) => parse(lines, name).diagnostics.map(({ code, span }) => `${code} ${span.start.line}`);
const [prediction] = parse(body).predictions as [Prediction];

describe('a prediction in a note', () => {
  it('is read with its block and its check, and stands in the text above the block', () => {
    const { predictions, html, diagnostics, blocks } = parse(body);
    assert.deepEqual(diagnostics, []);
    const { span, hash, ...rest } = predictions![0]!;
    assert.deepEqual(rest, { id: 'kill-guess', block: 'kill', ask: 'What becomes of it?', choices: ['It is gone.', 'A new one starts.'], right: 'A new one starts.', because: 'The swarm counts.', seconds: 'After how many seconds?', whole: 'five' });
    assert.equal(span.start.line, 2);
    assert.match(hash, /^[0-9a-f]{64}$/);
    assert.match(html, /<div data-predict="kill-guess" data-line="2"><\/div><div data-block="kill"/);
    assert.equal(blocks.length, 1, 'it is no block');
    assert.doesNotMatch(parseSection('<div data-predict="x"></div>\n', 'a.md').html, /<div data-predict/);
  });

  it('may leave choices and seconds out, and name its block', () => {
    const [free] = parse([...body.filter(line => /^(?:ask|because|whole)/.test(line)), 'for: kill']).predictions as [Prediction];
    assert.deepEqual([free.choices, free.right, free.seconds, free.block], [[], undefined, undefined, 'kill']);
    assert.notEqual(free.hash, prediction.hash);
  });

  it('says what is wrong with it, at its line, and hides nothing else', () => {
    for (const key of ['ask', 'because', 'whole']) assert.deepEqual(codes(without(key)), ['predict.wrong 3'], key);
    assert.deepEqual(codes(without('right')), ['predict.wrong 3']);
    assert.deepEqual(codes(body.map(line => line.startsWith('right') ? 'right: Something else' : line)), ['predict.wrong 7']);
    assert.deepEqual(codes([...body, 'answer: x']), ['predict.wrong 11']);
    assert.deepEqual(codes(['ask: A?', 'because: B', 'whole: five', 'choices: [one]', 'right: one']), ['predict.wrong 6']);
    assert.deepEqual(codes(['ask: A?', 'because: B', 'whole: five', 'right: one']), ['predict.wrong 6']);
    assert.deepEqual(codes(['ask: A?', 'because: B', 'whole: nine']), ['predict.wholeUnknown 2']);
    assert.deepEqual(codes([...body, 'for: nowhere']), ['predict.blockUnknown 2']);
    assert.deepEqual(codes(['- ask']), ['predict.wrong 3']);
    assert.deepEqual(codes(body, '1x'), ['predict.nameWrong 2']);
    assert.equal(parse(without('ask')).blocks.length, 1);
    const twice = parseSection(note(body) + note(body).replace('name=kill', 'name=kill2').replace('check=five', 'check=six'), 'a.md');
    assert.deepEqual([twice.predictions?.length, twice.diagnostics.map(({ code }) => code)], [1, ['predict.nameTwice']]);
  });
});

const base = { v: 1, courseId: 'c', courseVersion: '1', labId: 'L1', sectionId: 's' } as const;
const said = (at: number, text = 'A new one starts.', hash = prediction.hash): JournalEntry => ({ ...base, kind: 'predicted', at, predictionId: 'kill-guess', hash, said: text, seconds: 5 });
const outcome = (at: number, runId: string): JournalEntry => ({ ...base, kind: 'outcome', at, predictionId: 'kill-guess', hash: prediction.hash, runId, ms: 3200, moments: [] });
const run = (runId: string, start: number, more: Partial<RunRecord> = {}): RunRecord => ({ ...runOf(runId, 'kill', 0), sectionId: 's', start, end: start + 100, ...more });
const stateOf = (journal: readonly JournalEntry[], runs: readonly RunRecord[]) => predictionView(prediction, standingOf(prediction, 's', journal, runs), 'Five run');

describe('how a prediction stands', () => {
  it('is open, then made, then watched, then over, and tells what is right only then', () => {
    const states = [stateOf([], []), stateOf([said(10)], []), stateOf([said(10)], [run('1', 20)]), stateOf([said(10), outcome(30, '1')], [run('1', 20)])];
    assert.deepEqual(states.map(({ state }) => state), ['open', 'made', 'watching', 'over']);
    for (const view of states.slice(0, 3)) assert.ok(!JSON.stringify(view).includes('The swarm counts.') && !('right' in view), view.state);
    assert.deepEqual(states[3]!.outcome, { because: 'The swarm counts.', right: 'A new one starts.', hit: true, ms: 3200, moments: [] });
    assert.equal(stateOf([said(10, 'It is gone.'), outcome(30, '1')], [run('1', 20)]).outcome?.hit, false);
  });

  it('counts no run before it, none that did not happen, and nothing from before a reset or of another question', () => {
    assert.equal(stateOf([said(10)], [run('1', 5)]).state, 'made');
    assert.equal(stateOf([said(10)], [run('1', 20, { state: 'notRun' })]).state, 'made');
    assert.equal(stateOf([said(10), { ...base, kind: 'reset', at: 11 }], [run('1', 20)]).state, 'open');
    assert.equal(stateOf([said(10, 'x', 'another')], [run('1', 20)]).state, 'open');
    assert.equal(stateOf([said(10), outcome(30, '1')], [run('1', 20), run('2', 40)]).state, 'watching', 'it is run once more');
    assert.equal(stateOf([said(10), outcome(30, '1'), said(50)], [run('1', 20)]).state, 'made', 'it is predicted once more');
  });

  it('measures from when the lab is seen to fail until it is whole again', () => {
    const watch = new Watch('1');
    const going = run('1', 1000, { state: 'running' });
    assert.equal(watch.look(going, 'true', 1100), undefined, 'not broken yet');
    assert.equal(watch.look(going, 'false', 1500), undefined);
    assert.equal(watch.look(going, 'unknown', 1600), undefined);
    assert.equal(watch.look(going, 'false', 2000), undefined);
    assert.deepEqual(watch.look(going, 'true', 4700), { ms: 3200 });
  });

  it('gives no figure where nothing was seen to fail, and waits for that some time after the run', () => {
    const ended = run('1', 1000, { end: 2000 });
    assert.deepEqual(new Watch('1').look(ended, 'true', 2500), { wait: lateMs - 500 });
    assert.deepEqual(new Watch('1').look(ended, 'true', 2000 + lateMs), {});
    assert.equal(new Watch('1').look(ended, 'asking', 2000 + lateMs), undefined);
  });

  it('puts beside it what the target told of the lab’s things and of the tasks of its services', () => {
    const made: JournalEntry = { ...base, kind: 'made', at: 1, uid: 'service:s', thing: 'service', name: 'web', daemon: 'd', blockId: 'b', runId: 'r', evidence: 'printedId', likely: false };
    const event = (name: string, action: string, time: number) => ({ kind: 'container' as const, action, uid: `container:${name}`, name, time });
    const events = [event('web.1.abc', 'die', 9900), event('other', 'die', 9950), event('web.1.def', 'start', 15_100), event('website', 'start', 15_200), event('web.1.old', 'start', 1000)];
    assert.deepEqual(momentsOf({ journal: [made], events, skewMs: 0, from: 10_000, to: 15_500 }, english), [{ ms: 0, text: 'web.1.abc: ended' }, { ms: 5100, text: 'web.1.def: started' }]);
  });
});

describe('a prediction from the page', () => {
  it('is taken field by field', () => {
    const message = { kind: 'predict', section: 's', predictId: 'p', hash: 'h', text: 'x', seconds: 5 };
    assert.deepEqual(readFromNote(message), message);
    for (const seconds of ['5', -1, Number.NaN, Number.POSITIVE_INFINITY, 1e9]) assert.equal(readFromNote({ ...message, seconds }), undefined, String(seconds));
    assert.equal(readFromNote({ ...message, text: 7 }), undefined);
  });
});
