/**
 * The health of the extension host while something goes on in it.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const resolutionMs = 5;

export function watchLoop() {
  /** @type {import('node:perf_hooks').IntervalHistogram | undefined} */ let lag;
  return {
    lagStart: () => {
      lag = monitorEventLoopDelay({ resolution: resolutionMs });
      lag.enable();
    },
    /** Milliseconds that a timer came late. */
    lagStop: () => {
      lag?.disable();
      const late = (/** @type {number} */ part) => Math.max(0, (lag?.percentile(part) ?? NaN) / 1e6 - resolutionMs);
      return { p50: late(50), p95: late(95), p99: late(99), max: late(100) };
    },
  };
}

export function memory() {
  setFlagsFromString('--expose-gc');
  const collect = /** @type {() => void} */ (runInNewContext('gc'));
  return {
    /** Bytes of the host's heap and buffers after a full collection. */
    heap: async () => {
      for (let n = 0; n < 3; n++) {
        collect();
        await new Promise(done => { setImmediate(done); });
      }
      const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
      return { heapUsed, external, arrayBuffers, rss };
    },
  };
}
