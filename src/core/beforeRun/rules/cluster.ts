import { isOwnInCluster } from '../../clusterOwn';
import { isInCluster, namespaceOf } from '../../followed';
import { kubectlRefs, type KubectlCommand, type KubectlRef } from '../../kubectlCommand';
import { clusterThing, isDry, isNamed } from '../../kubectlNames';
import { fitsSelector } from '../../kubectlSelector';
import { clusterUid, type LiveState } from '../../liveState';
import { msg } from '../../message';
import type { Resource } from '../../resource';
import { isLiteral } from '../../shellCommands';
import { quote } from '../../shellQuote';
import { namesOf, wouldRemove } from '../amounts';
import type { Before } from '../before';
import { madeHere } from '../owned';
import type { RiskRule, Seen } from '../rule';

/** Commands after which something is another than before. */
const changes = /^(?:create .*|create|apply|replace|patch|edit|delete|run|expose|scale|autoscale|label|annotate|taint|cordon|uncordon|drain|set .*|rollout (?:undo|restart|pause|resume))$/;
const nodeVerbs = /^(?:cordon|uncordon|drain|taint)$/;

/** What reaches beyond the lab's own things in its namespace. */
export const clusterRules: readonly RiskRule[] = [
  {
    rule: 'kube.elsewhere',
    find: ({ kubectl, before }) => {
      const place = kubectl && changes.test(kubectl.verb) && !isDry(kubectl) ? elsewhere(kubectl, before) : undefined;
      return place === undefined ? undefined : {
        title: msg('Block {0} changes something in another cluster.', before.ordinal), about: [place],
        detail: msg('`{0}` is not where this lab works: what is there, and whose it is, cannot be seen from here.', place),
      };
    },
  },
  {
    rule: 'kube.removesForeign',
    find: seen => {
      const { kubectl, before } = seen;
      if (kubectl?.verb !== 'delete' || isDry(kubectl) || elsewhere(kubectl, before) !== undefined) return undefined;
      return removal(seen, kubectl);
    },
  },
  {
    rule: 'kube.node',
    find: ({ kubectl, before }) => {
      if (!kubectl || !nodeVerbs.test(kubectl.verb) || isDry(kubectl) || elsewhere(kubectl, before) !== undefined || isOwnCluster(before)) return undefined;
      // The nodes of a minikube are the student's own: what is cordoned there is uncordoned as easily.
      if (kubectl.verb !== 'drain' && [...before.live?.resources.values() ?? []].some(({ kind }) => kind === 'k8s-node')) return undefined;
      return {
        title: msg('Block {0} takes a node out of use in a cluster that this lab did not make.', before.ordinal), about: [kubectl.verb, ...kubectl.operands],
        detail: msg('`{0}` is felt by everybody whose pods run on it, in all namespaces.', `kubectl ${[kubectl.verb, ...kubectl.operands].join(' ')}`),
      };
    },
  },
  {
    rule: 'kube.deletesCluster',
    find: ({ command, before }) => {
      const given = clusterDeletion(command.words);
      return given === undefined || isOwnCluster(before) && given === 'minikube delete' ? undefined : {
        title: msg('Block {0} would delete a cluster that this lab did not make.', before.ordinal), about: [given],
        detail: msg('`{0}`: whatever runs in it and is stored in it is lost for good.', given),
      };
    },
  },
];

/** How a command names another place than the lab's; undefined where it does not. */
function elsewhere({ options, context, kubeconfig }: KubectlCommand, before: Before): string | undefined {
  if (kubeconfig !== undefined) return `--kubeconfig ${kubeconfig}`;
  if (context !== undefined && context !== before.context) return `--context ${context}`;
  return ['--server', '--cluster'].flatMap(name => options.has(name) ? [`${name} ${options.get(name)?.at(-1) ?? ''}`.trim()] : [])[0];
}

function isOwnCluster(before: Before): boolean {
  const uid = before.live && clusterUid(before.live);
  return uid !== undefined && madeHere(before, uid);
}

function clusterDeletion(words: readonly string[]): string | undefined {
  const plain = words.filter(word => !word.startsWith('-'));
  if (plain[0] === 'minikube' && plain.includes('delete')) return words.length === 2 ? 'minikube delete' : words.join(' ');
  return (plain[0] === 'kind' || plain[0] === 'k3d') && plain.includes('delete') && plain.some(word => /^clusters?$/.test(word)) ? words.join(' ') : undefined;
}

function removal(seen: Seen, kubectl: KubectlCommand): ReturnType<RiskRule['find']> {
  const { before } = seen;
  const { live } = before;
  const refs = kubectlRefs(kubectl);
  const shown = seen.command.words.join(' ').slice(0, 200);
  const spaces = refs.filter(({ kind }) => kind === 'namespace');
  if (spaces.length) {
    const names = spaces.map(({ name }) => name ?? '--all').join(', ');
    return { title: msg('Block {0} would delete a namespace and all that is in it.', before.ordinal), about: [`namespace ${names}`], detail: msg('`{0}`: everything there goes, whoever made it. Labbook does not know who made the namespace.', names) };
  }
  if (!live || !isInCluster(live.daemon)) return undefined;
  const namespace = kubectl.options.has('--all-namespaces') ? '--all-namespaces' : kubectl.namespace;
  if (namespace !== undefined && namespace !== namespaceOf(live.daemon)) {
    return { title: msg('Block {0} would remove things in another namespace.', before.ordinal), about: [`namespace ${namespace}`], detail: msg('`{0}` is not the namespace in which this lab works: what is there, and whose it is, cannot be seen from here.', namespace) };
  }
  const unseen = refs.filter(({ kind, name }) => kind !== 'all' && clusterThing(kind) === undefined && !(name !== undefined && madeHere(before, `other:${kind}/${name}`)));
  if (unseen.length && !(live.own?.courseId === before.courseId && live.own.labId === before.labId)) {
    const names = unseen.map(({ kind, name }) => name === undefined ? kind : `${kind}/${name}`).join(', ');
    return { title: msg('Block {0} would remove things of which it is not known who made them.', before.ordinal), about: [names], detail: msg('`{0}`: Labbook does not follow things of that kind.', names) };
  }
  const hit = hitBy(seen, kubectl, refs, live);
  const foreign = hit?.filter(row => !isOwnInCluster(row, live, before.ledger, before)) ?? [];
  if (foreign.length) return foreignRisk(seen, hit ?? [], foreign);
  return hit === undefined && [...live.resources.values()].some(row => isSomebodys(row) && !isOwnInCluster(row, live, before.ledger, before))
    ? { title: msg('Block {0} would remove things that cannot be told beforehand.', before.ordinal), about: [shown], detail: msg('`{0}` takes what its variables, a file or the cluster name at that moment, and there is more here than what this lab made.', shown) } : undefined;
}

/** Not of the cluster itself. */
function isSomebodys(row: Resource): boolean { return clusterKinds.has(row.kind) && !(row.kind === 'k8s-service' && row.name === 'kubernetes'); }

const clusterKinds: ReadonlySet<string> = new Set(['deployment', 'pod', 'replicaset', 'k8s-service']);

/** Rows that a deletion would take; undefined where that cannot be told. */
function hitBy({ values }: Seen, { options }: KubectlCommand, refs: readonly KubectlRef[], live: LiveState): readonly Resource[] | undefined {
  const known = (text: string): string => text.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced?: string, plain?: string) => values.get(braced ?? plain ?? '') ?? whole);
  const selector = options.get('--selector')?.at(-1);
  const named = refs.map(ref => ref.name === undefined ? ref : { kind: ref.kind, name: known(ref.name) });
  const told = !options.has('--filename') && !options.has('--kustomize') && !options.has('--field-selector') && named.every(({ kind, name }) => (kind === 'all' || clusterThing(kind) !== undefined) && (name === undefined || isLiteral(name)));
  const rows = [...live.resources.values()].filter(row => isSomebodys(row) && named.some(ref => isNamed(ref, row, true)));
  const fits = rows.filter(row => selector === undefined || (isLiteral(known(selector)) ? fitsSelector(row.labels, known(selector)) : undefined) !== false);
  return told && (selector === undefined || isLiteral(known(selector))) ? fits : undefined;
}

function foreignRisk({ before, alone }: Seen, hit: readonly Resource[], foreign: readonly Resource[]): ReturnType<RiskRule['find']> {
  const own = hit.filter(row => !foreign.includes(row) && !('owner' in row && row.owner !== undefined));
  const command = ['kubectl delete', ...own.map(row => `${row.kind === 'k8s-service' ? 'service' : row.kind}/${row.name}`).map(word => isLiteral(word) ? word : quote(word))].join(' ');
  return {
    title: wouldRemove(before.ordinal, foreign), about: foreign.map(({ uid }) => uid), detail: msg('Not of this lab: `{0}`. What is in it is lost for good.', namesOf(foreign)),
    ...alone && own.length > 0 ? { safe: { label: msg('Remove only what this lab made'), command } } : {},
  };
}
