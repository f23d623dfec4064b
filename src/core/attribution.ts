import { dockerNames, type DockerNames, type NamedThing } from './dockerNames';
import { AwsAttributor } from './aws/attribution';
import { awsClues, type AwsClues } from './aws/clues';
import { isOfAws } from './aws/resource';
import { isOfCluster, type ClusterResource } from './clusterResource';
import { imageName } from './imageName';
import { kubectlLines, kubectlNames, type KubectlMaker, type KubectlNames } from './kubectlNames';
import { msg, type Message } from './message';
import { viaOwners } from './ownerChain';
import type { Resource } from './resource';
import type { RunRecord } from './run';
import type { Made } from './statusInput';

/** Which run made a thing, and how that is known. */
export interface Attribution extends Made {
  readonly runId: string;
  /**
   * Strongest first: its id was printed by the run; its name stands in the command; a container of the run mounts it;
   * its compose project lies in the lab's folder or is one of the run's; it appeared while the block ran.
   * In a cluster: its name was printed by the run as made; its name stands in the command; what it belongs to is the run's;
   * it appeared in the lab's own namespace; the server notes such a command as its maker. On AWS: aws/attribution.ts.
   */
  readonly evidence: 'printedId' | 'printed' | 'named' | 'mounted' | 'project' | 'owner' | 'namespace' | 'emulator' | 'manager' | 'window';
  /** An image that was fetched, not built; undefined where the command does not tell. */
  readonly pulled?: boolean;
}

/** What is known of a run beside its record. */
export interface RunHints {
  /** Whether a thing was not there when the run began; undefined: nobody looked. */
  appeared(run: RunRecord, uid: string): boolean | undefined;
  /** Absolute path of the lab's folder. */
  folder(run: RunRecord): string | undefined;
  /** Whether nobody but this run's lab works in the namespace that is followed. */
  ownsNamespace(run: RunRecord): boolean;
  /** Whether the ledger is sure that the thing of this name, id or ARN on AWS is of this run's lab. */
  ownsOnAws?(run: RunRecord, called: string): boolean;
  /** Runs of other labs went on at the same time. */
  besideOthers?(run: RunRecord): boolean;
}
const noHints: RunHints = { appeared: () => undefined, folder: () => undefined, ownsNamespace: () => false };

/** What one run tells; found once for each record. */
interface Clues {
  readonly run: RunRecord;
  readonly names: DockerNames;
  /** Ids that stood alone on a line of the output. */
  readonly printed: readonly string[];
  readonly output: string;
  /** Of its kubectl commands. */
  readonly cluster: KubectlNames;
  /** `deployment:web`, of lines that say that it was made. */
  readonly printedNames: readonly string[];
  readonly aws: AwsClues;
}
interface Named extends Pick<NamedThing, 'name' | 'how'> { readonly kind: Resource['kind'] | 'stack'; readonly namespace?: string }
interface Claim { readonly clues: Clues; readonly thing: Named }

/** Creation times have whole seconds, and clocks are compared over a connection. */
const beforeMs = 2000;
const afterMs = 5000;
const promptMs = 1000;

/** Finds the run behind each resource. Keeps what it read in a record for as long as the record lives. */
export class Attributor {
  private readonly cache = new WeakMap<RunRecord, Clues>();

  /** By uid. `skewMs`: the daemon's clock minus that of the runs. Runs that are still going count too. */
  attribute(resources: Iterable<Resource>, runs: readonly RunRecord[], skewMs: number, hints: RunHints = noHints): Map<string, Attribution> {
    const all = [...resources];
    const clues = runs.map(run => this.cluesOf(run)).filter(isTelling).sort((a, b) => b.run.start - a.run.start);
    const index = new Index(clues, skewMs, hints);
    const made = new Map<string, Attribution>();
    for (const resource of all) {
      if (isOfAws(resource) || !isMadeByCommand(resource)) continue;
      const found = isOfCluster(resource) ? index.printedName(resource) ?? index.named(resource) ?? index.appeared(resource)
        : index.printed(resource) ?? index.named(resource) ?? index.project(resource) ?? index.window(resource);
      if (found) made.set(resource.uid, found);
    }
    new AwsAttributor(clues, skewMs, hints).attribute(all.filter(resource => isOfAws(resource)), made);
    viaOwners(all, made);
    return made;
  }

  private cluesOf(run: RunRecord): Clues {
    const known = this.cache.get(run);
    if (known) return known;
    const clues = readClues(run);
    this.cache.set(run, clues);
    return clues;
  }
}

export function attribute(resources: Iterable<Resource>, runs: readonly RunRecord[], skewMs: number, hints?: RunHints): Map<string, Attribution> {
  return new Attributor().attribute(resources, runs, skewMs, hints);
}

/** Alone on a line, as `run -d`, `create` and `build -q` print them; service ids have 25 letters; builds say it in a sentence. */
const printedId = /^(?:(?:#\d+ )?writing image )?(?:sha256:)?([0-9a-f]{64}|[0-9a-z]{25})(?: done| [\d.]+s done)?\s*$/gm;
const builtId = /^Successfully built ([0-9a-f]{12})\s*$/gm;

function isTelling({ names, printed, cluster, printedNames, aws }: Clues): boolean {
  return aws.makes.length > 0 || aws.mayMake || names.any || printed.length > 0 || cluster.makers.length > 0 || printedNames.length > 0;
}

/** `serverside-applied` is said of what was there before, too: only its age tells. */
const saysMade = /^(?:created|exposed|serverside-applied)\b/;

function readClues(run: RunRecord): Clues {
  const ran = run.statements.filter(statement => statement.outcome.kind !== 'notRun').map(statement => statement.text);
  const texts = run.statements.length ? ran : [run.blockText];
  const names = texts.map(dockerNames);
  const cluster = texts.map(kubectlNames);
  const output = run.output ? `${run.output.head}\n${run.output.tail}` : '';
  return {
    run, output, aws: awsClues(run, texts, output),
    printed: [...output.matchAll(printedId), ...output.matchAll(builtId)].map(found => found[1] ?? ''),
    names: { things: names.flatMap(n => n.things), renamed: names.flatMap(n => n.renamed), any: names.some(n => n.any) },
    cluster: { things: cluster.flatMap(n => n.things), makers: cluster.flatMap(n => n.makers) },
    printedNames: kubectlLines(output).filter(({ did }) => saysMade.test(did)).map(({ kind, name }) => `${kind}:${name}`),
  };
}

class Index {
  private readonly byPrinted = new Map<string, Clues[]>();
  private readonly byPrintedName = new Map<string, Clues[]>();
  private readonly byName = new Map<string, Claim[]>();
  private readonly loose: { readonly pattern: RegExp; readonly claim: Claim }[] = [];
  private readonly oldNames = new Map<string, string[]>();
  /** Nothing that came later can be of any run. */
  private readonly lastEnd: number;

  constructor(private readonly clues: readonly Clues[], private readonly skewMs: number, private readonly hints: RunHints) {
    this.lastEnd = Math.max(...clues.map(({ run }) => (run.end ?? Number.POSITIVE_INFINITY) + skewMs + afterMs));
    for (const clue of clues) {
      for (const id of clue.printed) push(this.byPrinted, id, clue);
      for (const [fresh, old] of clue.names.renamed) push(this.oldNames, fresh, old);
      for (const name of clue.printedNames) push(this.byPrintedName, name, clue);
      for (const thing of clue.names.things) this.claim({ clues: clue, thing });
      for (const thing of clue.cluster.things) this.claim({ clues: clue, thing: { ...thing, how: 'made' } });
    }
  }

  printed(resource: Resource): Attribution | undefined {
    const id = resource.uid.slice(resource.uid.lastIndexOf(':') + 1);
    const clue = [...this.byPrinted.get(id) ?? [], ...this.byPrinted.get(id.slice(0, 12)) ?? []].find(candidate => this.within(candidate.run, resource));
    return clue && result(clue.run, 'printedId', msg('id printed by the command'), false);
  }

  printedName(resource: ClusterResource): Attribution | undefined {
    const clue = this.byPrintedName.get(`${resource.kind}:${resource.name}`)?.find(({ run }) => this.within(run, resource));
    return clue && result(clue.run, 'printed', msg('its name was printed by the command'), false);
  }

  named(resource: Resource): Attribution | undefined {
    for (const key of this.keysOf(resource)) {
      const claim = this.byName.get(key)?.find(candidate => this.fits(candidate, resource));
      if (claim) return { ...result(claim.clues.run, 'named', msg('named in the command'), this.isGuess(claim, resource)), pulled: claim.thing.how !== 'made' };
    }
    const keys = this.keysOf(resource);
    const found = this.loose.find(({ pattern, claim }) => keys.some(key => pattern.test(key)) && this.fits(claim, resource));
    if (!found) return undefined;
    const { clues: { run }, thing } = found.claim;
    // It was not there before the run, which has named something of that form: nobody else's by all that is known.
    const appeared = this.hints.appeared(run, resource.uid) === true;
    return { ...result(run, 'named', msg('named in the command, as far as its variables tell'), !appeared), ...appeared && { pulled: thing.how !== 'made' } };
  }

  /** Compose says from which folder it works. */
  project(resource: Resource): Attribution | undefined {
    const from = resource.labels['com.docker.compose.project.working_dir'];
    const clue = from === undefined || this.hints === noHints ? undefined : this.clues.find(({ run }) => {
      const folder = this.hints.folder(run);
      return folder !== undefined && (from === folder || from.startsWith(`${folder}/`)) && this.within(run, resource);
    });
    return clue && result(clue.run, 'project', msg('its compose project lies in the lab’s folder'), false);
  }

  /** Only where all runs in question are of one lab: then the latest of them. */
  window(resource: Resource): Attribution | undefined {
    if (resource.created === undefined || (resource.kind !== 'image' && resource.created > this.lastEnd) || (resource.kind === 'image' && this.hints === noHints)) return undefined;
    const fitting = this.clues.filter(clue => clue.names.any && this.within(clue.run, resource) && this.isPrompt(clue.run, resource));
    const [first] = fitting;
    if (!first || fitting.some(clue => clue.run.labId !== first.run.labId)) return undefined;
    return result(first.run, 'window', msg('appeared while the block ran'), true);
  }

  /** Its time speaks for it, and whom the server notes as its maker. */
  appeared(resource: ClusterResource): Attribution | undefined {
    if (resource.created === undefined || resource.created > this.lastEnd) return undefined;
    const fitting = this.clues.filter(({ run, cluster }) => this.within(run, resource) && this.isPrompt(run, resource) && cluster.makers.some(maker => isBy(resource, maker)));
    const [first] = fitting;
    if (!first || fitting.some(clue => clue.run.labId !== first.run.labId)) return undefined;
    if (this.hints.ownsNamespace(first.run)) return result(first.run, 'namespace', msg('appeared in the lab’s own namespace'), false);
    return resource.managers.length ? result(first.run, 'manager', msg('appeared while the block ran, made by such a command'), true) : result(first.run, 'window', msg('appeared while the block ran'), true);
  }

  /** What nothing but its time speaks for must not come long after the end. */
  private isPrompt(run: RunRecord, { kind, created }: Resource): boolean {
    return kind === 'image' || run.end === undefined || (created ?? 0) <= run.end + this.skewMs + promptMs;
  }

  private claim(claim: Claim): void {
    const { kind, name } = claim.thing;
    if (!/\$/.test(name)) return push(this.byName, `${kind}:${kind === 'image' ? imageName(name) : name}`, claim);
    const literal = name.replace(/\$\{[^}]*\}|\$\([^)]*\)|\$\w+|`[^`]*`/g, '\0');
    if (literal.replaceAll('\0', '').length < 2) return;
    const body = literal.split('\0').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+');
    this.loose.push({ pattern: new RegExp(`^${kind}:${body}${kind === 'image' && !/:[^/]*$/.test(literal) ? '(:latest)?' : ''}$`), claim });
  }

  private keysOf(resource: Resource): string[] {
    if (resource.kind === 'image') return resource.tags.map(tag => `image:${imageName(tag)}`);
    const keys = [resource.name, ...(this.oldNames.get(resource.name) ?? [])].map(name => `${resource.kind}:${name}`);
    const service = resource.labels['com.docker.swarm.service.name'];
    const stack = resource.labels['com.docker.stack.namespace'];
    return [...keys, ...(service ? [`service:${service}`] : []), ...(stack ? [`stack:${stack}`] : [])];
  }

  /** An image is as old as its maker's build: when it came here is not known. Replicas come and go long after their service. */
  private fits({ clues, thing }: Claim, resource: Resource): boolean {
    if (isOfCluster(resource) && !isWithin(resource.namespace, thing.namespace)) return false;
    if (resource.kind === 'image') return this.hints.appeared(clues.run, resource.uid) !== false;
    return this.within(clues.run, resource, resource.kind === 'container' && (thing.kind === 'service' || thing.kind === 'stack'));
  }

  private isGuess({ clues, thing }: Claim, resource: Resource): boolean {
    if (thing.how === 'made' || this.hints.appeared(clues.run, resource.uid) === true) return false;
    if (thing.how === 'pulled') return /Image is up to date for/.test(clues.output);
    const name = imageName(thing.name);
    return ![...clues.output.matchAll(/Unable to find image '([^']+)' locally/g)].some(found => imageName(found[1] ?? '') === name);
  }

  private within(run: RunRecord, resource: Resource, openEnd = false): boolean {
    // An image is as old as its maker's build: only who looked before and after knows that it is new here.
    const known = resource.kind === 'image' ? this.hints.appeared(run, resource.uid) : undefined;
    if (known !== undefined) return known;
    if (resource.created === undefined || resource.created < run.start + this.skewMs - beforeMs) return false;
    if (run.end !== undefined && !openEnd && resource.created > run.end + this.skewMs + afterMs) return false;
    return this.hints === noHints || this.hints.appeared(run, resource.uid) !== false;
  }
}

/** Where nothing is noted anybody may have made it. */
function isBy({ managers, namespace }: ClusterResource, maker: KubectlMaker): boolean {
  return isWithin(namespace, maker.namespace) && (managers.length === 0 || managers.some(({ name }) => maker.managers.includes(name)));
}

function isWithin(namespace: string, said: string | undefined): boolean { return said === undefined || said.includes('$') || said === namespace; }

/** Nodes join, tasks are made by their manager, and two networks come with the swarm itself; what has an owner was made by it. */
function isMadeByCommand(resource: Resource): boolean {
  if (isOfCluster(resource)) return resource.owner === undefined && (resource.kind === 'deployment' || resource.kind === 'pod' || resource.kind === 'replicaset' || resource.kind === 'k8s-service');
  if (resource.kind === 'network') return resource.name !== 'docker_gwbridge' && !(resource.name === 'ingress' && resource.scope === 'swarm');
  return resource.kind !== 'node' && resource.kind !== 'task';
}

function result(run: RunRecord, evidence: Attribution['evidence'], message: Message, likely: boolean): Attribution {
  return { labId: run.labId, sectionId: run.sectionId, blockId: run.blockId, runId: run.runId, evidence, message, likely };
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
