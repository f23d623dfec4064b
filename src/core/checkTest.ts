import type { Assertion, PortClaim, Test } from './check';
import { type CheckProblem, named, number, oneOf, renamed, some, state, text, texts } from './checkParts';
import { AwsTestReader } from './aws/checkMap';
import { ClusterTestReader } from './checkTestCluster';
import type { Span } from './diagnostic';
import { msg } from './message';
import { regexFault } from './safeRegex';
import type { YamlMap, YamlValue } from './yamlData';
import { scalarText, YamlReader } from './yamlReader';


/** Reads the assertion keys of a map that its schema has been held against; what is `bad` is passed over. */
export class TestReader {
  constructor(private readonly bad: ReadonlySet<YamlValue>, private readonly problem: CheckProblem) {}

  /** Undefined where the map asserts nothing. */
  test(map: YamlMap): Test | undefined {
    const tests = map.entries.flatMap(({ key, value }) => (this.bad.has(value) ? [] : this.keyed(key, value) ?? []));
    return tests.length > 1 ? { kind: 'all', tests } : tests[0];
  }

  /** The expression under `key`, if it may be used. */
  regex(reader: YamlReader, key: string): string | undefined {
    const value = reader.get(key);
    const source = scalarText(value);
    if (value === undefined || source === undefined) return undefined;
    const fault = regexFault(source);
    if (fault === undefined) return source;
    this.problem('check.regex', 'error', value.span, fault.message, fault.remedy);
    return undefined;
  }

  private keyed(key: string, value: YamlValue): Test | undefined {
    if (key === 'all' || key === 'any') return this.list(key, value);
    if (value.kind !== 'map') return undefined;
    if (key !== 'not') return this.assertion(key, new YamlReader(value, this.bad), value.span);
    const test = this.test(value);
    return test === undefined ? this.nothing(value.span) : { kind: 'not', test };
  }

  private list(kind: 'all' | 'any', value: YamlValue): Test | undefined {
    if (value.kind !== 'list') return undefined;
    const tests = value.items.flatMap(item => (item.kind === 'map' ? this.test(item) ?? this.nothing(item.span) ?? [] : []));
    return { kind, tests };
  }

  private nothing(span: Span): undefined {
    this.problem('check.empty', 'error', span, msg('Nothing is asserted here.'), msg('Add what must be true, such as container: { name: web1, state: running }.'));
  }

  private assertion(kind: string, from: YamlReader, span: Span): Assertion | undefined {
    switch (kind) {
      case 'container': return this.container(from, span);
      case 'image': return named(from, name => ({ kind, name, ...state(from), ...number(from, 'layers'), ...renamed('layersAtLeast', from.number('layers-at-least')) }));
      case 'network': return named(from, name => ({
        kind, name, ...state(from), ...text(from, 'driver'), ...text(from, 'scope'), ...texts(from, 'attached'), ...renamed('notAttached', some(from.oneOrMore('not-attached'))),
      }));
      case 'volume': return named(from, name => ({ kind, name, ...state(from) }));
      case 'swarm': return oneOf(from.text('state'), ['manager', 'worker', 'inactive'], found => ({ kind, state: found }));
      case 'nodes': return this.nodes(from, span);
      case 'service': return named(from, name => ({ kind, name, ...state(from), ...number(from, 'running'), ...number(from, 'desired'), ...text(from, 'image'), ...ports(from) }));
      case 'stack': return named(from, name => ({ kind, name, ...state(from), ...number(from, 'services') }));
      case 'tasks': return named(from, service => ({ kind, service, state: from.text('state') ?? '', atLeast: from.number('at-least') ?? 1, ...text(from, 'has') }), 'service');
      case 'http': return named(from, url => ({ kind, url, ...number(from, 'status'), ...text(from, 'has'), ...text(from, 'lacks'), ...renamed('matches', this.regex(from, 'matches')) }), 'url');
      case 'tcp': return named(from, port => oneOf(from.text('state'), ['open', 'closed'], found => ({ kind, port, state: found, ...text(from, 'host') })), 'port');
      case 'file': return named(from, path => ({ kind, path, ...state(from), ...text(from, 'has'), ...renamed('matches', this.regex(from, 'matches')) }), 'path');
      default: return this.recorded(kind, from, span);
    }
  }

  private recorded(kind: string, from: YamlReader, span: Span): Assertion | undefined {
    switch (kind) {
      case 'output': return this.output(from, span);
      case 'exit': { const code = from.number('code'); return code === undefined ? undefined : { kind, code, ...text(from, 'block') }; }
      case 'ran': return named(from, block => ({ kind, block }), 'block');
      case 'answer': return named(from, ask => ({ kind, ask, ...texts(from, 'is'), ...renamed('matches', this.regex(from, 'matches')) }), 'ask');
      case 'aws': return new AwsTestReader(this.problem).assertion(from, span);
      default: return new ClusterTestReader(this.problem).assertion(kind, from, span);
    }
  }

  private container(from: YamlReader, span: Span): Assertion | undefined {
    const claim = named(from, name => ({
      kind: 'container' as const, name,
      ...oneOf(from.text('state'), ['running', 'exited', 'created', 'paused', 'restarting', 'absent'], found => ({ state: found })),
      ...oneOf(from.text('health'), ['healthy', 'unhealthy', 'starting'], found => ({ health: found })),
      ...renamed('exitCode', from.number('exit')), ...ports(from), ...renamed('noPorts', from.flag('no-ports')),
      ...text(from, 'image'), ...texts(from, 'env'), ...texts(from, 'networks'), ...texts(from, 'volumes'),
    }));
    if (claim?.ports && claim.noPorts) this.problem('check.contradiction', 'error', span, msg('This can never be true: ports and no ports.'), msg('Remove ports or no-ports.'));
    return claim;
  }

  private nodes(from: YamlReader, span: Span): Assertion | undefined {
    const claim = { kind: 'nodes' as const, ...number(from, 'ready'), ...number(from, 'managers'), ...number(from, 'leader') };
    return Object.keys(claim).length > 1 ? claim : this.nothing(span);
  }

  private output(from: YamlReader, span: Span): Assertion | undefined {
    const claim = { ...texts(from, 'has'), ...texts(from, 'lacks'), ...renamed('matches', this.regex(from, 'matches')) };
    if (Object.keys(claim).length === 0 && from.get('matches') === undefined) return this.nothing(span);
    return { kind: 'output', ...text(from, 'block'), ...claim };
  }
}

/** `8080:80`, `80/udp`, `${WEB_PORT}:80`; undefined for anything else. */
export function readPort(source: string): PortClaim | undefined {
  const found = /^(?:(\d{1,5}|\$\{\w+\}):)?(\d{1,5})(?:\/(tcp|udp|sctp))?$/.exec(source);
  if (found === null) return undefined;
  const protocol = (found[3] ?? 'tcp') as PortClaim['protocol'];
  return { ...found[1] !== undefined && { hostPort: found[1] }, containerPort: Number(found[2]), protocol };
}

const ports = (from: YamlReader) => renamed('ports', some(from.texts('ports').flatMap(source => readPort(source) ?? [])));
