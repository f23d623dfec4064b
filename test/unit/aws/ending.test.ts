import { deepEqual, equal } from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { TokenBucket } from '../../../src/targets/aws/bucket';
import { sendBy } from '../../../src/targets/aws/connect';
import { Ending } from '../../../src/targets/aws/ending';
import { emulatorSetting } from '../../../src/targets/aws/setting';
import { FakeClock } from '../docker/fakes';

/** As a client of the SDK does: the gate first, then it listens for as long as nobody answers. */
class SlowClient {
  under = 0;
  private gate: ((next: () => Promise<never>) => (args: object) => Promise<unknown>) | undefined;
  readonly middlewareStack = { add: (middleware: never) => { this.gate = middleware; } };
  destroy(): void { return undefined; }
  send(_command: unknown, { abortSignal }: { readonly abortSignal: AbortSignal }): Promise<unknown> {
    return this.gate!(() => {
      this.under++;
      return new Promise((_, reject) => abortSignal.addEventListener('abort', () => { this.under--; reject(new Error('ended')); }, { once: true }));
    })({ request: { hostname: '127.0.0.1', port: 5000, protocol: 'http:' } });
  }
}

describe('the end of many requests', () => {
  it('reaches each that waits for its turn or its answer, however many, and none of them leaves a listener on the others’', async () => {
    const warned: string[] = [];
    const hear = ({ name }: Error): void => { warned.push(name); };
    process.on('warning', hear);
    const ending = new Ending();
    const client = new SlowClient();
    const setting = emulatorSetting({ run: 'r', address: 'http://127.0.0.1:5000', name: 'moto', ours: true }, { region: 'us-east-1', bucket: new TokenBucket({ perSecond: 1, burst: 15 }, new FakeClock()), ending, deadlineMs: 1000 });
    const send = sendBy(client, setting) as unknown as (command: object) => Promise<unknown>;
    const all = Array.from({ length: 30 }, () => send({}).then(() => 'answered', (error: Error) => error.message));
    await turn();
    equal(client.under, 15);
    ending.end();
    deepEqual([...new Set(await Promise.all(all))], ['ended']);
    equal(client.under, 0);
    deepEqual(await send({}).catch((error: Error) => error.message), 'ended', 'one that comes later does not go');
    await turn();
    process.off('warning', hear);
    deepEqual(warned, []);
  });
});
