import { strict as assert } from 'node:assert';
import { invokedView, trainedView } from '../../../src/core/aws/panel';
import { english, msg } from '../../../src/core/message';
import { awsThing, played } from '../status/awsThings';

const none = { kind: 'none' } as const;
const texts = (...lines: string[]) => ({ kind: 'texts', texts: lines, more: false } as const);

describe('what a row answers', () => {
  it('says of an emulator’s answer that it is canned', () => {
    const emulated = invokedView(played('endpoint', 'xgb'), texts('body'), english);
    assert.deepEqual([emulated.title, emulated.lines], ['The emulator’s canned answer: no model has computed it', ['body']]);
    assert.equal(invokedView(awsThing('endpoint', 'xgb'), texts('0.93\n'), english).title, 'Answer of xgb');
  });

  it('says why there is no answer', () => {
    assert.equal(invokedView(awsThing('endpoint', 'xgb'), none, english).title, 'It is not there');
    assert.equal(invokedView(played('endpoint', 'xgb'), { kind: 'unsupported', call: 'invoke' }, english).title, 'The emulator does not know this call');
    assert.deepEqual(invokedView(awsThing('endpoint', 'xgb'), { kind: 'barred', reason: msg('ModelError: 400') }, english).lines, ['ModelError: 400']);
  });

  it('gathers the metrics of a job by name in the order of their time, with its last lines', () => {
    const metrics = { kind: 'metrics', points: [{ name: 'train:error', value: 0.09, at: 2 }, { name: 'train:error', value: 0.2, at: 1 }, { name: 'auc', value: 0.8, at: 1 }] } as const;
    const view = trainedView(awsThing('training-job', 'j'), metrics, texts(...Array.from({ length: 60 }, (_, index) => `line ${index}`), ''), english);
    assert.deepEqual(view.plots, [{ name: 'train:error', values: [0.2, 0.09] }, { name: 'auc', values: [0.8] }]);
    assert.deepEqual([view.lines.length, view.lines.at(-1), view.title], [40, 'line 59', 'Metrics and last log lines']);
    assert.equal(trainedView(played('training-job', 'j'), none, none, english).title, 'Nothing: the emulator has trained nothing');
    assert.equal(trainedView(awsThing('training-job', 'j'), none, none, english).title, 'No metrics and no log lines yet');
    assert.ok((trainedView(awsThing('training-job', 'j'), none, texts('x'.repeat(1000)), english).lines[0]?.length ?? 999) <= 400);
  });
});
