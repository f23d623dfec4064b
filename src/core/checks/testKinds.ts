import type { Assertion, AssertionKind, Check, Test } from '../check';
import { isServiceUrl } from '../clusterCheck';

type Place = 'docker' | 'cluster' | 'aws' | 'reach' | 'record';

/** Who is asked for a claim of each kind. */
const places: Readonly<Record<AssertionKind, Place>> = {
  container: 'docker', image: 'docker', network: 'docker', volume: 'docker', swarm: 'docker', nodes: 'docker', service: 'docker', stack: 'docker', tasks: 'docker',
  deployment: 'cluster', replicaset: 'cluster', pod: 'cluster', pods: 'cluster', 'k8s-service': 'cluster', endpoints: 'cluster', 'k8s-node': 'cluster', namespace: 'cluster', configmap: 'cluster', 'k8s-event': 'cluster', rollout: 'cluster',
  aws: 'aws',
  http: 'reach', tcp: 'reach', file: 'reach',
  output: 'record', exit: 'record', ran: 'record', answer: 'record',
};

function placeOf(claim: Assertion): Place { return claim.kind === 'http' && isServiceUrl(claim.url) ? 'cluster' : places[claim.kind]; }

/** Whether it is so of any claim in it. */
function some(test: Test, is: (claim: Assertion) => boolean): boolean {
  switch (test.kind) {
    case 'all': case 'any': return test.tests.some(part => some(part, is));
    case 'not': return some(test.test, is);
    default: return is(test);
  }
}

/** Whether any part of a claim is read from live state, so that it can go again. */
export function isLive(test: Test): boolean { return some(test, claim => placeOf(claim) !== 'record'); }

/** Whether any part of a claim is asked of the Docker daemon. */
export function asksDocker(test: Test): boolean { return some(test, claim => placeOf(claim) === 'docker'); }

/** Whether any part of a check is asked of the lab's cluster, or a value of it is taken from there. */
export function asksCluster({ test, captures }: Pick<Check, 'test' | 'captures'>): boolean {
  return some(test, claim => placeOf(claim) === 'cluster') || captures.some(({ from }) => from.kind === 'podName' || from.kind === 'nodePort' || from.kind === 'clusterIp');
}

/** Whether any part of a check is asked of AWS, or a value of it is taken from there. */
export function asksAws({ test, captures }: Pick<Check, 'test' | 'captures'>): boolean {
  return some(test, claim => placeOf(claim) === 'aws') || captures.some(({ from }) => from.kind === 'aws');
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
  switch (test.kind) {
    case 'container': return test.state === 'running' || (test.state === undefined && (test.ports !== undefined || test.noPorts === true));
    case 'deployment': case 'replicaset': return (test.ready ?? 0) > 0;
    case 'pod': case 'pods': return test.in?.some(state => state === 'running' || state === 'ready') === true;
    case 'rollout': return test.state === 'complete';
    default: return false;
  }
}
