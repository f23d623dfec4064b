/**
 * Who has asked the API server for what, by the server's own record: what the student's programs asked, and nothing of
 * the cluster's own components.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {{verb: string, path: string, program: string}} Question `path` with its query; `program`: first word of the user agent, such as `kubectl/v1.34.4` */

/** @param {string} dir of the bed @returns {string} */
const record = dir => join(dir, 'audit.log');

/** @param {string} dir @returns {Promise<string[]>} flags of the API server */
export async function auditFlags(dir) {
  const policy = join(dir, 'audit.json');
  await writeFile(policy, JSON.stringify({
    apiVersion: 'audit.k8s.io/v1', kind: 'Policy', omitStages: ['ResponseStarted', 'ResponseComplete', 'Panic'],
    rules: [{ level: 'Metadata', users: ['minikube-user', 'guest'] }, { level: 'None' }],
  }));
  return [`--audit-policy-file=${policy}`, `--audit-log-path=${record(dir)}`];
}

/**
 * All questions so far, without those of the bed itself. A watch is one question, when it begins.
 * @param {string} dir of the bed
 * @returns {Promise<Question[]>}
 */
export async function questions(dir) {
  const lines = (await readFile(record(dir), 'utf8').catch(() => '')).split('\n').filter(Boolean);
  return lines.map(line => JSON.parse(line))
    .map(({ verb, requestURI, userAgent = '' }) => ({ verb, path: requestURI, program: userAgent.split(' ')[0] ?? '' }))
    .filter(({ program }) => !program.startsWith('curl/'));
}
