import { readAwsShort } from './aws/checkShort';
import type { Assertion, Test } from './check';
import { clusterThings, readClusterShort } from './checkShortCluster';
import { readPort } from './checkTest';
import { Words, Wrong } from './checkWords';
import { readServiceAddress } from './clusterCheck';
import { msg, type Message } from './message';
import { nearestWord } from './nearestWord';

/** What is wrong with a short form, and which piece of it: UTF-16 offsets in the text. */
export interface ShortProblem { readonly start: number; readonly end: number; readonly message: Message; readonly remedy: Message }

export interface ShortCheck {
  /** Undefined where the text is wrong. */
  readonly test?: Test;
  readonly needs: readonly string[];
  readonly problem?: ShortProblem;
}

/** `container web1 running ports 8080:80; output contains "x"; after web1`. The first mistake ends the reading. */
export function readShortCheck(text: string): ShortCheck {
  const words = new Words(text);
  try {
    return new Grammar(words).check();
  } catch (error) {
    if (error instanceof Wrong) return { needs: [], problem: { ...error.place, message: error.text, remedy: error.remedy } };
    throw error;
  }
}

/** What a check in short form can begin with. */
export const shortThings = ['container', 'image', 'network', 'volume', 'swarm', 'nodes', 'service', 'stack', 'tasks', 'http', 'port', 'file', 'output', 'exit', 'ran', 'aws', ...clusterThings] as const;
type Thing = typeof shortThings[number];

class Grammar {
  constructor(private readonly words: Words) {}

  check(): ShortCheck {
    const tests: Assertion[] = [];
    const needs: string[] = [];
    while (!this.words.over) {
      if (this.words.takes(';')) continue;
      if (this.words.takes('after')) needs.push(...this.names());
      else tests.push(this.assertion());
      if (!this.words.over && !this.words.takes(';')) throw this.words.wrong(msg('This is not understood here: {0}', this.words.next?.text ?? ''), msg('Put a semicolon between two assertions, and quotes around a text.'));
    }
    const [first] = tests;
    if (first === undefined) throw this.words.wrong(msg('Nothing is asserted here.'), msg('Write for example: container web1 running.'));
    return { needs, test: tests.length > 1 ? { kind: 'all', tests } : first };
  }

  private names(): string[] {
    const names = [this.words.word(msg('The name of a block or check is missing after "after".'))];
    while (!this.words.over && this.words.next?.text !== ';') names.push(this.words.word(msg('The name of a block or check is missing after "after".')).replace(/,$/, ''));
    return names.map(name => name.replace(/,$/, ''));
  }

  private assertion(): Assertion {
    const { next } = this.words;
    const kind = shortThings.find(thing => next?.kind === 'word' && next.text === thing);
    if (kind === undefined) {
      const near = nearestWord(next?.text ?? '', shortThings);
      throw this.words.wrong(msg('No assertion begins with this: {0}', next?.text ?? ''), near === undefined ? msg('Begin with one of: {0}.', shortThings.join(', ')) : msg('Did you mean "{0}"?', near));
    }
    this.words.takes(kind);
    return this.about(kind);
  }

  private about(kind: Thing): Assertion {
    switch (kind) {
      case 'container': return this.container();
      case 'image': return this.image();
      case 'network': return this.network();
      case 'volume': return { kind, name: this.words.name(), state: this.words.one(['present', 'absent']) };
      case 'swarm': this.words.takes('active'); return { kind, state: this.words.one(['manager', 'worker', 'inactive']) };
      case 'nodes': return this.nodes();
      case 'service': return this.service();
      case 'stack': return this.stack();
      case 'tasks': return { kind, service: this.words.name(), state: this.words.word(msg('The state of the tasks is missing, such as failed.')), atLeast: this.words.atLeast(), ...this.words.contains() };
      case 'http': return this.http();
      case 'port': return { kind: 'tcp', port: this.words.word(msg('The number of the port is missing.')), state: this.words.one(['open', 'closed']) };
      case 'file': return this.file();
      case 'output': return this.output();
      case 'exit': return { kind, code: this.words.number() };
      case 'ran': return { kind, block: this.words.name() };
      case 'aws': return readAwsShort(this.words);
      default: return readClusterShort(kind, this.words);
    }
  }

  private container(): Assertion {
    let claim: Extract<Assertion, { kind: 'container' }> = { kind: 'container', name: this.words.name(), ...this.state() };
    for (;;) {
      if (this.words.takes('ports')) claim = { ...claim, ...this.ports() };
      else if (this.words.takes('image')) claim = { ...claim, image: this.words.name() };
      else if (this.words.takes('health')) claim = { ...claim, health: this.words.one(['healthy', 'unhealthy', 'starting']) };
      else if (this.words.takes('network')) claim = { ...claim, networks: [...claim.networks ?? [], this.words.name()] };
      else if (this.words.takes('volume')) claim = { ...claim, volumes: [...claim.volumes ?? [], this.words.name()] };
      else return claim;
    }
  }

  private state() {
    const exited = /^exited\((\d{1,3})\)$/.exec(this.words.next?.text ?? '');
    if (exited === null) return { state: this.words.one(['running', 'exited', 'created', 'paused', 'restarting', 'absent']) };
    this.words.takes(exited[0]);
    return { state: 'exited' as const, exitCode: Number(exited[1]) };
  }

  private ports() {
    if (this.words.takes('none')) return { noPorts: true };
    const word = this.words.next;
    const claims = this.words.word(msg('The ports are missing.')).split(',').map(source => readPort(source.replace('->', ':')));
    const ports = claims.filter(claim => claim !== undefined);
    if (ports.length < claims.length) throw new Wrong(word!, msg('These are no ports: {0}', word!.text), msg('Write them as host:container, such as 8080:80, several with commas between.'));
    return { ports };
  }

  private image(): Assertion {
    const claim = { kind: 'image' as const, name: this.words.name(), ...this.words.presence() };
    if (!this.words.takes('layers')) return claim;
    if (this.words.takes('>=')) return { ...claim, layersAtLeast: this.words.number() };
    return { ...claim, layers: this.words.equals() };
  }

  private network(): Assertion {
    let claim: Extract<Assertion, { kind: 'network' }> = { kind: 'network', name: this.words.name(), ...this.words.presence() };
    for (;;) {
      if (this.words.takes('driver')) claim = { ...claim, driver: this.words.name() };
      else if (this.words.takes('scope')) claim = { ...claim, scope: this.words.one(['local', 'swarm', 'global']) };
      else if (this.words.takes('attached')) claim = { ...claim, attached: [...claim.attached ?? [], this.words.name()] };
      else return claim;
    }
  }

  private nodes(): Assertion {
    const what = this.words.one(['ready', 'managers', 'leader']);
    return { kind: 'nodes', [what]: this.words.equals() };
  }

  private service(): Assertion {
    const name = this.words.name();
    const counts = /^(\d+)\/(\d+)$/.exec(this.words.next?.text ?? '');
    if (counts === null) return { kind: 'service', name, state: this.words.one(['present', 'absent'], msg('Write how many run of how many, such as 2/2, or absent.')) };
    this.words.takes(counts[0]);
    return { kind: 'service', name, running: Number(counts[1]), desired: Number(counts[2]), ...this.words.takes('image') && { image: this.words.name() }, ...this.words.takes('ports') && this.ports() };
  }

  private stack(): Assertion {
    const name = this.words.name();
    if (this.words.takes('services')) return { kind: 'stack', name, services: this.words.equals() };
    return { kind: 'stack', name, state: this.words.one(['present', 'absent']) };
  }

  private http(): Assertion {
    const url = this.words.next;
    const claim = { kind: 'http' as const, url: this.words.word(msg('The address is missing.')), ...this.words.takes('=') && { status: this.words.number() }, ...this.words.contains(), ...this.words.lacks() };
    if (!/^https?:\/\//.test(claim.url) && !readServiceAddress(claim.url)) throw new Wrong(url!, msg('This is no address: {0}', claim.url), msg('It begins with http:// or https://, or is service/NAME:PORT/path; put quotes around one that has a = or ;.'));
    return claim;
  }

  private file(): Assertion {
    const path = this.words.next;
    const claim = { kind: 'file' as const, path: this.words.name(), ...this.words.presence(), ...this.words.contains() };
    if (/^[/~]|(?:^|\/)\.\.(?:\/|$)|\\/.test(claim.path)) throw new Wrong(path!, msg('This path may lead out of the lab folder: {0}', claim.path), msg('Write a path relative to the lab folder, without "..".'));
    return claim;
  }

  private output(): Assertion {
    if (this.words.takes('matches')) return { kind: 'output', matches: this.words.regex() };
    if (this.words.takes('lacks')) return { kind: 'output', lacks: this.words.texts() };
    if (this.words.takes('contains')) return { kind: 'output', has: this.words.texts() };
    throw this.words.wrong(msg('What the output must be like is missing.'), msg('Go on with contains "text", lacks "text" or matches /expression/.'));
  }
}
