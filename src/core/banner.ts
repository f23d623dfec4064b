import { awsWhere } from './aws/banner';
import type { ShellReport } from './contextReport';
import type { TargetId } from './course';
import { followedOf } from './followed';
import type { Machine } from './machine';
import { msg, type Message } from './message';
import type { EndpointView, LinkStatus } from './source';

export interface BannerInput {
  readonly targets: readonly TargetId[];
  /** What the lab's shell said at its last prompt; undefined before it has a shell. */
  readonly report?: ShellReport;
  /** The Docker daemon or cluster that the shell's variables lead to. */
  readonly link?: LinkStatus;
  /** Where the extension runs: this machine, an SSH host, a container. */
  readonly machine: Machine;
}

export interface Banner {
  readonly where: Message;
  readonly detail: readonly Message[];
  readonly state: 'known' | 'unknown';
  /** What would surprise: an alias, a variable that redirects. One sentence each. */
  readonly notes: readonly Message[];
}

/** Where commands will go, in words first and exact after. The shell's word counts, not the extension's environment. */
export function bannerOf({ targets, report, link, machine }: BannerInput): Banner {
  const endpoint = followedOf(targets) ? link?.endpoint : undefined;
  const notes = report ? notesOf(report) : [];
  const state = report ? 'known' : 'unknown';
  if (targets.includes('aws')) {
    const { where, detail, notes: own } = awsWhere(link);
    return { where, detail, state, notes: [...own, ...notes] };
  }
  if (targets.includes('kubernetes')) return clusterBanner(link, notes, state);
  const detail = endpoint ? [
    placeOf(endpoint),
    ...(endpoint.version ? [msg('Engine {0}', endpoint.version)] : []),
  ] : [];
  const outside = machine.container && followedOf(targets) === 'docker' ? [msg('This window works in a container. If its Docker is that of the machine outside, a folder that a block mounts is looked up there, and published ports open there.')] : [];
  return { where: endpoint?.label ?? machine.name, detail, state, notes: [...outside, ...notes] };
}

function clusterBanner(link: LinkStatus | undefined, notes: readonly Message[], state: Banner['state']): Banner {
  const endpoint = link?.endpoint;
  const cluster = endpoint?.cluster;
  if (!cluster) return { where: msg('no cluster yet'), detail: link?.cause ? [link.cause.message] : [], state, notes };
  return {
    where: endpoint.label, state,
    detail: [
      msg('context {0}', cluster.name), msg('namespace {0}', cluster.namespace), ...(cluster.user === '' ? [] : [msg('user {0}', cluster.user)]),
      ...(cluster.minikube === undefined ? [] : [msg('made by minikube')]), ...(endpoint.version === undefined ? [] : [msg('Kubernetes {0}', endpoint.version)]),
    ],
    notes: [...(cluster.copyOf ? [msg('This lab’s terminal has a kubeconfig of its own. Your files and other terminals stay as they are.')] : []), ...notes],
  };
}

function placeOf({ context, from, address }: EndpointView): Message {
  if (context) return msg('context {0}', context);
  return from === 'default' ? msg('context default') : msg('{0}, set by {1}', address, from);
}

function notesOf({ values, odd }: ShellReport): Message[] {
  const notes: Message[] = [];
  if (odd) notes.push(msg('A variable that decides where commands go holds a line break. Run is locked until it is mended in the terminal.'));
  for (const tool of ['docker', 'kubectl', 'aws']) {
    const found = (values[`tool:${tool}`] ?? '').trim();
    if (found !== '' && !/^(?:\/|[A-Za-z]:[\\/])/.test(found)) notes.push(msg('{0} is an alias or a function in this shell: {1}', tool, found));
  }
  if (values.MINIKUBE_ACTIVE_DOCKERD) notes.push(msg('docker talks to the daemon inside minikube ({0}).', values.MINIKUBE_ACTIVE_DOCKERD));
  return notes;
}
