import { lookup } from 'node:dns/promises';
import type { AwsAsker } from '../../core/checks/eyes';
import type { Seen, Want } from '../../core/checks/want';
import { maskSecrets } from '../../core/secrets';
import { terminalText } from '../../core/terminalText';
import type { DockerSource } from '../docker';
import type { ClusterSource } from '../kubernetes';
import { awsProbe } from './aws';
import { clusterHosts, clusterProbe, podLines } from './cluster';
import { fileProbe } from './file';
import { httpProbe } from './http';
import { tcpProbe } from './tcp';

export interface LookerDeps {
  /** Undefined: Docker is not used here. */
  source(): DockerSource | undefined;
  /** Undefined: no cluster is used here. */
  cluster?(): ClusterSource | undefined;
  /** Undefined: AWS is not used here. */
  aws?(): AwsAsker | undefined;
  /** Name or address of the machine that the daemon runs on; undefined: this one. */
  daemonHost(): string | undefined;
  /** A resolver of its own for tests. */
  resolve?(name: string): Promise<string>;
}

/** Whose eyes are used. */
export interface LookPlace {
  /** The lab's folder, if there is one. */
  folder(): Promise<string | undefined>;
  /** Whether the student allowed this course to ask that host. */
  allowed(host: string): boolean;
}

const deadlineMs = 4000;
const logLines = 8;
const lineLength = 300;

export type Look = (want: Want, place: LookPlace) => Promise<Seen>;

/** Looks at one thing from this machine. Rejects only where the thing is gone, or Docker or the cluster is away. */
export function createLooker({ source, cluster, aws, daemonHost, resolve = async name => (await lookup(name)).address }: LookerDeps): Look {
  const docker = (): DockerSource => {
    const there = source();
    if (!there) throw new Error('Docker is not in use.');
    return there;
  };
  const kubernetes = (): ClusterSource => {
    const there = cluster?.();
    if (!there) throw new Error('No cluster is in use.');
    return there;
  };
  const logs = (uid: string): Promise<string> => uid.startsWith('pod:') ? podLines(uid, kubernetes(), logLines) : docker().look(reader => reader.logs(idOf(uid), logLines));
  return async (want, place) => {
    const policy = { daemonHost: daemonHost(), clusterHosts: clusterHosts(cluster?.()), allowed: (host: string) => place.allowed(host), resolve };
    switch (want.kind) {
      case 'http': return httpProbe(want.url, policy, deadlineMs);
      case 'tcp': return tcpProbe(want.host, want.port, policy, deadlineMs);
      case 'file': return fileProbe(want.path, await place.folder());
      case 'detail': {
        const { envNames, restartPolicy } = await docker().look(reader => reader.inspect(idOf(want.container)));
        return { kind: 'detail', envNames, restartPolicy };
      }
      case 'layers': return { kind: 'layers', count: await docker().look(reader => reader.imageLayers(idOf(want.image, 'image'))) };
      case 'logs': return { kind: 'logs', lines: lastLines(await logs(want.container)) };
      case 'aws': {
        const asker = aws?.();
        if (!asker) throw new Error('AWS is not in use.');
        return awsProbe(want, asker);
      }
      case 'namespace': case 'configmap': case 'nodes': case 'servicePage': return clusterProbe(want, kubernetes());
    }
  };
}

function idOf(uid: string, kind = 'container'): string { return uid.slice(kind.length + 1); }

function lastLines(text: string): string[] {
  const lines = maskSecrets(terminalText(text)).replace(/\x1b\[[0-9;]*m/g, '').split('\n').map(line => line.trimEnd());
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  return lines.slice(-logLines).map(line => line.length > lineLength ? `${line.slice(0, lineLength - 1)}…` : line);
}
