import type { KubeContext } from './context';
import { failureOf } from './failure';
import type { FollowerClient } from './follower';
import { asMap, asText } from './plain';

const deadlineMs = 3000;

/**
 * Which namespace of which cluster. Of the cluster the uid of a namespace that each one has and keeps; where this user may
 * not read it, its address. So a cluster that was made anew, or one on the same forwarded port, is another.
 */
export async function placeOf(client: Pick<FollowerClient, 'get'>, { server, namespace }: KubeContext): Promise<string> {
  const uid = await client.get('/api/v1/namespaces/kube-system', { deadlineMs }).then(answer => asText(asMap(asMap(answer)['metadata'])['uid']), () => undefined);
  return `cluster:${uid ?? server}/${namespace}`;
}

/** `namespace:<uid>`; empty where there is no such namespace, undefined where this user may not ask. */
export async function namespaceUid(ask: (path: string) => Promise<unknown>, name: string): Promise<string | undefined> {
  try {
    const uid = asText(asMap(asMap(await ask(`/api/v1/namespaces/${encodeURIComponent(name)}`))['metadata'])['uid']);
    return uid && `namespace:${uid}`;
  } catch (error) {
    return failureOf(error).reason === 'absent' ? '' : undefined;
  }
}

/** `v1.34.1`; undefined where this user may not ask, or the answer takes too long. */
export async function versionOf(client: Pick<FollowerClient, 'get'>): Promise<string | undefined> {
  return client.get('/version', { deadlineMs }).then(answer => asText(asMap(answer)['gitVersion']), () => undefined);
}
