import type { ParsedCommand } from '../../core/command';
import type { ContainerResource, ImageResource, NetworkResource, PublishedPort, VolumeResource } from '../../core/resource';
import { eventTypes, type ContainerDetail, type DaemonInfo, type VersionInfo } from './api';
import { JsonLines } from './jsonLines';
import { asObject, asText } from './json';
import { asProtocol, asState, dedupePorts, isStandIn, sinceSeconds, statusOf, toDetail, toImages, toInfo, toLayers, toNetworks, toVersion, toVolumes, withoutDigest } from './mapping';

/** What Labbook asks the docker command, as data. `where` are the arguments that choose the context. */

export type Where = readonly string[];

/**
 * Field by field: `{{json .}}` of a container list would make the daemon add up the size of each file system.
 * `--format json` is not used because older commands print nothing then.
 */
function fields(names: readonly string[]): string {
  return `{${names.map(name => `"${name}":{{json .${name}}}`).join(',')}}`;
}

export function docker<T>(where: Where, args: readonly string[], parse: (stdout: string) => T): ParsedCommand<T> {
  return { file: 'docker', args: [...where, ...args], parse };
}

export function rows(stdout: string): unknown[] {
  const out: unknown[] = [];
  const lines = new JsonLines(value => out.push(value));
  lines.push(Buffer.from(stdout));
  lines.end();
  return out;
}
const first = (stdout: string): unknown => rows(stdout)[0];
export const words = (stdout: string): string[] => [...new Set(stdout.split(/\s+/).filter(Boolean))];

const containerFormat = '{"State":{{json .State}},"RestartCount":{{json .RestartCount}},"Config":{"Env":{{json .Config.Env}}},"HostConfig":{"RestartPolicy":{{json .HostConfig.RestartPolicy}}}}';

export function versionCommand(where: Where): ParsedCommand<VersionInfo> {
  return docker(where, ['version', '--format', '{"Version":{{json .Server.Version}},"ApiVersion":{{json .Server.APIVersion}}}'], out => toVersion(first(out)));
}
export function infoCommand(where: Where): ParsedCommand<DaemonInfo> {
  return docker(where, ['info', '--format', '{{json .}}'], out => toInfo(first(out)));
}
export function containersCommand(where: Where, ids: readonly string[] = []): ParsedCommand<ContainerResource[]> {
  const filter = ids.flatMap(id => ['--filter', `id=${id}`]);
  const format = fields(['ID', 'Names', 'Image', 'State', 'Status', 'Ports', 'Labels', 'Mounts', 'Networks', 'CreatedAt']);
  return docker(where, ['container', 'ls', '--all', '--no-trunc', ...filter, '--format', format], out => rows(out).map(toContainer).filter(row => row !== undefined));
}
export function namesCommand(where: Where, kind: 'network' | 'volume' | 'image'): ParsedCommand<string[]> {
  return docker(where, [kind, 'ls', '--quiet', ...(kind === 'volume' ? [] : ['--no-trunc'])], words);
}
export function networksCommand(where: Where, ids: readonly string[]): ParsedCommand<NetworkResource[]> {
  return docker(where, ['network', 'inspect', '--format', '{{json .}}', ...ids], out => toNetworks(rows(out)));
}
export function volumesCommand(where: Where, names: readonly string[]): ParsedCommand<VolumeResource[]> {
  return docker(where, ['volume', 'inspect', '--format', '{{json .}}', ...names], out => toVolumes({ Volumes: rows(out) }));
}
export function imagesCommand(where: Where, ids: readonly string[]): ParsedCommand<ImageResource[]> {
  const format = '{"Id":{{json .Id}},"RepoTags":{{json .RepoTags}},"RepoDigests":{{json .RepoDigests}},"Created":{{json .Created}},"Size":{{json .Size}},"Labels":{{json .Config.Labels}}}';
  return docker(where, ['image', 'inspect', '--format', format, ...ids], out => toImages(rows(out).map(withSeconds)));
}
export function inspectCommand(where: Where, id: string): ParsedCommand<ContainerDetail> {
  return docker(where, ['container', 'inspect', '--format', containerFormat, id], out => toDetail(first(out)));
}
export function layersCommand(where: Where, id: string): ParsedCommand<number> {
  return docker(where, ['image', 'inspect', '--format', '{"RootFS":{{json .RootFS}}}', id], out => toLayers(first(out)));
}
export function logsCommand(where: Where, id: string, lines: number): ParsedCommand<string> {
  return docker(where, ['container', 'logs', '--tail', String(lines), id], out => out);
}
export function eventsCommand(where: Where, sinceMs: number): ParsedCommand<undefined> {
  const filters = eventTypes.flatMap(type => ['--filter', `type=${type}`]);
  return docker(where, ['events', '--since', sinceSeconds(sinceMs), ...filters, '--format', '{{json .}}'], () => undefined);
}

function withSeconds(image: unknown): unknown {
  const item = asObject(image);
  return { ...item, Created: Math.floor(Date.parse(asText(item['Created'])) / 1000) };
}

function toContainer(value: unknown): ContainerResource | undefined {
  const item = asObject(value);
  const id = asText(item['ID']);
  const state = asState(asText(item['State']));
  if (!id || !state) return undefined;
  const names = asText(item['Names']).split(',');
  const labels = parseLabels(asText(item['Labels']));
  const created = Date.parse(asText(item['CreatedAt']).replace(/^(\S+) (\S+) ([+-]\d{4}).*$/, '$1T$2$3'));
  return {
    kind: 'container', uid: `container:${id}`, name: names.find(name => !name.includes('/')) ?? id.slice(0, 12), image: withoutDigest(asText(item['Image'])),
    state, ...(Number.isNaN(created) ? {} : { created }), labels, standIn: isStandIn(labels), ...statusOf(state, asText(item['Status'])),
    restartLoop: false, oomKilled: false, ports: parsePorts(asText(item['Ports'])),
    networks: listOf(asText(item['Networks'])), volumes: listOf(asText(item['Mounts'])).filter(name => !name.startsWith('/')),
  };
}

function listOf(text: string): string[] {
  return text.split(',').map(part => part.trim()).filter(Boolean).sort();
}

/** `a=1,b=x,y`: a comma inside a value is not told from one between labels, but a label always has a `=`. */
export function parseLabels(text: string): Record<string, string> {
  const parts: string[] = [];
  for (const part of text.split(',')) {
    if (part.includes('=') || parts.length === 0) parts.push(part);
    else parts.push(`${parts.pop() ?? ''},${part}`);
  }
  return Object.fromEntries(parts.filter(part => part.includes('=')).map(part => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));
}

/** `0.0.0.0:8080->80/tcp, :::8080->80/tcp, [::]:9000-9001->9000-9001/tcp, 443/tcp`. */
export function parsePorts(text: string): PublishedPort[] {
  return dedupePorts(text.split(',').flatMap(part => {
    const found = /^(.*):(\d+)(?:-(\d+))?->(\d+)(?:-\d+)?\/(\w+)$/.exec(part.trim());
    const protocol = asProtocol(found?.[5] ?? '');
    if (!found || !protocol) return [];
    const [low, high, inside] = [Number(found[2]), Number(found[3] ?? found[2]), Number(found[4])];
    const hostIp = (found[1] ?? '').replace(/^\[|\]$/g, '');
    return Array.from({ length: Math.min(high - low + 1, 1000) }, (_, n) => ({ hostIp, hostPort: low + n, containerPort: inside + n, protocol }));
  }));
}
