import type { Disposable } from '../../core/disposable';

/** Time, timers and chance in one place, so that waiting can be tested without waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `action` once after `ms`; disposing it first takes it back. */
  after(ms: number, action: () => void): Disposable;
  /** In [0, 1). */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return { dispose: () => clearTimeout(timer) };
  },
  random: () => Math.random(),
};
