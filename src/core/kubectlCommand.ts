/** A kubectl command taken apart: what it does to what. */
export interface KubectlCommand {
  /** `get`, `create deployment`, `create service`, `rollout undo`, `set image`, `delete`. */
  readonly verb: string;
  /** By long name; a switch has an empty list. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** Behind the verb, before `--`. */
  readonly operands: readonly string[];
  /** Of `-n`, `--context` and `--kubeconfig`; the shell's own where they are left out. */
  readonly namespace?: string;
  readonly context?: string;
  readonly kubeconfig?: string;
}

/** What operands name: one object, or all of a kind that a selector or `--all` leaves. */
export interface KubectlRef {
  /** As the API calls it, in the singular: `deployment`, `service`, `pod`; as it was written where it is not known here. */
  readonly kind: string;
  /** Undefined: no name is given. */
  readonly name?: string;
}

const groups = new Set(['create', 'rollout', 'set', 'config', 'auth', 'top', 'certificate', 'cluster-info', 'plugin']);
const subVerbs: Readonly<Record<string, string>> = { deploy: 'deployment', dep: 'deployment', svc: 'service', cm: 'configmap', ns: 'namespace', ing: 'ingress', sa: 'serviceaccount', cj: 'cronjob', pdb: 'poddisruptionbudget', pc: 'priorityclass' };
const serviceTypes = new Set(['clusterip', 'nodeport', 'loadbalancer', 'externalname']);

const kindWords: Readonly<Record<string, string>> = {
  deploy: 'deployment', svc: 'service', po: 'pod', rs: 'replicaset', cm: 'configmap', ns: 'namespace', no: 'node', ep: 'endpoints', endpoint: 'endpoints', sts: 'statefulset', ds: 'daemonset',
  cj: 'cronjob', ing: 'ingress', ingresses: 'ingress', pv: 'persistentvolume', pvc: 'persistentvolumeclaim', sa: 'serviceaccount', hpa: 'horizontalpodautoscaler', ev: 'event', rc: 'replicationcontroller',
  endpoints: 'endpoints', networkpolicies: 'networkpolicy', netpol: 'networkpolicy', storageclasses: 'storageclass', sc: 'storageclass', all: 'all',
};

/** `deploy`, `deployments`, `deployments.apps` and `deployment.v1.apps` are one. */
export function kubectlKind(word: string): string {
  const plain = word.toLowerCase().split('.')[0] ?? '';
  return Object.hasOwn(kindWords, plain) ? kindWords[plain]! : plain.replace(/s$/, '');
}

/** Options that stand alone; whatever else stands without `=` takes the next word as its value. */
const switches = new Set(('--all --all-namespaces --force --now --ignore-not-found --wait --overwrite --dry-run --cascade --show-labels --watch --watch-only --stdin --tty --rm --quiet --expose --command --attach '
  + '--leave-stdin-open --record --save-config --local --list --recursive --server-side --force-conflicts --prune --validate --no-headers --show-kind --ignore-daemonsets --delete-emptydir-data --disable-eviction '
  + '--follow --previous --timestamps --all-containers --prefix --ignore-errors --insecure-skip-tls-verify --match-server-version --warnings-as-errors --disable-compression --help --minify --flatten --client --short '
  + '--windows-line-endings --allow-missing-template-keys --show-managed-fields --output-watch-events --server-print --interactive --namespaced --reverse --current --all-pods').split(' '));
const shortSwitches = 'AiqtwRhI';
const longNames: Readonly<Record<string, string>> = {
  '-n': '--namespace', '-A': '--all-namespaces', '-f': '--filename', '-l': '--selector', '-o': '--output', '-k': '--kustomize', '-c': '--container', '-s': '--server', '-i': '--stdin', '-t': '--tty', '-w': '--watch',
  '-R': '--recursive', '-L': '--label-columns', '-p': '--patch', '-q': '--quiet', '-h': '--help', '-v': '--v',
};
const logNames: Readonly<Record<string, string>> = { ...longNames, '-f': '--follow', '-p': '--previous' };

/** Undefined where the words are no kubectl command, or one without a verb. `minikube kubectl -- …` is one. */
export function kubectlCommand(words: readonly string[]): KubectlCommand | undefined {
  const args = argsOf(words);
  if (!args) return undefined;
  const { options, operands: all } = split(args);
  const [first, second] = all;
  if (first === undefined) return undefined;
  const sub = second !== undefined && groups.has(first) ? Object.hasOwn(subVerbs, second) ? subVerbs[second]! : second : undefined;
  const operands = all.slice(sub === undefined ? 1 : 2);
  const of = (name: string): string | undefined => options.get(name)?.at(-1);
  const [namespace, context, kubeconfig] = ['--namespace', '--context', '--kubeconfig'].map(of);
  return {
    verb: sub === undefined ? first : `${first} ${sub}`, options,
    operands: sub === 'service' && first === 'create' && serviceTypes.has(operands[0] ?? '') ? operands.slice(1) : operands,
    ...namespace !== undefined && { namespace }, ...context !== undefined && { context }, ...kubeconfig !== undefined && { kubeconfig },
  };
}

function argsOf(words: readonly string[]): readonly string[] | undefined {
  const [first = '', ...rest] = words;
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (name === 'kubectl') return rest;
  const at = rest.indexOf('--');
  return name === 'minikube' && at > 0 && rest.slice(0, at).includes('kubectl') ? rest.slice(at + 1) : undefined;
}

/** Options may stand anywhere; after `--` come the words of another command. */
function split(args: readonly string[]): { options: ReadonlyMap<string, readonly string[]>; operands: readonly string[] } {
  const options = new Map<string, readonly string[]>();
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') break;
    if (!arg.startsWith('-') || arg === '-') { operands.push(arg); continue; }
    const read = optionOf(arg, operands[0] === 'logs');
    const takesNext = read.value === undefined && !read.alone && i + 1 < args.length;
    const value = takesNext ? args[++i] : read.value;
    for (const name of read.before) options.set(name, options.get(name) ?? []);
    options.set(read.name, [...options.get(read.name) ?? [], ...value === undefined ? [] : [value]]);
  }
  return { options, operands };
}

interface ReadOption { readonly name: string; readonly value?: string; readonly alone: boolean; readonly before: readonly string[] }

function optionOf(arg: string, logs: boolean): ReadOption {
  if (arg.startsWith('--')) {
    const at = arg.indexOf('=');
    return at > 0 ? { name: arg.slice(0, at), value: arg.slice(at + 1), alone: true, before: [] } : { name: arg, alone: switches.has(arg), before: [] };
  }
  const names = logs ? logNames : longNames;
  const alone = logs ? `${shortSwitches}fp` : shortSwitches;
  const letters = [...arg.slice(1)];
  const at = letters.findIndex(letter => !alone.includes(letter));
  const long = (letter: string): string => names[`-${letter}`] ?? `-${letter}`;
  if (at < 0) return { name: long(letters.at(-1) ?? ''), alone: true, before: letters.slice(0, -1).map(long) };
  const joined = letters.slice(at + 1).join('').replace(/^=/, '');
  return { name: long(letters[at]!), ...joined !== '' && { value: joined }, alone: joined !== '', before: letters.slice(0, at).map(long) };
}

/** What stands between two changes of a map or of a pod's containers, not a name. */
const change = /^[^=]+=|-$/;

/** `type/name`, `type name …` and `type,type name …`. `kubectl label pod x a=b` names a pod alone. */
export function kubectlRefs({ verb, operands }: KubectlCommand): readonly KubectlRef[] {
  if (verb.startsWith('create ')) return operands[0] === undefined ? [] : [{ kind: verb.slice('create '.length), name: operands[0] }];
  if (verb === 'run') return operands[0] === undefined ? [] : [{ kind: 'pod', name: operands[0] }];
  if (/^(?:cordon|uncordon|drain)$/.test(verb)) return operands.map(name => ({ kind: 'node', name }));
  const words = /^(?:label|annotate|taint|set \w+)$/.test(verb) ? operands.filter(word => !change.test(word)) : operands;
  if (/^(?:logs|exec|attach|cp|port-forward)$/.test(verb)) return words.slice(0, 1).map(word => word.includes('/') ? refOf(word) : { kind: 'pod', name: word });
  if (words.some(word => word.includes('/'))) return words.filter(word => word.includes('/')).map(refOf);
  const [types = '', ...names] = words;
  const kinds = types === '' ? [] : types.split(',').map(kubectlKind);
  return kinds.flatMap((kind): KubectlRef[] => names.length ? names.map(name => ({ kind, name })) : [{ kind }]);
}

function refOf(word: string): KubectlRef {
  const at = word.indexOf('/');
  return { kind: kubectlKind(word.slice(0, at)), name: word.slice(at + 1) };
}
