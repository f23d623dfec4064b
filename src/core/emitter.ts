import type { Disposable } from './disposable';

export type Listener<T> = (value: T) => void;
/** Same shape as VS Code's Event, so that views pass it on as it is. */
export type Event<T> = (listener: Listener<T>) => Disposable;

/** Fires when one of these does. */
export function anyOf<T>(...events: readonly Event<T>[]): Event<T> {
  return listener => {
    const all = events.map(event => event(listener));
    return { dispose: () => { for (const one of all) one.dispose(); } };
  };
}

export class Emitter<T> implements Disposable {
  private listeners: readonly Listener<T>[] = [];

  readonly event: Event<T> = listener => {
    this.listeners = [...this.listeners, listener];
    return { dispose: () => { this.listeners = this.listeners.filter(l => l !== listener); } };
  };

  get hasListeners(): boolean { return this.listeners.length > 0; }
  fire(value: T): void { for (const listener of this.listeners) listener(value); }
  dispose(): void { this.listeners = []; }
}
