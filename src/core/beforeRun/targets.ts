import { dockerCommand } from '../dockerCommand';
import { imageName } from '../imageName';
import type { Resource } from '../resource';
import { commandsIn, isLiteral } from '../shellCommands';
import { rowsOf } from './owned';
import type { Seen } from './rule';

export type Kind = 'container' | 'volume' | 'network' | 'image' | 'service' | 'stack';

/** What one operand of a removal leads to: things that are there now, or that it cannot be told. */
export type Target = { readonly kind: 'things'; readonly things: readonly Resource[] } | { readonly kind: 'unknown' };

/** Nothing is expanded by a shell: values that the block sets itself, patterns and `docker ps -q` are read, all else is unknown. */
export function targetsOf(seen: Seen, kind: Kind, operand: string): Target {
  const word = withValues(operand, seen.values);
  if (isLiteral(word)) return { kind: 'things', things: named(seen, kind, word) };
  const asked = /^\$\(([^]*)\)$|^`([^`]*)`$/.exec(word);
  if (asked) return listed(seen, kind, asked[1] ?? asked[2] ?? '');
  const fixed = word.replace(/\$\{[^}]*\}|\$\([^)]*\)|\$\w+/g, '\0');
  if (/[`$*?[\]]/.test(fixed) || fixed.replaceAll('\0', '').replace(/[^A-Za-z0-9]/g, '').length < 3) return { kind: 'unknown' };
  const pattern = new RegExp(`^${fixed.split('\0').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
  return { kind: 'things', things: all(seen, kind).filter(row => namesOfRow(row).some(name => pattern.test(name) || pattern.test(name.replace(/:latest$/, '')))) };
}

function withValues(word: string, values: ReadonlyMap<string, string>): string {
  return word.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced?: string, plain?: string) => values.get(braced ?? plain ?? '') ?? whole);
}

function all({ before }: Seen, kind: Kind): Resource[] { return before.live ? rowsOf(before.live, kind === 'stack' ? 'service' : kind) : []; }

function named(seen: Seen, kind: Kind, word: string): Resource[] {
  const rows = all(seen, kind);
  if (kind === 'stack') return rows.filter(row => row.labels['com.docker.stack.namespace'] === word);
  const exact = rows.filter(row => namesOfRow(row).includes(kind === 'image' ? imageName(word) : word.replace(/^\//, '')));
  if (exact.length > 0) return exact;
  const id = word.replace(/^sha256:/, '');
  return kind !== 'volume' && /^[0-9a-z]{3,64}$/.test(id) ? rows.filter(row => row.uid.slice(row.uid.indexOf(':') + 1).replace(/^sha256:/, '').startsWith(id)) : [];
}

function namesOfRow(row: Resource): readonly string[] { return row.kind === 'image' ? row.tags.map(imageName) : [row.name]; }

/** Containers that `docker ps -q --filter …` would print; at most those, whatever follows in a pipe. */
export function listed(seen: Seen, kind: Kind, text: string): Target {
  const first = commandsIn(text)[0];
  const docker = first && dockerCommand(first.words);
  if (!docker || docker.context !== undefined || kind === 'image' || kind === 'stack' || docker.verb !== `${kind} ls`) return { kind: 'unknown' };
  const filters = [...docker.options.get('--filter') ?? [], ...docker.options.get('--force') ?? []].map(filter => withValues(filter, seen.values));
  if (filters.some(filter => !isLiteral(filter))) return { kind: 'unknown' };
  const running = kind === 'container' && !docker.options.has('--all') && !filters.some(filter => filter.startsWith('status='));
  return { kind: 'things', things: all(seen, kind).filter(row => filters.every(filter => fits(row, filter)) && (!running || row.kind !== 'container' || row.state === 'running' || row.state === 'paused' || row.state === 'restarting')) };
}

/** Of a filter that is not known here everything may fit. */
function fits(row: Resource, filter: string): boolean {
  const [, key = '', value = ''] = /^(\w+)=([^]*)$/.exec(filter) ?? [];
  if (key === 'name') return row.name.includes(value.replace(/[\^$/]/g, ''));
  if (key === 'label') {
    const [, name = '', wanted] = /^([^=]+)(?:=([^]*))?$/.exec(value) ?? [];
    return wanted === undefined ? name in row.labels : row.labels[name] === wanted;
  }
  if (key === 'status' && row.kind === 'container') return row.state === value;
  return true;
}
