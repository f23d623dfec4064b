import type { Source } from '../source';
import type { DockerEyes } from './checkBook';

/** A source as checks see it. */
export function eyesOf(source: Source): DockerEyes {
  return {
    get status() { return source.status; },
    get things() { return source.resources; },
    get swarm() { return source.swarm; },
    onChange: listener => source.onChange(listener), onStatus: listener => source.onStatus(listener), hold: () => source.hold(),
  };
}
