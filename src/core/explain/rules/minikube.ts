import { msg } from '../../message';
import { put, retry } from '../fixes';
import { group, type Rule } from '../rule';

/** minikube names the reason of its exit in capital letters. */
export const minikubeRules: readonly Rule[] = [
  {
    id: 'minikube.resources',
    output: /Exiting due to (?<code>RSRC_[A-Z_]+)/,
    say: found => ({
      title: msg('The machine has too little for minikube'),
      detail: msg('It wants two processors, 2 GB of memory and 20 GB on the disk; the message says which is short ({0}). Give Docker Desktop or the virtual machine more, or ask minikube for less.', group(found, 'code')),
      fixes: [put('less', msg('Start it with less'), 'minikube start --cpus=2 --memory=2g'), retry],
    }),
  },
  {
    id: 'minikube.driver',
    output: /Exiting due to (?<code>PROVIDER_[A-Z_]+|DRV_[A-Z_]+)/,
    say: found => ({
      title: msg('minikube has nothing to run the cluster in'),
      detail: msg('It needs Docker that runs, or a virtual machine that the processor allows ({0}). Start Docker first; as root, minikube refuses the docker driver.', group(found, 'code')),
      fixes: [put('docker', msg('See whether Docker answers'), 'docker version'), retry],
    }),
  },
  {
    id: 'minikube.profile',
    output: /Profile "(?<name>[^"\n]{1,100})" not found|The control-plane node (?<node>\S+) (?:host|apiserver) (?:is not running|does not exist)/,
    say: () => ({ title: msg('minikube is not started'), detail: msg('There is no such cluster, or it is stopped.'), fixes: [put('start', msg('Start minikube'), 'minikube start')] }),
  },
];
