import type { Test } from '../check';

/** Whether any part of a claim is read from live state, so that it can go again. */
export function isLive(test: Test): boolean {
  switch (test.kind) {
    case 'all': case 'any': return test.tests.some(isLive);
    case 'not': return isLive(test.test);
    case 'output': case 'exit': case 'ran': case 'answer': return false;
    default: return true;
  }
}

/** Whether any part of a claim is asked of the Docker daemon. */
export function asksDocker(test: Test): boolean {
  switch (test.kind) {
    case 'all': case 'any': return test.tests.some(asksDocker);
    case 'not': return asksDocker(test.test);
    case 'output': case 'exit': case 'ran': case 'answer': case 'http': case 'tcp': case 'file': return false;
    default: return true;
  }
}

/** The live part alone: what was read from a run stays true whatever runs later. */
export function livePart(test: Test): Test | undefined {
  if (test.kind === 'all') {
    const tests = test.tests.map(livePart).filter(part => part !== undefined);
    return tests.length > 0 ? { kind: 'all', tests } : undefined;
  }
  // A run may have been what made it true.
  if (test.kind === 'any') return test.tests.every(part => livePart(part)) ? test : undefined;
  if (test.kind === 'not') {
    const inner = livePart(test.test);
    return inner && { kind: 'not', test: inner };
  }
  return isLive(test) ? test : undefined;
}

/** Whether it claims that a container runs: one that starts may end at once. */
export function startsSomething(test: Test): boolean {
  if (test.kind === 'all' || test.kind === 'any') return test.tests.some(startsSomething);
  return test.kind === 'container' && (test.state === 'running' || (test.state === undefined && (test.ports !== undefined || test.noPorts === true)));
}
