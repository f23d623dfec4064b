/**
 * A Node that all tools and the command line accept, whatever runs the script.
 */
import { delimiter, dirname } from 'node:path';
import { installNode } from '../editor/install.mjs';

/** As `src/headless/nodeVersion.ts` has it. */
const oldest = 20;

/**
 * @param {{log: import('./commands.mjs').Log}} options
 * @returns {Promise<string>} path; also first on the PATH of what is started from here
 */
export async function modernNode({ log }) {
  if (Number(process.versions.node.split('.')[0]) >= oldest) return process.execPath;
  const node = await installNode({ log });
  process.env.PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;
  return node;
}
