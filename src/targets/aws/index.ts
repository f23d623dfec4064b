import { readFileSync } from 'node:fs';
import { Slot, type Disposable } from '../../core/disposable';
import { systemClock, type Clock } from '../docker/clock';
import { watchConfig } from '../docker/configWatch';
import { AwsCommons } from './connection';
import { dryRun } from './dryRun';
import { deadlineMs as usualDeadlineMs } from './limits';
import { lookOnce } from './look';
import { modulesBy } from './modules';
import { resolveAws } from './place';
import { SharedAwsSource } from './shared';
import { LiveAwsSource } from './source';
import type { AwsTarget, AwsWanted, Env } from './target';

export type { AwsHold, AwsSource, AwsTarget, AwsWanted, KnownThing, ResolvedAws, RunningEmulator } from './target';

export interface AwsTargetDeps {
  /** The `require` of a file in the folder of the bundles: `./aws-ec2.js` and its like are loaded by it. */
  readonly load: (file: string) => unknown;
  readonly clock?: Clock;
  /** Milliseconds after which a request is given up; 10 s if left out. */
  readonly deadlineMs?: number;
}

export function createAwsTarget({ load, clock = systemClock, deadlineMs = usualDeadlineMs }: AwsTargetDeps): AwsTarget {
  const commons = new AwsCommons(modulesBy(load), clock, deadlineMs);
  const sources = new Map<string, { readonly live: LiveAwsSource; users: number }>();
  const resolve = (env: Env, wanted: AwsWanted) => resolveAws(env, wanted, readFile);
  const make = (env: Env, wanted: AwsWanted): LiveAwsSource => new LiveAwsSource({ env, wanted, commons, resolve: () => resolve(env, wanted), watch: watchConfig });
  return {
    place: (env, wanted) => {
      const { place, problem, files } = resolve(env, wanted);
      return { files, ...place ? { place } : {}, ...problem ? { problem } : {} };
    },
    source: (env, wanted) => {
      const key = keyOf(env, wanted);
      const entry = sources.get(key) ?? { live: make(env, wanted), users: 0 };
      sources.set(key, entry);
      entry.users++;
      return new SharedAwsSource(entry.live, () => {
        entry.users--;
        if (entry.users > 0) return;
        sources.delete(key);
        entry.live.dispose();
      });
    },
    look: (env, wanted, known = []) => {
      const live = make(env, wanted);
      live.know(known);
      return lookOnce(live, wanted, clock);
    },
    warm: services => warmUp(services.map(service => () => void dryRun(commons.modules.service(service))), clock),
    watch: (env, changed) => watchConfig(resolve(env, { track: 'real', services: [] }).files, changed),
    dispose: () => {
      for (const { live } of sources.values()) live.dispose();
      sources.clear();
    },
  };
}

/** Between two loads others are let in, who would otherwise wait for all of them. */
const warmAfterMs = 500;
const warmEachMs = 20;

function warmUp([load, ...more]: readonly (() => void)[], clock: Clock, waitMs = warmAfterMs): Disposable {
  const waits = new Slot<Disposable>();
  if (load) waits.value = clock.after(waitMs, () => {
    load();
    waits.value = warmUp(more, clock, warmEachMs);
  });
  return waits;
}

/** Equal for the same place and log-in, as far as they are known without asking. */
function keyOf(env: Env, { track, region, services, emulator, profile, account }: AwsWanted): string {
  const own = Object.entries(env).filter(([name]) => name.startsWith('AWS_') || name === 'HOME').sort(([a], [b]) => a < b ? -1 : 1);
  return JSON.stringify([track, region, [...services].sort(), emulator && [emulator.run, emulator.address], profile, account, track === 'real' ? own : [env['AWS_REGION'], env['AWS_DEFAULT_REGION']]]);
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // A folder, or not to be read: the command line takes it for empty too.
    return undefined;
  }
}
