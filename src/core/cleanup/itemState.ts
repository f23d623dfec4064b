import { isOfAws } from '../aws/resource';
import { awsWords } from '../aws/words';
import type { MadeEntry } from '../journal';
import { tagOf } from '../liveState';
import { msg, type Message } from '../message';
import type { Resource } from '../resource';
import { containerWords, sizeWords } from '../statusWords';

/** "running", "212 MB": what a person wants to know of a thing before it goes. */
export function stateOf(made: MadeEntry, resource: Resource | undefined): Message {
  if (made.thing === 'cluster') return msg('running');
  if (made.thing === 'namespace') return msg('made for this lab');
  if (made.thing === 'swarm') return msg('this Docker is part of a swarm');
  if (tagOf(made.uid)) return msg('a further name of an image');
  if (resource && isOfAws(resource)) return resource.status === '' ? awsWords(resource.kind) : msg('{0}', resource.status);
  switch (resource?.kind) {
    case 'container': return containerWords(resource).text;
    case 'image': return sizeWords(resource.size);
    case 'network': return msg('{0} network', resource.driver);
    case 'volume': return msg('volume');
    case 'service': return msg('{0} of {1} running', resource.running, resource.desired);
    // A deployment and its service are mostly called the same.
    case 'deployment': return msg('deployment, {0} of {1} ready', resource.ready, resource.desired);
    case 'replicaset': return msg('ReplicaSet, {0} of {1} ready', resource.ready, resource.desired);
    case 'pod': return msg('pod, {0}', resource.status);
    case 'k8s-service': return msg('service, {0}', resource.type);
    default: return msg('not known');
  }
}
