/**
 * A swarm's routing mesh where the kernel has no IPVS: ports that services publish answer nobody, though all else is true.
 * While this runs, connections from the bed's own machine to such a port go the mesh's own way, over the network `ingress`,
 * to one of the service's tasks, on whichever node it is. It changes firewall rules and settings of links inside the bed's
 * network namespaces and nothing else, and says for which port it does.
 */
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { exists } from './cache.mjs';
import { attempt } from './commands.mjs';

const everyMs = 300;

/** @param {{pid: number}} bed one that has been in a swarm, which loads what the kernel has @returns {Promise<boolean>} */
const meshAnswers = bed => exists(`/proc/${bed.pid}/net/ip_vs`);

/** @typedef {{service: string, published: number, gate: string, to: string}} Lead `gate`: of the network ingress here; `to`: a task */

/**
 * @param {import('./swarmBed.mjs').SwarmBed} bed
 * @param {{log: import('./commands.mjs').Log}} options
 * @returns {Promise<{stop: () => Promise<void>}>}
 */
export async function standInForMesh(bed, { log }) {
  const mesh = new MeshStandIn(bed, log);
  let going = true;
  const loop = (async () => {
    while (going) {
      // The kernel's part is loaded, if it is there, when the daemon enters a swarm.
      if (!await meshAnswers(bed)) await mesh.look();
      await delay(everyMs);
    }
  })();
  return { stop: async () => { going = false; await loop; } };
}

class MeshStandIn {
  /** By published port: the rules that are in force. @type {Map<number, Lead>} */
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
      const now = wanted.get(port);
      if (now && now.to === lead.to && now.gate === lead.gate) continue;
      await this.rules('-D', lead);
      this.leads.delete(port);
    }
    for (const [port, lead] of wanted) {
      if (this.leads.has(port) || !await this.rules('-I', lead)) continue;
      this.leads.set(port, lead);
      const words = `This kernel has no IPVS, so the routing mesh cannot answer: port ${port} leads to one task of ${lead.service} by rules of the bed`;
      if (!this.told.has(words)) this.log(words);
      this.told.add(words);
    }
  }

  /** @returns {Promise<Lead[]>} none where the daemon is no manager */
  async wanted() {
    const meshed = (await this.ask('/services')).flatMap(({ ID, Spec: { Name }, Endpoint }) => (Endpoint.Ports ?? [])
      .filter((/** @type {any} */ port) => port.PublishMode === 'ingress' && port.Protocol === 'tcp')
      .map((/** @type {any} */ port) => ({ id: ID, service: Name, published: port.PublishedPort, target: port.TargetPort })));
    if (meshed.length === 0) return [];
    const [bridge] = await this.ask('/networks/docker_gwbridge');
    const gate = withoutMask(bridge?.Containers?.['ingress-sbox']?.IPv4Address);
    const running = (await this.ask(`/tasks?filters=${encodeURIComponent('{"desired-state":["running"]}')}`)).filter(task => task.Status.State === 'running');
    return meshed.flatMap(({ id, service, published, target }) => {
      const addresses = running.filter(task => task.ServiceID === id).flatMap(({ NetworksAttachments = [] }) =>
        NetworksAttachments.filter((/** @type {any} */ one) => one.Network.Spec.Ingress).map((/** @type {any} */ one) => withoutMask(one.Addresses?.[0])));
      // The same as before, as long as it is there.
      const held = this.leads.get(published)?.to;
      const to = addresses.map(address => `${address}:${target}`).sort();
      return gate && to[0] ? [{ service, published, gate, to: held && to.includes(held) ? held : to[0] }] : [];
    });
  }

  /** @param {'-I' | '-D'} how @param {Lead} lead @returns {Promise<boolean>} whether it was done */
  async rules(how, { published, gate, to }) {
    const gateway = ['nsenter', `--net=${join('/proc', String(this.bed.pid), 'root', this.bed.socket, '..', 'exec/netns/ingress_sbox')}`];
    const port = `-p tcp --dport ${published}`;
    const done = await Promise.all([
      this.shell(this.bed.enter, `${loopbackMay}; iptables -t nat ${how} OUTPUT ${port} -m addrtype --dst-type LOCAL -j DNAT --to-destination ${gate}:${published}`),
      this.shell(gateway, `${forwards}; iptables -t nat ${how} PREROUTING ${port} -j DNAT --to-destination ${to}`),
    ]);
    return done.every(Boolean);
  }

  /** @param {readonly string[]} enter @param {string} script @returns {Promise<boolean>} */
  async shell(enter, script) {
    const [file = '', ...words] = [...enter, 'sh', '-c', script];
    return (await attempt(file, words)).code === 0;
  }

  /** @param {string} path of Docker's API @returns {Promise<any[]>} empty where Docker says no */
  ask(path) {
    return new Promise(done => {
      const asked = request({ socketPath: this.bed.socket, path, timeout: 5_000 }, answer => {
        let text = '';
        answer.setEncoding('utf8').on('data', part => { text += part; }).once('end', () => done(answer.statusCode === 200 ? [JSON.parse(text)].flat() : []));
      });
      asked.once('timeout', () => asked.destroy()).once('error', () => done([]));
      asked.end();
    });
  }
}

/** Once in the chain POSTROUTING is enough. @param {string} rule */
const mask = rule => `{ iptables -t nat -C POSTROUTING ${rule} 2>/dev/null || iptables -t nat -A POSTROUTING ${rule}; }`;
/** 127.0.0.1 may speak to the network ingress, which sees the machine's own address on the bridge. */
const loopbackMay = `echo 1 > /proc/sys/net/ipv4/conf/docker_gwbridge/route_localnet; ${mask('-o docker_gwbridge -m addrtype --src-type LOCAL -j MASQUERADE')}`;
/** The tasks see the address of this node on the network ingress, and answer there. */
const forwards = `echo 1 > /proc/sys/net/ipv4/ip_forward; ${mask('-o eth0 -j MASQUERADE')}`;

/** @param {string | undefined} address */
const withoutMask = address => address?.split('/')[0];
