import { kubectlCommand, kubectlKind, kubectlRefs, type KubectlCommand, type KubectlRef } from './kubectlCommand';
import { commandsIn } from './shellCommands';

/** Kinds that a lab can make by themselves and that are followed. */
export type ClusterThing = 'deployment' | 'pod' | 'replicaset' | 'k8s-service';

/** A name that a kubectl command gives to something it makes. */
export interface KubectlThing {
  readonly kind: ClusterThing;
  /** Without quotes; `$NAME` stands as it was written. */
  readonly name: string;
  /** Of `-n`. */
  readonly namespace?: string;
}
export interface KubectlNames {
  readonly things: readonly KubectlThing[];
  /** Empty: no command makes anything. */
  readonly makers: readonly KubectlMaker[];
}
/** Whom the server notes as the maker of what a command makes: `kubectl-create`, `kubectl-expose`; and where, if the command says so. */
export interface KubectlMaker { readonly managers: readonly string[]; readonly namespace?: string }

/** As a manifest's kind, put into the words of the ledger; undefined for what is not followed. */
export function clusterThing(kind: string): ClusterThing | undefined {
  if (kind === 'service') return 'k8s-service';
  return kind === 'deployment' || kind === 'pod' || kind === 'replicaset' ? kind : undefined;
}

const managersOf: Readonly<Record<string, readonly string[]>> = {
  create: ['kubectl-create'], expose: ['kubectl-expose'], run: ['kubectl-run', 'kubectl-expose'], apply: ['kubectl-client-side-apply', 'kubectl'], replace: ['kubectl-replace'], debug: ['kubectl-debug', 'kubectl'],
};

/** What the kubectl commands in a statement make. It guesses nothing: what it cannot read it leaves out. */
export function kubectlNames(text: string): KubectlNames {
  if (!/kubectl|helm/.test(text)) return { things: [], makers: [] };
  const commands = commandsIn(text);
  const found = commands.flatMap(({ words }) => kubectlCommand(words) ?? []).filter(command => !isDry(command));
  return {
    things: found.flatMap(made),
    makers: [
      ...found.flatMap(({ verb, namespace }) => {
        const managers = managersOf[verb.split(' ')[0] ?? ''];
        return managers ? [{ managers, ...namespace !== undefined && { namespace } }] : [];
      }),
      ...commands.some(({ words }) => words[0] === 'helm') ? [{ managers: ['helm'] }] : [],
    ],
  };
}

/** Nothing comes of it but words. */
export function isDry({ options }: KubectlCommand): boolean {
  const given = options.get('--dry-run');
  return given !== undefined && given.at(-1) !== 'none' && given.at(-1) !== 'false';
}

function made(command: KubectlCommand): KubectlThing[] {
  const { verb, options, namespace } = command;
  const thing = (kind: string, name: string | undefined): KubectlThing[] => {
    const known = clusterThing(kind);
    return known && name !== undefined && name !== '' ? [{ kind: known, name, ...namespace !== undefined && { namespace } }] : [];
  };
  const refs = kubectlRefs(command);
  if (verb.startsWith('create ')) return refs.flatMap(({ kind, name }) => thing(kind, name));
  if (verb === 'run') return refs.flatMap(({ name }) => [...thing('pod', name), ...options.has('--expose') ? thing('service', name) : []]);
  return verb === 'expose' ? refs.flatMap(({ name }) => thing('service', options.get('--name')?.at(-1) ?? name)) : [];
}

/** One line in which kubectl says what it did: `deployment.apps/web scaled`, `service "web" deleted`. */
export interface KubectlLine { readonly kind: ClusterThing; readonly name: string; /** `created`, `scaled`, `image updated`, `deleted`. */ readonly did: string }

const line = /^(?:([a-z][a-z0-9]*)(?:\.[\w.-]+)?\/([\w.-]+) ([a-z][a-z -]*)|([a-z][a-z0-9]*)(?:\.[\w.-]+)? "([\w.-]+)" ((?:force )?deleted)\b.*)$/gm;

export function kubectlLines(output: string): KubectlLine[] {
  return linesOf(output).flatMap(({ kind, ...rest }): KubectlLine[] => {
    const thing = clusterThing(kind);
    return thing ? [{ kind: thing, ...rest }] : [];
  });
}

/** `configmap/settings` of what is not followed: made, and deleted again. */
export function unfollowed(output: string): { readonly made: readonly string[]; readonly deleted: readonly string[] } {
  const lines = linesOf(output).filter(({ kind }) => !clusterThing(kind));
  const named = (did: RegExp) => lines.filter(one => did.test(one.did)).map(({ kind, name }) => `${kind}/${name}`);
  return { made: named(/^created$/), deleted: named(/deleted$/) };
}

function linesOf(output: string) {
  return [...output.replaceAll('\r', '').matchAll(line)].map(([, plain, name, did, kind, quoted, deleted]) => ({ kind: kubectlKind(plain ?? kind ?? ''), name: name ?? quoted ?? '', did: did ?? deleted ?? '' }));
}

/** Whether what is named is this: by its name alone where a name is given, else by its kind. */
export function isNamed({ kind, name }: KubectlRef, resource: { readonly kind: string; readonly name: string }, byKind = false): boolean {
  const of = kind === 'all' || clusterThing(kind) === resource.kind || (kind === 'node' && resource.kind === 'k8s-node');
  return of && (name === undefined ? byKind : name === resource.name);
}
