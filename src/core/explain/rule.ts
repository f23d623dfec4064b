import type { Explanation, Fix } from '../explanation';
import type { Message } from '../message';
import { dockerCommand, type DockerCommand } from '../dockerCommand';
import type { Facts } from './facts';
import type { Failure } from './failure';

/** What a rule has found: the failure, the named groups of its pattern, and the docker command that it is about. */
export interface Found {
  readonly failure: Failure;
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly facts: Facts;
  readonly docker: readonly DockerCommand[];
}

export interface Said { readonly title: Message; readonly detail: Message; readonly fixes: readonly Fix[] }

/** One known error. All conditions that are given must hold. */
export interface Rule {
  /** Stable: `docker.portAllocated`. */
  readonly id: string;
  /** Looked for in the statement's own output. */
  readonly output?: RegExp;
  /** The pattern must not be there: another rule says it better. */
  readonly without?: RegExp;
  readonly codes?: readonly number[];
  /** Verb of one of its docker commands: `swarm init`. */
  readonly docker?: RegExp;
  /** Program of one of its commands. */
  readonly program?: RegExp;
  /** True: only where kubectl or minikube was called; false: never where only they were. Tools say the same of other things. */
  readonly cluster?: boolean;
  /** Undefined: it does not apply after all. */
  say(found: Found): Said | undefined;
}

/** What the rule says of this failure; undefined where it does not match. */
export function apply(rule: Rule, failure: Failure, facts: Facts): Explanation | undefined {
  if (rule.codes && !rule.codes.includes(failure.code)) return undefined;
  const docker = failure.commands.map(command => dockerCommand(command.words)).filter(command => command !== undefined);
  if (rule.docker && !docker.some(({ verb }) => rule.docker!.test(verb))) return undefined;
  if (rule.program && !failure.commands.some(({ words }) => rule.program!.test(words[0] ?? ''))) return undefined;
  if (rule.cluster !== undefined && rule.cluster !== isCluster(failure)) return undefined;
  const match = rule.output?.exec(failure.output);
  if (rule.output && !match) return undefined;
  if (rule.without?.test(failure.output)) return undefined;
  const said = rule.say({ failure, groups: match?.groups ?? {}, facts, docker });
  return said && { rule: rule.id, statement: failure.index, ...said };
}

function isCluster({ commands }: Failure): boolean {
  const called = (names: RegExp) => commands.some(({ words }) => names.test(words[0] ?? ''));
  return called(/^(?:kubectl|minikube)$/) && !called(/^docker$/);
}

/** The first of several named groups that matched. */
export function group({ groups }: Found, ...names: readonly string[]): string {
  for (const name of names) if (groups[name] !== undefined && groups[name] !== '') return groups[name];
  return '';
}
