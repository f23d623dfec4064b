import { isNegativeOfAws } from './aws/check';
import type { Assertion, Test } from './check';
import type { ClusterAssertion } from './clusterCheck';

/**
 * Whether a claim is also true where nothing was ever done: absent, closed, not, 0 of something. Such a check counts only
 * after what it `needs`.
 */
export function isNegative(test: Test): boolean {
  switch (test.kind) {
    case 'all': return test.tests.every(isNegative);
    case 'any': return test.tests.some(isNegative);
    case 'not': return !isNegative(test.test);
    default: return isNegativeAssertion(test);
  }
}

function isNegativeAssertion(claim: Assertion): boolean {
  switch (claim.kind) {
    case 'container': case 'image': case 'volume': return claim.state === 'absent';
    case 'network': return claim.state === 'absent' || (claim.notAttached !== undefined && claim.state === undefined && claim.driver === undefined && claim.scope === undefined && claim.attached === undefined);
    case 'swarm': return claim.state === 'inactive';
    case 'nodes': return (claim.ready ?? 0) === 0 && (claim.managers ?? 0) === 0 && (claim.leader ?? 0) === 0;
    case 'service': return claim.state === 'absent';
    case 'stack': return claim.state === 'absent' || claim.services === 0;
    case 'tcp': return claim.state === 'closed';
    case 'http': return claim.lacks !== undefined && claim.status === undefined && claim.has === undefined && claim.matches === undefined;
    case 'file': return claim.state === 'absent';
    case 'output': return claim.lacks !== undefined && claim.has === undefined && claim.matches === undefined;
    case 'tasks': case 'exit': case 'ran': case 'answer': return false;
    case 'aws': return isNegativeOfAws(claim.claim);
    default: return isNegativeOfCluster(claim);
  }
}

/** A cluster that was never used has a node and a namespace, and nothing else. */
function isNegativeOfCluster(claim: ClusterAssertion): boolean {
  switch (claim.kind) {
    case 'deployment': case 'replicaset': case 'pod': case 'k8s-service': case 'namespace': case 'configmap': case 'k8s-node': return claim.state === 'absent';
    case 'pods': return claim.count === 0 || (claim.count === undefined && claim.atLeast === 0);
    case 'endpoints': return claim.ready === 0 || (claim.ready === undefined && claim.readyAtLeast === 0);
    case 'k8s-event': case 'rollout': return false;
  }
}
