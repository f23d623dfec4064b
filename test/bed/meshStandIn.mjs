/**
 * A swarm's routing mesh where the kernel has no IPVS: ports that services publish answer nobody, though all else is true.
 * While this runs, connections from the bed's own machine to such a port are led to one of the service's tasks there. It
 * changes a firewall rule inside the bed's network namespace and nothing else, and says for which port it does.
 */
import { attempt } from './commands.mjs';
import { meshAnswers } from './hostPorts.mjs';

const everyMs = 300;

/** @typedef {{service: string, published: number, to: string}} Lead */

/**
 * @param {import('./swarmBed.mjs').SwarmBed} bed
 * @param {{log: import('./commands.mjs').Log}} options
 * @returns {Promise<{stop: () => Promise<void>}>}
 */
export async function standInForMesh(bed, { log }) {
  const mesh = new MeshStandIn(bed, log);
  // The kernel's part is loaded, if it is there, when the daemon enters a swarm.
  let going = true;
  const loop = (async () => {
    while (going) {
      if (!await meshAnswers(bed)) await mesh.look();
      await new Promise(done => setTimeout(done, everyMs));
    }
  })();
  return { stop: async () => { going = false; await loop; } };
}

class MeshStandIn {
  /** By published port: the rule that is in force. @type {Map<number, Lead>} */
  leads = new Map();
  /** @type {Set<string>} */ told = new Set();

  /** @param {import('./swarmBed.mjs').SwarmBed} bed @param {import('./commands.mjs').Log} log */
  constructor(bed, log) {
    this.bed = bed;
    this.log = log;
  }

  async look() {
    const wanted = new Map((await this.wanted()).map(lead => [lead.published, lead]));
    for (const [port, lead] of this.leads) {
      if (wanted.get(port)?.to === lead.to) continue;
      await this.rule('-D', lead);
      this.leads.delete(port);
    }
    for (const [port, lead] of wanted) {
      if (this.leads.has(port) || !await this.rule('-I', lead)) continue;
      this.leads.set(port, lead);
      const words = `This kernel has no IPVS, so the routing mesh cannot answer: port ${port} leads to a task of ${lead.service} by a rule of the bed`;
      if (!this.told.has(words)) this.log(words);
      this.told.add(words);
    }
  }

  /** Ports of services that have a task on this daemon. @returns {Promise<Lead[]>} */
  async wanted() {
    const services = await this.docker('service', 'ls', '--format', '{{.Name}}\t{{.Ports}}');
    const meshed = services.split('\n').flatMap(line => {
      const [service = '', ports = ''] = line.split('\t');
      return [...ports.matchAll(/\*:(\d+)->(\d+)\/tcp/g)].map(([, published, target]) => ({ service, published: Number(published), target: Number(target) }));
    });
    if (meshed.length === 0) return [];
    const bridge = JSON.parse(await this.docker('network', 'inspect', '--format', '{{json .Containers}}', 'docker_gwbridge') || '{}');
    const leads = [];
    for (const { service, published, target } of meshed) {
      const tasks = (await this.docker('ps', '--quiet', '--no-trunc', '--filter', `label=com.docker.swarm.service.name=${service}`)).split('\n');
      const address = tasks.map(id => bridge[id]?.IPv4Address?.split('/')[0]).find(Boolean);
      if (address) leads.push({ service, published, to: `${address}:${target}` });
    }
    return leads;
  }

  /** @param {'-I' | '-D'} how @param {Lead} lead @returns {Promise<boolean>} whether it was done */
  async rule(how, { published, to }) {
    const words = ['-t', 'nat', how, 'OUTPUT', ...how === '-I' ? ['1'] : [], '-p', 'tcp', '-m', 'addrtype', '--dst-type', 'LOCAL', '--dport', String(published), '-j', 'DNAT', '--to-destination', to];
    const [file = '', ...enter] = [...this.bed.enter, 'iptables', ...words];
    return (await attempt(file, enter)).code === 0;
  }

  /** @param {string[]} words @returns {Promise<string>} empty where Docker says no */
  async docker(...words) {
    const { code, stdout } = await attempt('docker', words, { env: { ...process.env, ...this.bed.env } });
    return code === 0 ? stdout.trim() : '';
  }
}
