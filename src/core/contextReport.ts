import type { ContextReport } from './run';

/** Variables that decide where docker, kubectl and aws go, in the order of the report. */
export const contextNames = [
  'DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'COMPOSE_PROJECT_NAME', 'MINIKUBE_ACTIVE_DOCKERD', 'KUBECONFIG',
  'AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'HOME', 'PATH',
] as const;

/** Of these the report says only whether they are set: their values are secrets. */
export const secretNames = ['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const;

/** Stands for all variables of this form: whether any is set. An endpoint of one service goes before that of all. */
export const endpointNames = 'AWS_ENDPOINT_URL_*';

/** What `command -v` says of them: a path, or an alias or function that the student should know of. */
export const reportedTools = ['docker', 'kubectl', 'aws'] as const;

export interface ShellReport {
  /** The text as the shell wrote it, without the last line `end`: what the next block compares with. */
  readonly text: string;
  /** Value by name; null when unset; `set` for a secret that is set; `tool:docker` for `command -v docker`; `cwd`. */
  readonly values: ContextReport;
  /** A value holds a line break: it cannot be shown or compared in one line, so Run is locked. */
  readonly odd: boolean;
}

const known = new Set<string>([...contextNames, ...secretNames, endpointNames, ...reportedTools.map(tool => `tool:${tool}`), 'cwd']);

/** Undefined while the file is half written (its last line is missing). */
export function parseReport(file: string): ShellReport | undefined {
  const at = file.lastIndexOf('\nend\n');
  if (at < 0 || at + 5 !== file.length) return undefined;
  const text = file.slice(0, at);
  const values: Record<string, string | null> = {};
  let odd = false;
  for (const line of text.split('\n')) {
    const equals = line.indexOf('=');
    const name = equals < 0 ? line : line.slice(0, equals);
    if (!known.has(name) || name in values) odd = true;
    else values[name] = equals < 0 ? null : line.slice(equals + 1);
  }
  return { text, values, odd };
}

/** A line of the report that is not part of the comparison: the folder changes with every `cd`. */
export function comparable(report: string): string {
  return report.split('\n').filter(line => !line.startsWith('cwd=')).join('\n');
}
