import { deepEqual, equal, ok } from 'node:assert/strict';
import type { AwsService } from '../../../src/core/aws/kinds';
import { Follower, type KindOutcome } from '../../../src/targets/aws/follower';
import type { KindReader, Row, ServiceClient } from '../../../src/targets/aws/service';
import { FakeClock, settle } from '../docker/fakes';

const start = 1_000_000;

/** One service whose things a test sets; each call takes `latency`. */
class FakeService {
  readonly clock = new FakeClock();
  readonly calls: { readonly what: string; readonly at: number }[] = [];
  readonly outcomes: KindOutcome[] = [];
  readonly ends: { readonly reason?: string; readonly nextAt?: number }[] = [];
  readonly things = new Map<string, string>();
  latency = 0;
  error: Error | undefined;
  cut = false;
  private open = 0;
  overlapped = false;

  follower(service: AwsService = 'sagemaker', emulated = false): Follower {
    const endpoints: KindReader = {
      kind: 'aws-endpoint', billable: true,
      list: () => this.call('list', () => ({ rows: [...this.things].map(([name, status]) => ({ named: name, stamp: status })), cut: this.cut })),
      describe: name => this.call(`describe ${name}`, () => this.row(name)),
    };
    const models: KindReader = { kind: 'aws-model', list: () => this.call('models', () => ({ rows: [], cut: false })) };
    const client: ServiceClient = { kinds: [endpoints, models], dispose: () => undefined };
    return new Follower(service, client, {
      emulated, clock: this.clock, sink: { kind: outcome => this.outcomes.push(outcome), ended: (failure, nextAt) => this.ends.push({ reason: failure?.reason, nextAt }) },
    });
  }

  /** Milliseconds after the start at which it was asked so. */
  at(what: string): number[] { return this.calls.filter(call => call.what === what).map(({ at }) => at - start); }
  get rows() { return this.outcomes.filter(({ kind, early }) => kind === 'aws-endpoint' && !early).at(-1)?.rows.map(({ name, status, health }) => `${name} ${status} ${health}`); }

  private row(name: string): Row | undefined {
    const status = this.things.get(name);
    return status === undefined ? undefined : { name, id: name, status, health: 'well', created: 5 };
  }

  private async call<T>(what: string, answer: () => T): Promise<T> {
    this.calls.push({ what, at: this.clock.now() });
    this.overlapped ||= this.open > 0;
    this.open++;
    if (this.latency) await new Promise<void>(resolve => this.clock.after(this.latency, resolve));
    this.open--;
    if (this.error) throw this.error;
    return answer();
  }
}

describe('following one service', () => {
  it('looks at once, asks for each thing once, and rests for five minutes', async () => {
    const service = new FakeService();
    service.things.set('a', 'InService');
    service.follower().follow('look');
    await service.clock.advance(4 * 60_000);
    deepEqual(service.calls.map(({ what }) => what), ['list', 'describe a', 'models']);
    deepEqual(service.rows, ['a InService well']);
    await service.clock.advance(60_000);
    // The list says that nothing has changed.
    deepEqual(service.at('list'), [0, 300_000]);
    deepEqual(service.at('describe a'), [0]);
  });

  it('asks for what is on its way alone, each 15 seconds on SageMaker and each 5 on EC2', async () => {
    for (const [name, ms] of [['sagemaker', 15_000], ['ec2', 5000]] as const) {
      const service = new FakeService();
      service.things.set('a', 'InService').set('b', 'Creating');
      service.follower(name).follow('look');
      await service.clock.advance(ms * 3 + 10);
      deepEqual(service.at('describe b'), [0, ms, 2 * ms, 3 * ms]);
      deepEqual(service.at('describe a'), [0]);
      deepEqual(service.at('list'), [0]);
      service.things.set('b', 'InService');
      await service.clock.advance(ms);
      deepEqual(service.rows, ['a InService well', 'b InService well']);
      await service.clock.advance(ms * 3);
      equal(service.at('describe b').length, 5);
    }
  });

  it('never begins a round before the last answer, however slow it is', async () => {
    const service = new FakeService();
    service.things.set('b', 'Creating');
    service.latency = 9000;
    const follower = service.follower('ec2');
    follower.follow('look');
    for (let i = 0; i < 20; i++) { follower.look(); await service.clock.advance(4000); }
    ok(service.calls.length > 5);
    equal(service.overlapped, false);
  });

  it('looks at everything a second after a block, then goes on as before', async () => {
    const service = new FakeService();
    const follower = service.follower();
    follower.follow('look');
    await service.clock.advance(10_000);
    service.things.set('new', 'Creating');
    follower.look(1000);
    await service.clock.advance(999);
    deepEqual(service.at('list'), [0]);
    await service.clock.advance(2);
    deepEqual(service.rows, ['new Creating working']);
    await service.clock.advance(15_000);
    equal(service.at('describe new').length, 2);
  });

  it('says when all has been looked at that is there by now, and not before', async () => {
    const service = new FakeService();
    service.latency = 100;
    const follower = service.follower();
    follower.follow('look');
    await service.clock.advance(150);
    // A round is under way that has listed already: it does not count.
    service.things.set('late', 'InService');
    let quiet = false;
    void follower.quiet().then(() => { quiet = true; });
    await service.clock.advance(100);
    equal(quiet, false);
    await service.clock.advance(300);
    equal(quiet, true);
    deepEqual(service.rows, ['late InService well']);
  });

  it('asks an emulator each second while something is on its way and each five else, and not for ever for what it only pretends', async () => {
    const service = new FakeService();
    service.things.set('b', 'Creating');
    service.follower('sagemaker', true).follow('look');
    await service.clock.advance(10_000);
    ok(service.at('describe b').length >= 10, `${service.at('describe b')}`);
    await service.clock.advance(60_000);
    const before = service.at('describe b').length;
    await service.clock.advance(10_000);
    ok(service.at('describe b').length - before <= 3, `${service.at('describe b').length - before} in ten seconds`);
    service.things.set('b', 'InService');
    await service.clock.advance(5000);
    deepEqual(service.rows, ['b InService well']);
    deepEqual(service.at('list').slice(0, 3), [0, 5000, 10_000]);
  });

  it('waits twice as long each time that it is asked to slow down, at most five minutes, and says when it looks again', async () => {
    const service = new FakeService();
    service.error = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    service.follower().follow('look');
    await service.clock.advance(20 * 60_000);
    deepEqual(service.at('list'), [0, 30_000, 90_000, 210_000, 450_000, 750_000, 1_050_000]);
    deepEqual(service.ends[0], { reason: 'throttled', nextAt: start + 30_000 });
    service.error = undefined;
    await service.clock.advance(5 * 60_000);
    deepEqual(service.ends.at(-1), { reason: undefined, nextAt: undefined });
  });

  it('asks while nobody looks for what costs by the hour alone, each 15 minutes', async () => {
    const service = new FakeService();
    service.things.set('a', 'Creating');
    const follower = service.follower();
    follower.follow('billing');
    await service.clock.advance(46 * 60_000);
    deepEqual(service.at('list'), [0, 900_000, 1_800_000, 2_700_000]);
    deepEqual(service.at('models'), []);
    follower.follow('look');
    await settle();
    await service.clock.advance(1);
    equal(service.at('models').length, 1);
  });

  it('asks for what the ledger knows by its name where the first page does not hold all', async () => {
    const service = new FakeService();
    service.cut = true;
    const follower = service.follower();
    follower.know([{ kind: 'aws-endpoint', id: 'old' }]);
    follower.follow('look');
    await service.clock.advance(10);
    deepEqual(service.at('describe old'), [0]);
  });

  it('keeps what it knows while it may not ask, and drops what is gone', async () => {
    const service = new FakeService();
    service.things.set('a', 'InService');
    const follower = service.follower();
    follower.follow('look');
    await service.clock.advance(10);
    service.error = Object.assign(new Error('no'), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
    follower.look();
    await service.clock.advance(10);
    equal(service.outcomes.filter(({ kind }) => kind === 'aws-endpoint').at(-1)?.failure?.reason, 'forbidden');
    deepEqual(service.rows, ['a InService well']);
    service.error = undefined;
    service.things.clear();
    follower.look();
    await service.clock.advance(10);
    deepEqual(service.rows, []);
  });

  it('asks nothing any more when it has ended', async () => {
    const service = new FakeService();
    const follower = service.follower();
    follower.follow('look');
    await service.clock.advance(10);
    follower.dispose();
    follower.look();
    await service.clock.advance(3_600_000);
    deepEqual(service.at('list'), [0]);
    equal(service.clock.waiting, 0);
  });
});
