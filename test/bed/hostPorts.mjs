/**
 * A swarm on a kernel without IPVS: the ports that its services publish through the mesh answer nobody, though all else
 * is true. A port that the task's own node publishes does answer, so what a lab shows there can be seen all the same.
 */
import { exists } from './cache.mjs';
import { run, until } from './commands.mjs';

/** @param {{pid: number}} bed one that has been in a swarm, which loads what the kernel has @returns {Promise<boolean>} */
export const meshAnswers = bed => exists(`/proc/${bed.pid}/net/ip_vs`);

/**
 * Moves a service's published port from the mesh to the node, for a while. One node can give a port to one task only, so
 * the service has one task meanwhile.
 * @param {{env: Record<string, string>}} bed
 * @param {{service: string, published: number, target: number}} port
 * @returns {Promise<{words: string, restore: () => Promise<void>}>} `words`: for the record of the test; `restore` puts
 *   the port back into the mesh, and the number of tasks to what it was
 */
export async function publishOnHost({ env }, { service, published, target }) {
  const docker = (/** @type {string[]} */ ...words) => run('docker', words, { env: { ...process.env, ...env } });
  const replicas = async () => (await docker('service', 'inspect', '--format', '{{.Spec.Mode.Replicated.Replicas}}', service)).trim();
  const as = (/** @type {string} */ mode) => `mode=${mode},target=${target},published=${published}`;
  const publish = async (/** @type {string} */ mode, /** @type {string} */ count) => {
    const other = mode === 'host' ? 'ingress' : 'host';
    await docker('service', 'update', '--detach', '--quiet', '--replicas', count, '--publish-rm', as(other), '--publish-add', as(mode), service);
    const there = async () => (await docker('service', 'ls', '--format', '{{.Name}} {{.Replicas}} {{.Ports}}'))
      .split('\n').some(line => line.startsWith(`${service} ${count}/${count} `));
    await until(async () => await running(docker, service, count) && there(), { what: `${service} ${count}/${count}`, timeoutMs: 60_000, everyMs: 100 });
  };
  const before = await replicas();
  await publish('host', '1');
  return {
    words: `Port ${published} of ${service} is published by the node (mode=host): this kernel has no IPVS, so the mesh cannot answer`,
    restore: () => publish('ingress', before),
  };
}

/** An update is over when no task of the old kind runs. @param {(...words: string[]) => Promise<string>} docker @param {string} service @param {string} count */
async function running(docker, service, count) {
  const state = await docker('service', 'inspect', '--format', '{{if .UpdateStatus}}{{.UpdateStatus.State}}{{end}}', service);
  const tasks = (await docker('service', 'ps', '--format', '{{.DesiredState}} {{.CurrentState}}', service)).split('\n');
  return state.trim() !== 'updating' && tasks.filter(line => line.startsWith('Running Running')).length === Number(count);
}
