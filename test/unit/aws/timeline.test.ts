import assert from 'node:assert/strict';
import { leftOversOf } from '../../../src/core/leftOvers';
import { Ledger } from '../../../src/core/ledger';
import { english } from '../../../src/core/message';
import type { TargetEvent } from '../../../src/core/resource';
import { timelineOf } from '../../../src/core/timeline';
import { made } from '../beforeRun/befores';
import { account, emulator } from './things';

describe('What is told of a lab on AWS', () => {
  it('the timeline has each state in the service’s own word', () => {
    const event = (action: string, time: number, more?: string): TargetEvent => ({ kind: 'aws-endpoint', action, uid: 'aws-endpoint:xgb@1', name: 'xgb', time, ...more !== undefined && { more } });
    const items = timelineOf({
      records: [], skewMs: 0, isOwn: () => true, ordinal: () => undefined, claim: () => undefined,
      events: [event('create', 1), event('status', 2, 'Creating → InService'), event('status', 3, 'InService → Failed'), event('delete', 4), event('start', 5)],
      journal: [{ v: 1, kind: 'gone', at: 9, courseId: 'c', courseVersion: '1', labId: 'L', uid: 'aws-listener:arn:aws:elb:us-east-1:1:listener/app/demo/0f', daemon: account, by: 'cleanup' }],
    }, english);
    assert.deepEqual(items.map(({ label, detail, tone }) => [label, detail, tone]), [['xgb', 'created', 'idle'], ['xgb', 'Creating → InService', 'pass'], ['xgb', 'InService → Failed', 'fail'], ['xgb', 'removed', 'idle'], ['0f', 'cleaned up', 'idle']]);
  });

  it('nothing of an emulator is called left over', () => {
    const ledger = new Ledger([made('aws-stream:a', 'L1', { daemon: emulator, thing: 'aws-stream' }), made('aws-stream:b', 'L2', { daemon: account, thing: 'aws-stream' })]);
    assert.deepEqual(leftOversOf(ledger, () => undefined).map(({ labId }) => labId), ['L2']);
  });
});
