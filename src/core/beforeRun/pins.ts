import type { Expects } from '../course';
import { swarmUid, type LiveState } from '../liveState';
import { msg, type Message } from '../message';
import type { EndpointView } from '../source';

export interface PinInput {
  readonly expects: Expects;
  /** Where the shell's docker commands go; undefined where that is not known yet. */
  readonly endpoint?: EndpointView;
  readonly live?: LiveState;
  /** By the ledger: which lab made the daemon's part in a swarm, and whether it is this one. */
  readonly swarmMaker?: { readonly labId: string; readonly own: boolean };
}

/** The lab is pinned to something that is not so. Run waits until the student decides. */
export interface Mismatch {
  readonly kind: 'context' | 'local' | 'swarm';
  /** "Run is locked: this lab expects …". */
  readonly title: Message;
  readonly detail: Message;
  /** What puts it right, typed into the lab's terminal. */
  readonly use?: { readonly label: Message; readonly command: string };
  readonly once: Message;
  /** Another place, another question. */
  readonly about: string;
}

/** What is not known does not lock: it is asked again when it is. */
export function mismatchOf(input: PinInput): Mismatch | undefined {
  return placeMismatch(input) ?? swarmMismatch(input);
}

function placeMismatch({ expects, endpoint }: PinInput): Mismatch | undefined {
  if (!endpoint) return undefined;
  const context = endpoint.context ?? 'default';
  const place = endpoint.context ?? endpoint.address;
  const about = `${endpoint.from} ${context} ${endpoint.address}`;
  const once = endpoint.context === undefined ? msg('Run here this once…') : msg('Run on `{0}` this once…', endpoint.context);
  if (expects.context !== undefined && expects.context !== context) {
    return {
      kind: 'context', about, once,
      title: msg('Run is locked: this lab expects the Docker context `{0}`.', expects.context),
      detail: msg('docker points at `{0}`. Nothing has been sent to it.', place),
      ...isContextName(expects.context) ? { use: { label: msg('Use `{0}` for this lab', expects.context), command: useContext(expects.context) } } : {},
    };
  }
  if (expects.local === true && !isLocal(endpoint.address)) {
    return {
      kind: 'local', about, once,
      title: msg('Run is locked: this lab expects Docker on this machine.'),
      detail: msg('docker points at `{0}`, which is not on this machine. Nothing has been sent to it.', place),
      use: { label: msg('Use Docker on this machine'), command: useContext('default') },
    };
  }
  return undefined;
}

function swarmMismatch({ expects, live, swarmMaker }: PinInput): Mismatch | undefined {
  const swarm = live?.swarm;
  if (!swarm || expects.swarm === undefined) return undefined;
  const about = `swarm ${swarm.role} ${swarm.node ?? ''}`;
  if (expects.swarm === 'inactive' && swarm.role !== 'inactive') {
    // The lab itself has begun one meanwhile.
    if (swarmMaker?.own || swarmUid(live) === undefined) return undefined;
    return {
      kind: 'swarm', about, once: msg('Run in this swarm this once…'),
      title: msg('Run is locked: this lab expects a Docker that is in no swarm.'),
      detail: swarmMaker ? msg('This Docker is in a swarm that lab {0} made and left behind.', swarmMaker.labId) : msg('This Docker is in a swarm that no lab made, as far as Labbook knows. The lab would work in it, and its clean-up would not leave it.'),
      ...swarmMaker ? { use: { label: msg('Leave that swarm'), command: 'docker swarm leave --force' } } : {},
    };
  }
  if (expects.swarm === 'manager' && swarm.role !== 'manager') {
    return {
      kind: 'swarm', about, once: msg('Run here this once…'),
      title: msg('Run is locked: this lab expects a manager of a swarm.'),
      detail: swarm.role === 'worker' ? msg('This Docker is a worker: only a manager takes orders.') : msg('This Docker is in no swarm.'),
    };
  }
  return undefined;
}

/** For this terminal only: the student's own choice for other terminals stays as it is. */
function useContext(name: string): string { return `unset DOCKER_HOST; export DOCKER_CONTEXT=${name}`; }

function isContextName(name: string): boolean { return /^[A-Za-z0-9][\w.+-]*$/.test(name); }

export function isLocal(address: string): boolean {
  return /^(?:unix|npipe|fd):/.test(address) || /^(?:tcp|https?):\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::|\/|$)/.test(address) || /^(?:\/|\\\\)/.test(address);
}
