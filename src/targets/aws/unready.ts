import { emulatorPlace } from '../../core/aws/place';
import { Emitter } from '../../core/emitter';
import { msg } from '../../core/message';
import type { Cause } from '../../core/source';
import type { AwsSource, AwsTarget } from './target';

const off: Cause = { code: 'emulatorOff', message: msg('The emulator is not running.'), remedies: [{ kind: 'startEmulator', label: msg('Start the emulator') }] };

/** Knows where an emulator is, and shows nothing of it yet. */
export function createAwsTarget(): AwsTarget {
  const place: AwsTarget['place'] = (_, { track, region = 'us-east-1', emulator }) => track === 'emulator' && emulator
    ? { place: { track, region, endpoint: emulator.address, emulator: { name: emulator.name, ...emulator.version !== undefined && { version: emulator.version } } }, files: [] } : { problem: off, files: [] };
  return {
    place,
    source: (env, wanted): AwsSource => {
      const { place: at, problem } = place(env, wanted);
      const endpoint = { label: msg('AWS emulator'), address: at?.endpoint ?? '', from: 'default', ...at && { aws: at } };
      return {
        status: { phase: problem ? 'down' : 'live', since: 0, endpoint, ...problem && { cause: problem } }, resources: new Map(), place: wanted.emulator && emulatorPlace(wanted.emulator.run, wanted.region ?? ''), skewMs: 0,
        onStatus: new Emitter<never>().event, onChange: new Emitter<never>().event, onEvent: new Emitter<never>().event,
        hold: () => ({ dispose: () => undefined }), quiet: () => Promise.resolve(), wake: () => undefined, know: () => undefined, dispose: () => undefined,
      };
    },
    look: () => Promise.reject(new Error('Nothing is asked yet.')),
    watch: () => ({ dispose: () => undefined }),
    dispose: () => undefined,
  };
}
