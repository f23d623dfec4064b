/**
 * How each component is started. Whatever is not named here is as Kubernetes has it by itself.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditFlags } from './audit.mjs';
import { componentConfig, server } from './kubeconfig.mjs';
import { node, services } from './machine.mjs';
import { runtimeSocket } from './runtime.mjs';

/** Who gets a certificate, and who is a server. `admin` is the student, with all rights, as in minikube. */
export const certificates = [
  { file: 'apiserver', name: 'kube-apiserver', names: [node.address, '10.96.0.1', '127.0.0.1', 'localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'] },
  { file: 'apiserver-to-kubelet', name: 'kube-apiserver-to-kubelet', groups: ['system:masters'] },
  { file: 'admin', name: 'minikube-user', groups: ['system:masters'] },
  { file: 'kube-controller-manager', name: 'system:kube-controller-manager' },
  { file: 'kube-scheduler', name: 'system:kube-scheduler' },
  { file: 'kube-proxy', name: 'system:kube-proxy' },
  { file: 'kubelet', name: `system:node:${node.name}`, groups: ['system:nodes'] },
  // Nobody has given them any right yet.
  { file: 'guest', name: 'guest' },
];

const store = 'http://127.0.0.1:2379';

/** @param {string} dir */
export function etcdFlags(dir) {
  return [`--data-dir=${dir}/etcd`, `--client=${store}`];
}

/** @param {string} dir @returns {Promise<string[]>} */
export async function apiServerFlags(dir) {
  const pki = (/** @type {string} */ name) => join(dir, 'pki', name);
  return [
    `--etcd-servers=${store}`, '--bind-address=0.0.0.0', `--secure-port=${new URL(server).port}`, `--advertise-address=${node.address}`,
    `--tls-cert-file=${pki('apiserver.crt')}`, `--tls-private-key-file=${pki('apiserver.key')}`, `--client-ca-file=${pki('ca.crt')}`,
    `--token-auth-file=${join(dir, 'tokens.csv')}`, '--authorization-mode=Node,RBAC', '--enable-admission-plugins=NodeRestriction',
    `--service-cluster-ip-range=${services}`, '--allow-privileged=true', '--shutdown-delay-duration=0s',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${pki('service-accounts.key')}`, `--service-account-signing-key-file=${pki('service-accounts.key')}`,
    // Without them the kubelet refuses `kubectl logs` and `exec`.
    `--kubelet-client-certificate=${pki('apiserver-to-kubelet.crt')}`, `--kubelet-client-key=${pki('apiserver-to-kubelet.key')}`,
    '--kubelet-preferred-address-types=InternalIP',
    ...await auditFlags(dir),
  ];
}

/** One of a kind needs no election: else a killed one would be waited for. */
const alone = ['--leader-elect=false', '--bind-address=127.0.0.1'];

/** @param {string} dir */
export async function controllerFlags(dir) {
  const pki = (/** @type {string} */ name) => join(dir, 'pki', name);
  return [
    `--kubeconfig=${await componentConfig(dir, 'kube-controller-manager')}`, ...alone, '--use-service-account-credentials=true',
    `--service-account-private-key-file=${pki('service-accounts.key')}`, `--root-ca-file=${pki('ca.crt')}`,
    // A node whose kubelet has stopped is called so after 20 s instead of 50: a test waits for it.
    '--node-monitor-grace-period=20s', '--node-monitor-period=2s',
    '--kube-api-qps=300', '--kube-api-burst=600', // a crowd of pods takes seconds, not a minute
  ];
}

/** @param {string} dir */
export async function schedulerFlags(dir) {
  return [`--kubeconfig=${await componentConfig(dir, 'kube-scheduler')}`, ...alone];
}

/** @param {string} dir */
export async function proxyFlags(dir) {
  return [
    `--kubeconfig=${await componentConfig(dir, 'kube-proxy')}`, '--proxy-mode=iptables', `--hostname-override=${node.name}`,
    '--conntrack-max-per-core=0', // a value of the whole machine
    '--oom-score-adj=0', // lowering it takes a right that root need not have
  ];
}

/** @param {string} dir @param {string} group of its containers */
export async function kubeletFlags(dir, group) {
  const config = join(dir, 'kubelet.json');
  await writeFile(config, JSON.stringify({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    containerRuntimeEndpoint: `unix://${runtimeSocket(dir)}`,
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: join(dir, 'pki/ca.crt') } },
    authorization: { mode: 'Webhook' },
    cgroupDriver: 'cgroupfs', cgroupRoot: group, enforceNodeAllocatable: [], failCgroupV1: false, failSwapOn: false, oomScoreAdj: 0,
    localStorageCapacityIsolation: false, evictionHard: { 'memory.available': '50Mi', 'nodefs.available': '1%', 'imagefs.available': '1%', 'nodefs.inodesFree': '1%' },
    imageGCHighThresholdPercent: 100, // the disk is not the cluster's
    // Nobody answers there. Without an address each pod would get a warning.
    clusterDNS: ['10.96.0.10'], clusterDomain: 'cluster.local', resolvConf: '/etc/resolv.conf',
    nodeLeaseDurationSeconds: 20, volumePluginDir: join(dir, 'volume-plugins'),
  }));
  return [`--config=${config}`, `--kubeconfig=${await componentConfig(dir, 'kubelet')}`, `--root-dir=${dir}/kubelet`, `--hostname-override=${node.name}`, `--node-ip=${node.address}`];
}
