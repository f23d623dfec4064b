/**
 * What runs the containers of the cluster: Debian's containerd and runc, with Debian's network plug-ins.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { pauseImage } from '../images/pause.mjs';

/** @param {string} dir @returns {string} */
export const runtimeSocket = dir => join(dir, 'containerd.sock');

/**
 * Writes what containerd reads.
 * @param {string} dir
 * @param {string} registry `ADDRESS:PORT` of the bed's registry: it serves every name, and no other is asked
 * @returns {Promise<string[]>} arguments of containerd
 */
export async function configureRuntime(dir, registry) {
  const network = join(dir, 'cni');
  const hosts = join(dir, 'hosts/_default');
  for (const folder of [network, hosts]) await mkdir(folder, { recursive: true });
  await writeFile(join(network, '10-bed.conflist'), JSON.stringify(podNetwork(dir)));
  await writeFile(join(hosts, 'hosts.toml'), `server = "http://${registry}"\n[host."http://${registry}"]\n  capabilities = ["pull", "resolve"]\n`);
  const path = join(dir, 'containerd.toml');
  await writeFile(path, settings(dir));
  return ['--config', path];
}

/** A cable from each pod to the node: with a bridge instead, a pod could not reach itself through a service. @param {string} dir */
function podNetwork(dir) {
  return {
    cniVersion: '0.4.0',
    name: 'bed',
    plugins: [
      { type: 'ptp', ipMasq: true, ipam: { type: 'host-local', dataDir: join(dir, 'addresses'), ranges: [[{ subnet: '10.244.0.0/24' }]], routes: [{ dst: '0.0.0.0/0' }] } },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
}

/**
 * `restrict_oom_score_adj`: a root without CAP_SYS_RESOURCE, as in most containers and small virtual machines, may not
 * lower that value, and no pod would start.
 * @param {string} dir
 */
function settings(dir) {
  return `version = 2
root = "${dir}/containerd"
state = "${dir}/machine/run/containerd"
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.internal.v1.tracing", "io.containerd.tracing.processor.v1.otlp"]
[grpc]
  address = "${runtimeSocket(dir)}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/usr/lib/cni"
  conf_dir = "${dir}/cni"
[plugins."io.containerd.grpc.v1.cri".registry]
  config_path = "${dir}/hosts"
`;
}

/** @param {string} dir @returns {Promise<boolean>} whether containerd takes connections */
export function runtimeAnswers(dir) {
  return new Promise(settle => {
    const socket = connect(runtimeSocket(dir));
    socket.once('error', () => settle(false));
    socket.once('connect', () => {
      socket.destroy();
      settle(true);
    });
  });
}
