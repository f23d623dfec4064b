import type { Assertion, Test } from '../check';

/**
 * Whether a claim is also true where nothing was done: absent, closed, none. Such a claim says nothing until the check
 * or run that it needs has been there.
 */
export function isNegative(test: Test): boolean {
  switch (test.kind) {
    case 'all': return test.tests.every(isNegative);
    case 'any': return test.tests.some(isNegative);
    case 'not': return isPositive(test.test);
    default: return saysNothing(test);
  }
}

/** Whether a claim is false where nothing was done. */
function isPositive(test: Test): boolean {
  switch (test.kind) {
    case 'all': return test.tests.some(isPositive);
    case 'any': return test.tests.every(isPositive);
    case 'not': return isNegative(test.test);
    default: return !saysNothing(test);
  }
}

function saysNothing(claim: Assertion): boolean {
  switch (claim.kind) {
    case 'container': case 'image': case 'network': case 'volume': case 'stack': case 'file': return claim.state === 'absent';
    case 'service': return claim.state === 'absent';
    case 'swarm': return claim.state === 'inactive';
    case 'tcp': return claim.state === 'closed';
    case 'nodes': return [claim.ready, claim.leader, claim.managers].every(count => count === undefined || count === 0);
    case 'tasks': return claim.atLeast <= 0;
    case 'output': return !claim.has?.length && claim.matches === undefined;
    case 'http': case 'exit': case 'ran': case 'answer': return false;
  }
}

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
