/**
 * A Docker or Kubernetes bed by hand, and as a process of its own in tests.
 *
 * `node test/bed/bedCommand.mjs up --dir D` prints one line of JSON and runs until Ctrl+C; with `--nodes N` it is a
 * swarm bed, with `--kube` a cluster. A program that must see its ports is started with the words of `enter`
 * before it and the variables of `env`. `… fill --registry 127.0.0.1:PORT` puts the stand-in images of today into a registry that runs.
 */
import { parseArgs } from 'node:util';
import { startDockerBed } from './dockerBed.mjs';
import { images as standIns } from './images/index.mjs';
import { fillRegistry } from './registry.mjs';
import { startKubeBed } from './kubeBed.mjs';
import { startSwarmBed } from './swarmBed.mjs';

const usage = 'Usage: bedCommand.mjs up --dir FOLDER [--keep] [--nodes N | --kube] [--images NAME,…] | fill --registry ADDRESS [--images NAME,…]';

/** @param {string[]} args */
async function main(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const { positionals, values } = parseArgs({
    args, allowPositionals: true, options: { dir: text, registry: text, images: text, nodes: text, keep: { type: 'boolean' }, kube: { type: 'boolean' } },
  });
  /** @type {import('./commands.mjs').Log} */ const log = line => console.error(line);
  const names = values.images?.split(',');
  const images = names && standIns.filter(image => names.includes(image.name));
  if (positionals[0] === 'fill' && values.registry) return fillRegistry(values.registry, images ?? standIns, { log });
  if (positionals[0] !== 'up' || !values.dir) throw new Error(usage);
  const options = { dir: values.dir, log, keep: values.keep, ...images && { images } };
  if (values.kube) {
    const bed = await startKubeBed({ dir: values.dir, log });
    const { kubeconfig, env, enter, address } = bed;
    return runUntilAsked(bed, { kubeconfig, env, enter, address });
  }
  const bed = await (values.nodes ? startSwarmBed({ ...options, nodes: Number(values.nodes) }) : startDockerBed(options));
  const { host, socket, registry, env, enter, pid } = bed;
  runUntilAsked(bed, { host, socket, registry, env, enter, pid });
}

/** @param {{stop: () => Promise<void>}} bed @param {object} facts */
function runUntilAsked(bed, facts) {
  console.log(JSON.stringify(facts));
  const awake = setInterval(() => undefined, 1 << 30); // the daemon alone does not keep this process
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      clearInterval(awake);
      void bed.stop().then(() => process.exit(0));
    });
  }
}

await main(process.argv.slice(2));
