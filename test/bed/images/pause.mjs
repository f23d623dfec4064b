import { alpine } from './alpine.mjs';

/** @type {import('./layers.mjs').Image} the process that holds a pod's network while its containers come and go: it only has to wait */
export const pause = {
  name: 'pause', tag: '3.10', repository: 'pause', layer: alpine.layer, config: { Entrypoint: ['/bin/sleep'], Cmd: ['infinity'] },
};
/** As the cluster names it. */
export const pauseImage = `registry.k8s.io/${pause.repository}:${pause.tag}`;
