import { msg, type Message } from '../../core/message';
import type { KindState } from './source';

/** Kinds that this user may not see, and kinds of which there are more than are read. */
export function limitsOf(kinds: ReadonlyMap<string, KindState>, namespace: string): readonly Message[] {
  const all = [...kinds];
  const barred = all.flatMap(([kind, { state }]) => state.kind === 'forbidden' ? [kind] : []);
  const cut = all.flatMap(([kind, state]) => state.cut ? [kind] : []);
  return [
    ...barred.length ? [msg('No permission to list these kinds in namespace {0}: {1}.', namespace, barred.join(', '))] : [],
    ...cut.length ? [msg('There are more than are shown of these kinds: {0}.', cut.join(', '))] : [],
  ];
}

/** Equal while nothing different is to be said. */
export function limitKey(state: KindState | undefined): string { return state ? `${state.state.kind === 'forbidden'} ${state.cut}` : 'false false'; }
