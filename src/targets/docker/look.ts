import type { LiveState } from '../../core/liveState';
import type { DockerApi } from './api';
import { Store } from './store';
import { SwarmBooks } from './swarmBooks';

/** Everything that a daemon lists at this moment, asked anew. Rejects where it does not answer. */
export async function lookOnce(api: DockerApi): Promise<LiveState> {
  const [info, containers, networks, volumes, images] = await Promise.all([api.info(), api.containers(), api.networks(), api.volumes(), api.images()]);
  const store = new Store();
  store.update([...containers, ...networks, ...volumes, ...images], []);
  if (info.swarm.role === 'manager') new SwarmBooks(store, () => false).enter('all', await api.services(), []);
  return { daemon: info.id, resources: store.resources, skewMs: 0, swarm: info.swarm };
}
