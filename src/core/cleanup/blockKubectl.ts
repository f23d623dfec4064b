import { isOwnInCluster } from '../clusterOwn';
import { isInCluster, namespaceOf } from '../followed';
import { kubectlKind, kubectlRefs, type KubectlCommand, type KubectlRef } from '../kubectlCommand';
import { clusterThing, isNamed } from '../kubectlNames';
import { fitsSelector } from '../kubectlSelector';
import { clusterUid, thingOf, type LiveState } from '../liveState';
import { msg, type Message } from '../message';
import { minikubeProfile } from '../minikube';
import type { Resource } from '../resource';
import { isLiteral } from '../shellCommands';
import { quote } from '../shellQuote';
import type { BlockKnown, CommandVerdict, WordVerdict } from './blockWords';

/** Commands that take nothing away. */
export const harmlessKubectl = /^(?:get|describe|logs|wait|version|explain|api-resources|events|diff|top \w+|cluster-info|cluster-info dump|config (?:view|current-context|get-contexts)|auth (?:can-i|whoami)|rollout (?:status|history))$/;

/** Which words of a kubectl command are the lab's, or what may run in its place. */
export function judgeKubectl(command: KubectlCommand, known: BlockKnown): CommandVerdict {
  const { verb, options, namespace, operands } = command;
  const { live } = known;
  if (leadsAway(command)) return leaveOut(msg('It speaks to another cluster than the lab.'));
  if (!live || !isInCluster(live.daemon)) return leaveOut(msg('The cluster does not answer, so whose it is is not known.'));
  if (options.has('--all-namespaces') || namespace !== undefined && namespace !== namespaceOf(live.daemon)) return leaveOut(msg('It works in another namespace than the lab.'));
  if (verb !== 'delete') return leaveOut(msg('It is not known what `kubectl {0}` takes away.', verb));
  const refs = kubectlRefs(command);
  if (options.has('--filename') || options.has('--kustomize')) return instead(ownIn(known, live, () => true), msg('What the file names cannot be told; of this lab there is nothing.'));
  if (refs.some(({ name }) => name === undefined)) return judgeAll(refs, options.get('--selector')?.at(-1), known, live);
  const byType = !operands.some(word => word.includes('/'));
  const kinds = byType ? (operands[0] ?? '').split(',').map(kubectlKind) : [];
  const words = new Set(byType ? operands.slice(1) : operands);
  return {
    kind: 'words',
    word: word => !words.has(word) ? { kind: 'keep', own: false } : judgeNames(byType ? kinds.map(kind => ({ kind, name: word })) : [{ kind: kubectlKind(word.slice(0, word.indexOf('/'))), name: word.slice(word.indexOf('/') + 1) }], word, known, live),
  };
}

/** Whatever names a place is taken for another: which one it is cannot be seen from here. */
export function leadsAway({ options, context, kubeconfig }: KubectlCommand): boolean {
  return context !== undefined || kubeconfig !== undefined || ['--server', '--cluster', '--user', '--token', '--as'].some(name => options.has(name));
}

/** All of a kind, or those with a label: as it is where all of them are the lab's. */
function judgeAll(refs: readonly KubectlRef[], selector: string | undefined, known: BlockKnown, live: LiveState): CommandVerdict {
  const hit = [...live.resources.values()].filter(row => refs.some(ref => isNamed(ref, row, true)));
  const fits = hit.map(row => selector === undefined ? true : isLiteral(selector) ? fitsSelector(row.labels, selector) : undefined);
  const told = refs.every(({ kind }) => clusterThing(kind) !== undefined && !live.unknown?.has(clusterThing(kind)!)) && fits.every(one => one !== undefined);
  const taken = hit.filter((_row, i) => fits[i] !== false);
  const own = taken.filter(row => isOwnInCluster(row, live, known.ledger, known.lab));
  if (told && taken.length === 0) return { kind: 'leaveOut', asks: false, why: msg('Nothing of that is there.') };
  if (told && own.length === taken.length) return { kind: 'words', word: () => ({ kind: 'keep', own: true }) };
  return instead(own, msg('It takes what others made; of this lab there is nothing.'));
}

/** By name, what the ledger is sure of; what belongs to something goes with that. */
function instead(rows: readonly Resource[], none: Message): CommandVerdict {
  const names = rows.filter(row => thingOf(row) && !('owner' in row && row.owner !== undefined)).map(row => `${row.kind === 'k8s-service' ? 'service' : row.kind}/${row.name}`);
  return names.length ? { kind: 'instead', text: `kubectl delete ${names.map(name => isLiteral(name) ? name : quote(name)).join(' ')}` } : leaveOut(none);
}

function ownIn({ ledger, lab }: BlockKnown, live: LiveState, also: (row: Resource) => boolean): Resource[] {
  return [...live.resources.values()].filter(row => also(row) && isOwnInCluster(row, live, ledger, lab));
}

/** One name, of one kind or of several that are written with commas. */
function judgeNames(refs: readonly KubectlRef[], word: string, known: BlockKnown, live: LiveState): WordVerdict {
  const [first] = refs;
  if (!first?.name) return { kind: 'strike', asks: true, why: msg('It could not be read.') };
  if (first.name.includes('$')) return judgeVariable(refs, word, known, live);
  if (!isLiteral(first.name)) return { kind: 'strike', asks: true, why: msg('What this pattern stands for cannot be told.') };
  if (refs.some(({ kind }) => !clusterThing(kind) || live.unknown?.has(clusterThing(kind)!))) return { kind: 'strike', asks: true, why: msg('Labbook does not follow what is of the kind `{0}`, so whose `{1}` is is not known.', refs.map(({ kind }) => kind).join(','), first.name) };
  const rows = [...live.resources.values()].filter(row => refs.some(ref => isNamed(ref, row)));
  if (rows.length === 0) return { kind: 'strike', asks: false, why: msg('`{0}` is not there.', word) };
  return rows.every(row => isOwnInCluster(row, live, known.ledger, known.lab)) ? { kind: 'keep', own: true } : { kind: 'strike', asks: true, why: msg('`{0}` was not made by this lab.', word) };
}

/** The shell fills in its value; the ledger says which names of the lab it can have become. */
function judgeVariable(refs: readonly KubectlRef[], word: string, known: BlockKnown, live: LiveState): WordVerdict {
  const literal = (refs[0]?.name ?? '').replace(/\$\{[^}]*\}|\$\([^)]*\)|\$\w+/g, '\0');
  const pattern = new RegExp(`^${literal.split('\0').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^\\s]+')}$`);
  const names = literal.replaceAll('\0', '').length < 2 ? [] : ownIn(known, live, row => pattern.test(row.name) && refs.some(({ kind }) => isNamed({ kind, name: row.name }, row))).map(row => word.includes('/') ? `${word.slice(0, word.indexOf('/'))}/${row.name}` : row.name);
  const why = names.length ? msg('Its value is known only when it runs; this is what this lab made.') : msg('What `{0}` stands for is not known to be of this lab.', word);
  return { kind: 'strike', asks: false, why, ...names.length && { instead: names.join(' ') } };
}

/** Stopping or deleting a cluster: only one that this lab made. */
export function judgeMinikube(words: readonly string[], { ledger, live, lab }: BlockKnown): CommandVerdict {
  const verb = words.slice(1).find(word => !word.startsWith('-'));
  const uid = live && clusterUid(live);
  const made = uid === undefined ? undefined : ledger.find(live?.daemon ?? '', uid)?.made;
  if (verb !== 'stop' && verb !== 'delete' && verb !== 'pause') return leaveOut(msg('It is not known what `{0}` takes away.', `minikube ${verb ?? ''}`.trim()));
  const own = made?.courseId === lab.courseId && made.labId === lab.labId && !made.likely && made.name === minikubeProfile(words) && !words.some(word => /^--(?:all|purge)$/.test(word));
  return own ? { kind: 'words', word: () => ({ kind: 'keep', own: true }) } : leaveOut(msg('This lab did not make the cluster.'));
}

function leaveOut(why: Message): CommandVerdict { return { kind: 'leaveOut', why, asks: true }; }
