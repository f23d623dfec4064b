import type { AwsResource } from './aws/resource';
import { msg, type Message } from './message';
import type { StatusHead } from './protocol';
import type { Cause, LinkStatus, Remedy } from './source';
import type { AwsPanel } from './statusRow';
import type { LabRef, StatusInput, Translate } from './statusInput';

/** What a lab on AWS adds. */
interface OnAws { readonly panel: AwsPanel; /** What the lab has made there. */ readonly own: readonly AwsResource[] }

/** Header, cause and empty text of the panel. `own` and `others` count rows; `summary` is translated. */
export function headOf(input: StatusInput, counts: { readonly own: number; readonly others: number; readonly summary: string }, translate: Translate, onAws?: OnAws): StatusHead {
  const phase = phaseOf(input);
  return {
    lab: input.lab?.title,
    phase,
    link: translate(linkWord(input.link, phase)),
    where: onAws ? onAws.panel.awsWhere(input, translate) : input.lab?.cluster ? clusterWhere(input, translate) : whereOf(input, translate),
    cluster: input.lab?.cluster ? true : undefined,
    aws: onAws?.panel.awsHead(input, onAws.own, translate),
    asOf: phase === 'stale' ? input.link.lastGood ?? input.link.since : undefined,
    cause: input.link.cause && phase !== 'none' ? causeOf(input.link.cause, translate) : undefined,
    strips: stripsOf(input, translate),
    others: { summary: counts.summary, count: counts.others },
    // The nodes of a fresh swarm are there to be seen, though the lab made none of them.
    empty: input.lab?.swarm && input.swarm?.role === 'manager' ? undefined : emptyOf(input.lab, phase, counts.own, translate, onAws?.panel.awsEmpty(input)),
  };
}

/** What is not shown comes first: it decides how the rest is read. */
function stripsOf({ limits = [], strips = [], link }: StatusInput, translate: Translate): StatusHead['strips'] {
  const [first, ...more] = link.phase === 'live' ? limits : [];
  const missing = first ? [{ id: 'limits', tone: 'info' as const, title: translate(first), detail: more.map(translate).join(' '), actions: [] }] : [];
  const all = [...missing, ...strips];
  return all.length ? all : undefined;
}

/** What is shown is from before. */
export function isStaleNow(input: StatusInput): boolean { return phaseOf(input) === 'stale'; }

/** Rows that were once true are kept and called stale, whatever the link is doing meanwhile. */
function phaseOf({ lab, link, resources }: StatusInput): StatusHead['phase'] {
  if (!lab) return 'none';
  if (link.phase === 'live' || link.phase === 'stale') return link.phase;
  return link.lastGood !== undefined && resources.size > 0 ? 'stale' : link.phase;
}

function linkWord(link: LinkStatus, phase: StatusHead['phase']): Message {
  if (phase !== 'none' && link.reading) return msg('Reading, nothing is asked');
  if (phase === 'none' || link.phase === 'idle') return msg('Not asked yet');
  if (link.phase === 'live') return msg('Live');
  if (link.phase === 'connecting') return msg('Connecting');
  if (link.cause?.code === 'noPermission') return msg('No permission');
  if (link.cause?.code === 'notInstalled') return msg('Not installed');
  return msg('Not connected');
}

function whereOf({ link: { endpoint }, swarm, resources }: StatusInput, translate: Translate): string {
  if (!endpoint) return '';
  const parts = [translate(endpoint.label), endpoint.address];
  // Said only when a variable or a chosen context decides, since that is what surprises.
  if (endpoint.from !== 'default') parts.push(translate(msg('chosen by {0}', endpoint.from)));
  if (endpoint.version) parts.push(translate(msg('Engine {0}', endpoint.version)));
  if (swarm?.role === 'worker') parts.push(translate(msg('worker of a swarm')));
  if (swarm?.role === 'manager') {
    const nodes = [...resources.values()].filter(row => row.kind === 'node').length;
    parts.push(translate(nodes === 1 ? msg('swarm of 1 node') : msg('swarm of {0} nodes', nodes)));
  }
  return parts.join(' · ');
}

/** The context is named where it is not called as its cluster. */
function clusterWhere({ link: { endpoint } }: StatusInput, translate: Translate): string {
  if (!endpoint) return '';
  const parts = [endpoint.label];
  if (endpoint.context !== undefined && endpoint.context !== endpoint.cluster?.cluster) parts.push(msg('context {0}', endpoint.context));
  if (endpoint.cluster) parts.push(msg('namespace {0}', endpoint.cluster.namespace));
  if (endpoint.version) parts.push(msg('Kubernetes {0}', endpoint.version));
  return parts.map(translate).join(' · ');
}

function causeOf(cause: Cause, translate: Translate): NonNullable<StatusHead['cause']> {
  return {
    title: translate(cause.message),
    detail: cause.detail ? translate(cause.detail) : '',
    actions: cause.remedies.map((remedy, index) => ({
      id: `${cause.code}/${index}`,
      label: translate(remedy.label),
      command: remedy.kind === 'command' ? remedy.command : undefined,
      primary: index === 0,
    })),
  };
}

/** The remedy that a button of the page stands for; undefined when the cause has changed since it was drawn. */
export function findRemedy(link: LinkStatus, id: string): Remedy | undefined {
  const match = /^(\w+)\/(\d+)$/.exec(id);
  if (!match || !link.cause || match[1] !== link.cause.code) return undefined;
  return link.cause.remedies[Number(match[2])];
}

function emptyOf(lab: LabRef | undefined, phase: StatusHead['phase'], own: number, translate: Translate, onAws: Message | undefined): StatusHead['empty'] {
  if (!lab) return { title: translate(msg('No lab is open.')), detail: translate(msg('Open a section with a lab in the Labbook view: what it makes appears here.')) };
  if (phase !== 'live' || own > 0) return undefined;
  const first = lab.firstBlock;
  return {
    title: translate(msg('This lab has made nothing yet.')),
    detail: translate(onAws ?? (lab.cluster ? msg('Run the first block: what it makes in the cluster appears here the moment the cluster reports it.') : msg('Run the first block and its container appears here the moment Docker reports it.'))),
    goTo: first && { ...first, label: translate(msg('Go to the first block')) },
  };
}
