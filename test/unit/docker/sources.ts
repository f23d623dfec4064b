import type { TargetEvent } from '../../../src/core/resource';
import type { LinkStatus, SourceChange } from '../../../src/core/source';
import { resolveEndpoint, type Endpoint } from '../../../src/targets/docker/endpoint';
import { LiveSource } from '../../../src/targets/docker/source';
import { FakeClock, FakeDaemon } from './fakes';

const endpointOf = (env: Record<string, string>): Endpoint => resolveEndpoint({ env, platform: 'linux', home: '/h', readFile: () => undefined, exists: () => false });

/** A source on a fake daemon, and all that it tells. */
export function setUp(env: Record<string, string> = {}, mesh: (kernel: string) => boolean | undefined = () => undefined) {
  const clock = new FakeClock();
  const daemon = new FakeDaemon(clock);
  const watches: { appeared(): void; disposed: boolean }[] = [];
  const where = { env };
  const source = new LiveSource({
    clock,
    resolve: () => endpointOf(where.env),
    connect: () => daemon.connect(),
    causeFacts: () => ({ platform: 'linux', hasCommand: true }),
    mesh,
    watchSocket: (_path, appeared) => {
      const watch = { appeared, disposed: false };
      watches.push(watch);
      return { dispose: () => { watch.disposed = true; } };
    },
  });
  const statuses: LinkStatus[] = [];
  const changes: SourceChange[] = [];
  const events: TargetEvent[] = [];
  source.onStatus(status => statuses.push(status));
  source.onChange(change => changes.push(change));
  source.onEvent(event => events.push(event));
  return { clock, daemon, source, statuses, changes, events, watches, where };
}
