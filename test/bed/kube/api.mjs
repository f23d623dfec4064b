/**
 * Questions to the API server while the cluster starts: asked by a program on the node, because this process does not see
 * that network.
 */
import { join } from 'node:path';
import { attempt } from '../commands.mjs';
import { server } from './kubeconfig.mjs';

/**
 * @param {{dir: string, enter: readonly string[]}} place
 * @returns {(path: string) => Promise<any>} GET as the admin: the answer as an object, or undefined
 */
export function apiOf({ dir, enter }) {
  const pki = (/** @type {string} */ name) => join(dir, 'pki', name);
  return async path => {
    const [file, ...words] = [
      ...enter, 'curl', '--silent', '--fail', '--noproxy', '*', '--max-time', '5',
      '--cacert', pki('ca.crt'), '--cert', pki('admin.crt'), '--key', pki('admin.key'), server + path,
    ];
    const { code, stdout } = await attempt(String(file), words);
    if (code !== 0) return undefined;
    return stdout.startsWith('{') ? JSON.parse(stdout) : { text: stdout };
  };
}
