import { alpine } from './alpine.mjs';
import { helloWorld } from './helloWorld.mjs';
import { mysql } from './mysql.mjs';
import { nginx } from './nginx.mjs';
import { ubuntu } from './ubuntu.mjs';

/** The stand-in images in the order of need: the first labs' small ones are there at once. */
export const images = [helloWorld, alpine, ubuntu, nginx, mysql];
export { buildImage, packageVersions } from './layers.mjs';
