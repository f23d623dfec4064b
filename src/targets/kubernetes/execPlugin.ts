import type { Runner } from '../../core/command';
import { UserError } from '../../core/errors';
import { ClusterFailure } from './failure';
import { asList, asMap, asText, type Plain } from './plain';

/** What a plug-in hands out. */
export interface PluginCredential {
  /** To lay over the user of the kubeconfig. */
  readonly user: Plain;
  /** Milliseconds since the epoch; undefined: good until the server refuses it. */
  readonly expires?: number;
}

/** Some open a browser and wait for the student; a hanging one must not hang the panel. */
const deadlineMs = 15_000;

/**
 * Runs the plug-in that a user names (`aws eks get-token …`). It gets no keyboard: a panel is no place for a password.
 * Rejects with `pluginMissing` or `pluginFailed` and the plug-in's own words.
 */
export async function runPlugin(runner: Runner, exec: Plain, timeoutMs = deadlineMs): Promise<PluginCredential> {
  const file = asText(exec['command']) ?? '';
  const apiVersion = asText(exec['apiVersion']) ?? '';
  const info = { kind: 'ExecCredential', apiVersion, spec: { interactive: false } };
  const set = Object.fromEntries(asList(exec['env']).flatMap(({ name, value }) => asText(name) === undefined ? [] : [[String(name), String(value ?? '')]]));
  const args = Array.isArray(exec['args']) ? exec['args'].map(String) : [];
  const result = await runner.run({ file, args, env: { ...set, KUBERNETES_EXEC_INFO: JSON.stringify(info) } }, { timeoutMs, maxBytes: 1024 * 1024 })
    .catch((error: unknown) => { throw notRun(error, file, asText(exec['installHint'])); });
  if (result.code !== 0) throw new ClusterFailure('pluginFailed', result.stderr.trim().slice(-1000) || `${file} ended with code ${result.code}.`);
  return credentialOf(result.stdout, file);
}

function notRun(error: unknown, file: string, hint: string | undefined): ClusterFailure {
  const words = error instanceof Error ? error.message : String(error);
  const missing = error instanceof UserError && error.code === 'command.notFound';
  return missing ? new ClusterFailure('pluginMissing', hint ? `${file}: ${hint.trim()}` : words) : new ClusterFailure('pluginFailed', words);
}

function credentialOf(text: string, file: string): PluginCredential {
  let status: Plain;
  try {
    status = asMap(asMap(JSON.parse(text))['status']);
  } catch {
    throw new ClusterFailure('pluginFailed', `${file} printed no credential.`);
  }
  const [token, certificate, key] = [asText(status['token']), asText(status['clientCertificateData']), asText(status['clientKeyData'])];
  if (token === undefined && (certificate === undefined || key === undefined)) throw new ClusterFailure('pluginFailed', `${file} printed no credential.`);
  const base64 = (of: string): string => Buffer.from(of).toString('base64');
  const expires = Date.parse(asText(status['expirationTimestamp']) ?? '');
  return {
    user: { ...(token === undefined ? {} : { token }), ...(certificate && key ? { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) } : {}) },
    ...(Number.isNaN(expires) ? {} : { expires }),
  };
}
