import type { Assertion, Test } from './check';
import { readPort } from './checkTest';
import { msg, type Message } from './message';
import { nearestWord } from './nearestWord';
import { regexFault } from './safeRegex';

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

class Wrong extends Error {
  constructor(readonly place: { readonly start: number; readonly end: number }, readonly text: Message, readonly remedy: Message) { super(); }
}

interface Word { readonly text: string; readonly start: number; readonly end: number; readonly kind: 'word' | 'text' | 'regex' | 'sign' }

/** Pieces of a short form: words, "texts", /expressions/ and the signs ; = >=. */
class Words {
  private readonly words: readonly Word[];
  private at = 0;

  constructor(private readonly source: string) {
    const pieces = /"((?:\\.|[^"\\])*)"|(?<=matches\s+)\/((?:\\.|[^/\\])+)\/m?(?=\s|;|$)|(;|>=|=)|((?:[^\s;"=>]|>(?!=))+)|\S/g;
    this.words = [...source.matchAll(pieces)].map(found => ({
      text: found[1]?.replaceAll('\\"', '"') ?? found[2]?.replaceAll('\\/', '/') ?? found[0],
      start: found.index, end: found.index + found[0].length,
      kind: found[1] !== undefined ? 'text' : found[2] !== undefined ? 'regex' : found[3] !== undefined ? 'sign' : 'word',
    }));
  }

  get next(): Word | undefined { return this.words[this.at]; }
  get over(): boolean { return this.next === undefined; }

  /** Takes the next piece if it is this word or sign. */
  takes(word: string): boolean {
    if (this.next?.text !== word || this.next.kind === 'text') return false;
    this.at++;
    return true;
  }

  take(kind: 'word' | 'text' | 'regex', what: Message): Word {
    const { next } = this;
    if (next === undefined || (next.kind !== kind && !(kind === 'word' && next.kind === 'text'))) throw this.wrong(what);
    this.at++;
    return next;
  }

  wrong(what: Message, remedy?: Message): Wrong {
    const place = this.next ?? { start: this.source.length, end: this.source.length };
    return new Wrong(place, what, remedy ?? msg('FORMAT.md lists the short forms; a yaml block can say more.'));
  }
}

const things = ['container', 'image', 'network', 'volume', 'swarm', 'nodes', 'service', 'stack', 'tasks', 'http', 'port', 'file', 'output', 'exit', 'ran'] as const;
type Thing = typeof things[number];

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
    const names = [this.word(msg('The name of a block or check is missing after "after".'))];
    while (!this.words.over && this.words.next?.text !== ';') names.push(this.word(msg('The name of a block or check is missing after "after".')).replace(/,$/, ''));
    return names.map(name => name.replace(/,$/, ''));
  }

  private assertion(): Assertion {
    const { next } = this.words;
    const kind = things.find(thing => next?.kind === 'word' && next.text === thing);
    if (kind === undefined) {
      const near = nearestWord(next?.text ?? '', things);
      throw this.words.wrong(msg('No assertion begins with this: {0}', next?.text ?? ''), near === undefined ? msg('Begin with one of: {0}.', things.join(', ')) : msg('Did you mean "{0}"?', near));
    }
    this.words.takes(kind);
    return this.about(kind);
  }

  private about(kind: Thing): Assertion {
    switch (kind) {
      case 'container': return this.container();
      case 'image': return this.image();
      case 'network': return this.network();
      case 'volume': return { kind, name: this.name(), state: this.one(['present', 'absent']) };
      case 'swarm': this.words.takes('active'); return { kind, state: this.one(['manager', 'worker', 'inactive']) };
      case 'nodes': return this.nodes();
      case 'service': return this.service();
      case 'stack': return this.stack();
      case 'tasks': return { kind, service: this.name(), state: this.word(msg('The state of the tasks is missing, such as failed.')), atLeast: this.atLeast(), ...this.contains() };
      case 'http': return this.http();
      case 'port': return { kind: 'tcp', port: this.word(msg('The number of the port is missing.')), state: this.one(['open', 'closed']) };
      case 'file': return this.file();
      case 'output': return this.output();
      case 'exit': return { kind, code: this.number() };
      case 'ran': return { kind, block: this.name() };
    }
  }

  private container(): Assertion {
    let claim: Extract<Assertion, { kind: 'container' }> = { kind: 'container', name: this.name(), ...this.state() };
    for (;;) {
      if (this.words.takes('ports')) claim = { ...claim, ...this.ports() };
      else if (this.words.takes('image')) claim = { ...claim, image: this.name() };
      else if (this.words.takes('health')) claim = { ...claim, health: this.one(['healthy', 'unhealthy', 'starting']) };
      else if (this.words.takes('network')) claim = { ...claim, networks: [...claim.networks ?? [], this.name()] };
      else if (this.words.takes('volume')) claim = { ...claim, volumes: [...claim.volumes ?? [], this.name()] };
      else return claim;
    }
  }

  private state() {
    const exited = /^exited\((\d{1,3})\)$/.exec(this.words.next?.text ?? '');
    if (exited === null) return { state: this.one(['running', 'exited', 'created', 'paused', 'restarting', 'absent']) };
    this.words.takes(exited[0]);
    return { state: 'exited' as const, exitCode: Number(exited[1]) };
  }

  private ports() {
    if (this.words.takes('none')) return { noPorts: true };
    const word = this.words.next;
    const claims = this.word(msg('The ports are missing.')).split(',').map(source => readPort(source.replace('->', ':')));
    const ports = claims.filter(claim => claim !== undefined);
    if (ports.length < claims.length) throw new Wrong(word!, msg('These are no ports: {0}', word!.text), msg('Write them as host:container, such as 8080:80, several with commas between.'));
    return { ports };
  }

  private image(): Assertion {
    const claim = { kind: 'image' as const, name: this.name(), ...this.presence() };
    if (!this.words.takes('layers')) return claim;
    if (this.words.takes('>=')) return { ...claim, layersAtLeast: this.number() };
    return { ...claim, layers: this.equals() };
  }

  private network(): Assertion {
    let claim: Extract<Assertion, { kind: 'network' }> = { kind: 'network', name: this.name(), ...this.presence() };
    for (;;) {
      if (this.words.takes('driver')) claim = { ...claim, driver: this.name() };
      else if (this.words.takes('scope')) claim = { ...claim, scope: this.one(['local', 'swarm', 'global']) };
      else if (this.words.takes('attached')) claim = { ...claim, attached: [...claim.attached ?? [], this.name()] };
      else return claim;
    }
  }

  private nodes(): Assertion {
    const what = this.one(['ready', 'managers', 'leader']);
    return { kind: 'nodes', [what]: this.equals() };
  }

  private service(): Assertion {
    const name = this.name();
    const counts = /^(\d+)\/(\d+)$/.exec(this.words.next?.text ?? '');
    if (counts === null) return { kind: 'service', name, state: this.one(['present', 'absent'], msg('Write how many run of how many, such as 2/2, or absent.')) };
    this.words.takes(counts[0]);
    return { kind: 'service', name, running: Number(counts[1]), desired: Number(counts[2]), ...this.words.takes('image') && { image: this.name() }, ...this.words.takes('ports') && this.ports() };
  }

  private stack(): Assertion {
    const name = this.name();
    if (this.words.takes('services')) return { kind: 'stack', name, services: this.equals() };
    return { kind: 'stack', name, state: this.one(['present', 'absent']) };
  }

  private http(): Assertion {
    const url = this.words.next;
    const claim = { kind: 'http' as const, url: this.word(msg('The address is missing.')), ...this.words.takes('=') && { status: this.number() }, ...this.contains(), ...this.lacks() };
    if (!/^https?:\/\//.test(claim.url)) throw new Wrong(url!, msg('This is no address: {0}', claim.url), msg('It begins with http:// or https://; put quotes around one that has a = or ;.'));
    return claim;
  }

  private file(): Assertion {
    const path = this.words.next;
    const claim = { kind: 'file' as const, path: this.name(), ...this.presence(), ...this.contains() };
    if (/^[/~]|(?:^|\/)\.\.(?:\/|$)|\\/.test(claim.path)) throw new Wrong(path!, msg('This path may lead out of the lab folder: {0}', claim.path), msg('Write a path relative to the lab folder, without "..".'));
    return claim;
  }

  private output(): Assertion {
    if (this.words.takes('matches')) return { kind: 'output', matches: this.regex() };
    if (this.words.takes('lacks')) return { kind: 'output', lacks: this.texts() };
    if (this.words.takes('contains')) return { kind: 'output', has: this.texts() };
    throw this.words.wrong(msg('What the output must be like is missing.'), msg('Go on with contains "text", lacks "text" or matches /expression/.'));
  }

  private regex(): string {
    const word = this.words.take('regex', msg('A regular expression between two slashes is missing.'));
    const fault = regexFault(word.text);
    if (fault) throw new Wrong(word, fault.message, fault.remedy);
    return word.text;
  }

  private texts(): string[] {
    const texts = [this.text()];
    while (this.words.takes('and')) texts.push(this.text());
    return texts;
  }

  private contains() { return this.words.takes('contains') ? { has: this.text() } : {}; }
  private lacks() { return this.words.takes('lacks') ? { lacks: this.text() } : {}; }
  private text(): string { return this.words.take('text', msg('A text in double quotes is missing.')).text; }
  private name(): string { return this.word(msg('A name is missing.')); }
  private presence(): { state?: 'present' | 'absent' } { return /^(?:absent|present)$/.test(this.words.next?.text ?? '') ? { state: this.one(['present', 'absent']) } : {}; }
  private word(what: Message): string { return this.words.take('word', what).text; }

  private equals(): number {
    if (!this.words.takes('=')) throw this.words.wrong(msg('A number is missing.'), msg('Write = and a number.'));
    return this.number();
  }

  private atLeast(): number {
    if (!this.words.takes('>=')) return 1;
    return this.number();
  }

  private number(): number {
    const { next } = this.words;
    if (next === undefined || !/^\d{1,5}$/.test(next.text)) throw this.words.wrong(msg('A number is missing.'), msg('Write digits only.'));
    this.words.takes(next.text);
    return Number(next.text);
  }

  private one<const T extends string>(words: readonly T[], remedy?: Message): T {
    const found = words.find(word => this.words.takes(word));
    if (found !== undefined) return found;
    throw this.words.wrong(msg('A state is missing here.'), remedy ?? msg('Use one of: {0}.', words.join(', ')));
  }
}
