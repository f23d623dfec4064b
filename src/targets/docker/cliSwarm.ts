import type { ParsedCommand } from '../../core/command';
import type { NodeResource } from '../../core/resource';
import type { ListedService, ListedTask } from './api';
import { docker, rows, words, type Where } from './cliCommands';
import { asObject, asText, type Json } from './json';
import { toNodes, toServices, toTasks } from './swarmMapping';

/** Runs a command and gives what it says. `lenient`: what went meanwhile is missing from the answer, and no error. */
export type Ask = <T>(command: ParsedCommand<T>, lenient?: boolean) => Promise<T>;

/** The list says how many run, the description all the rest. */
export async function cliServices(ask: Ask, where: Where, ids: readonly string[] = []): Promise<ListedService[]> {
  const counts = await ask(servicesCommand(where, ids));
  if (counts.length === 0) return [];
  const described = await ask(describeCommand(where, ['service', 'inspect'], counts.map(count => count.name)), true);
  const byName = new Map(counts.map(count => [count.name, count.status]));
  return toServices(described.map(item => ({ ...item, ServiceStatus: byName.get(asText(asObject(item['Spec'])['Name'])) ?? {} })));
}

export async function cliTasks(ask: Ask, where: Where, services: readonly string[] | undefined): Promise<ListedTask[]> {
  const names = services ?? (await ask(servicesCommand(where, []))).map(count => count.name);
  if (names.length === 0) return [];
  const ids = await ask(docker(where, ['service', 'ps', '--quiet', '--no-trunc', ...names], words), true);
  return ids.length ? toTasks(await ask(describeCommand(where, ['inspect', '--type', 'task'], ids), true)) : [];
}

export async function cliNodes(ask: Ask, where: Where): Promise<NodeResource[]> {
  const ids = await ask(docker(where, ['node', 'ls', '--quiet'], words));
  return ids.length ? toNodes(await ask(describeCommand(where, ['node', 'inspect'], ids), true)) : [];
}

interface Count { readonly name: string; readonly status: Json }

function servicesCommand(where: Where, ids: readonly string[]): ParsedCommand<Count[]> {
  const filter = ids.flatMap(id => ['--filter', `id=${id}`]);
  const format = '{"Name":{{json .Name}},"Replicas":{{json .Replicas}}}';
  return docker(where, ['service', 'ls', ...filter, '--format', format], out => rows(out).map(asObject).map(item => ({ name: asText(item['Name']), status: readReplicas(asText(item['Replicas'])) })));
}

/** `2/4`, `2/4 (max 1 per node)`, `0/3 (3/3 completed)`. */
export function readReplicas(text: string): Json {
  const [, running, desired] = /^(\d+)\/(\d+)/.exec(text) ?? [];
  const completed = /\((\d+)\/\d+ completed\)/.exec(text)?.[1];
  return running === undefined ? {} : { RunningTasks: Number(running), DesiredTasks: Number(desired), ...(completed === undefined ? {} : { CompletedTasks: Number(completed) }) };
}

function describeCommand(where: Where, verb: readonly string[], names: readonly string[]): ParsedCommand<Json[]> {
  return docker(where, [...verb, '--format', '{{json .}}', ...names], out => rows(out).map(asObject));
}
