import { alpine } from './alpine.mjs';
import { helloWorld } from './helloWorld.mjs';
import { mysql } from './mysql.mjs';
import { nginx } from './nginx.mjs';
import { node } from './node.mjs';
import { postgres } from './postgres.mjs';
import { python, pythonSlim } from './python.mjs';
import { redis } from './redis.mjs';
import { registry } from './registry.mjs';
import { ubuntu } from './ubuntu.mjs';

/** The stand-ins of the first labs (L0, L1) in the order of need: the small ones are there at once. */
export const firstImages = [helloWorld, alpine, ubuntu, nginx, mysql];
/** What the swarm labs (L3, L4) and a registry in a container need beyond them. */
export const swarmImages = [python, pythonSlim, redis, postgres, registry];
/** All of them; the last is what the forum (L6) is built on. */
export const images = [...firstImages, ...swarmImages, node];
export { buildImage, packageVersions } from './layers.mjs';
