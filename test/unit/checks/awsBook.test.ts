import assert from 'node:assert/strict';
import type { AwsAnswer, AwsQuery } from '../../../src/core/aws/query';
import { keyOfQuery } from '../../../src/core/aws/query';
import { readShortCheck } from '../../../src/core/checkShort';
import { msg } from '../../../src/core/message';
import { awsRow } from './awsRows';
import { Bench } from './bookBench';
import { check } from './worlds';

const claim = (id: string, text: string, over: Parameters<typeof check>[2] = {}) => check(id, readShortCheck(text).test ?? assert.fail(text), { block: 'b', ...over });
const items: AwsQuery = { ask: 'items', table: 'T' };
const answer = (bench: Bench, query: AwsQuery, said: AwsAnswer) => bench.answers.set(keyOfQuery(query), { kind: 'aws', answer: said });
const asked = (bench: Bench) => bench.looked.filter(key => key === keyOfQuery(items)).length;

describe('book of checks of AWS', () => {
  it('looks there while a check that asks it is in view, and at Docker and a cluster not at all', async () => {
    const bench = new Bench([claim('made', 'aws bucket b present')]);
    await bench.book.load();
    assert.equal(bench.aws.holds, 0);
    const held = await bench.watch();
    assert.deepEqual([bench.aws.holds, bench.cluster.holds, bench.holds], [1, 0, 0]);
    held.dispose();
    assert.equal(bench.aws.holds, 0);
    const barred = new Bench([claim('made', 'aws bucket b present')]);
    barred.barred = msg('not trusted');
    await barred.watch();
    assert.equal(barred.aws.held, 0, 'nothing is asked for a course that is not trusted');
    const other = new Bench([claim('up', 'deployment web')]);
    await other.watch();
    assert.equal(other.aws.holds, 0);
  });

  it('goes from not yet over done to gone, with the mark of the emulator, and keeps it', async () => {
    const bench = new Bench([claim('made', 'aws bucket b present')]);
    await bench.watch();
    assert.equal(bench.says('made'), 'notYet, there is no bucket `b`');
    assert.deepEqual(bench.of('made')?.marks, ['emulated']);
    await bench.ran(bench.run('b'));
    await bench.set(awsRow('bucket', 'b'));
    assert.deepEqual([bench.says('made'), bench.of('made')?.marks], ['done, the bucket `b` is there', ['emulated']]);
    assert.deepEqual(bench.journal.entries.map(entry => entry.kind === 'check' && entry.marks), [['emulated']]);
    await bench.awsMoved({ track: 'emulator', region: 'us-east-1', account: '123456789012' });
    assert.equal(bench.says('made'), 'done, gone, the bucket `b` is there', 'another run of the emulator has nothing of this one');
  });

  it('cannot pass where the service has failed, and can again', async () => {
    const bench = new Bench([claim('trained', 'aws training-job xgb-1 Completed')]);
    await bench.watch();
    await bench.ran(bench.run('b'));
    await bench.set(awsRow('training-job', 'xgb-1', 'InProgress', { health: 'working' }));
    await bench.clock.advance(2000);
    assert.equal(bench.says('trained'), 'notYet, the training job `xgb-1` is InProgress');
    await bench.set(awsRow('training-job', 'xgb-1', 'Failed', { message: 'no label' }));
    await bench.clock.advance(2000);
    assert.equal(bench.says('trained'), 'cannotPass, the training job `xgb-1` is Failed: no label');
    await bench.set(awsRow('training-job', 'xgb-1', 'Completed'));
    assert.equal(bench.of('trained')?.state, 'done');
  });

  it('says what the emulator only pretends', async () => {
    const bench = new Bench([claim('runs', 'aws ecs-service api running 1/1')]);
    await bench.watch();
    await bench.ran(bench.run('b'));
    await bench.set(awsRow('ecs-service', 'api', 'ACTIVE', { counts: { desired: 1, running: 0 } }));
    await bench.clock.advance(2000);
    assert.equal(bench.says('runs'), 'cannotPass, desired 1, running 0; on the emulator tasks never run');
  });

  it('says nothing by rows of another place: while it is away, of another lab, or of an unknown account', async () => {
    const away = new Bench([claim('made', 'aws bucket b present')]);
    await away.watch();
    await away.awsLink({ phase: 'down', since: 0, cause: { code: 'emulatorOff', message: msg('The emulator is not running.'), remedies: [] } });
    assert.equal(away.says('made'), 'notMeasured, The emulator is not running.');
    const other = new Bench([claim('made', 'aws bucket b present')]);
    other.aws.here = false;
    await other.set(awsRow('bucket', 'b'));
    await other.watch();
    assert.equal(other.says('made'), 'notMeasured, another lab is looked at on AWS now');
    const read = new Bench([claim('made', 'aws bucket b present')]);
    read.aws.reading = true;
    await read.watch();
    assert.equal(read.says('made'), 'notMeasured, this lab is only read: nothing runs, so there is nothing to check');
    const unknown = new Bench([claim('made', 'aws bucket b present')]);
    unknown.aws.place = undefined;
    await unknown.set(awsRow('bucket', 'b'));
    await unknown.watch();
    assert.equal(unknown.of('made')?.now, 'asking');
    assert.deepEqual([away, other, unknown].map(bench => bench.journal.kept()), [[], [], []]);
  });

  it('asks an emulator every two seconds until it is so, then when something moves or a block ends', async () => {
    const bench = new Bench([claim('filled', 'aws items T at-least 3')]);
    answer(bench, items, { kind: 'count', count: 0, more: false });
    await bench.watch();
    assert.deepEqual([bench.says('filled'), asked(bench)], ['notYet, there are 0 items in `T`', 1]);
    await bench.clock.advance(2000);
    assert.equal(asked(bench), 2);
    answer(bench, items, { kind: 'count', count: 3, more: false });
    await bench.clock.advance(2000);
    assert.deepEqual([bench.says('filled'), asked(bench)], ['done, there are 3 items in `T`', 3]);
    await bench.clock.advance(20_000);
    assert.equal(asked(bench), 3, 'nothing is asked that is done');
    answer(bench, items, { kind: 'none' });
    await bench.ran(bench.run('b'));
    assert.deepEqual([asked(bench), bench.of('filled')?.gone], [4, true]);
    await bench.set(awsRow('table', 'T', 'ACTIVE'));
    assert.equal(asked(bench), 5);
  });

  it('asks a real account four times a minute, and nothing once nobody looks', async () => {
    const bench = new Bench([claim('filled', 'aws items T at-least 3')]);
    bench.aws.place = { track: 'real', region: 'us-east-1', account: '210987654321' };
    answer(bench, items, { kind: 'count', count: 0, more: false });
    const held = await bench.watch();
    for (let second = 0; second < 60; second++) await bench.clock.advance(1000);
    assert.ok(asked(bench) >= 4 && asked(bench) <= 5, String(asked(bench)));
    held.dispose();
    const before = asked(bench);
    await bench.clock.advance(60_000);
    assert.equal(asked(bench), before);
  });

  it('keeps the id of what the block has made, for its own claim and later ones', async () => {
    const bench = new Bench([
      claim('launched', 'aws instance ${INSTANCE} running', { captures: [{ name: 'INSTANCE', from: { kind: 'aws', thing: 'instance', tag: 'labbook=L7', keep: 'id' } }] }),
      claim('ended', 'aws instance ${INSTANCE} terminated', { block: 'later' }),
    ]);
    await bench.watch();
    assert.equal(bench.says('launched'), 'notMeasured, the value INSTANCE is not known yet');
    await bench.ran(bench.run('b'));
    await bench.set(awsRow('instance', 'i-1', 'running', { labels: { labbook: 'L7' }, created: bench.clock.now() }));
    assert.equal(bench.says('launched'), 'done, the instance `i-1` is running');
    assert.equal(bench.book.captured(bench.section, 'INSTANCE'), 'i-1');
    await bench.ran(bench.run('later'));
    await bench.set(awsRow('instance', 'i-1', 'terminated', { ending: true, labels: { labbook: 'L7' } }));
    assert.equal(bench.says('ended'), 'done, the instance `i-1` is terminated');
  });
});
