import { alpine } from './alpine.mjs';
import { helloWorld } from './helloWorld.mjs';

/** The stand-in images, smallest first. Each carries the label `labbook.stand-in=true`. */
export const images = [helloWorld, alpine];
export { buildImage } from './layers.mjs';
