import { named, number, oneOf, renamed, some, state, text, texts, type CheckProblem } from './checkParts';
import { nodeStates, podStates, rolloutStates, serviceTypes, type ClusterAssertion, type PodState } from './clusterCheck';
import type { Span } from './diagnostic';
import { readSelector } from './labelSelector';
import { msg } from './message';
import type { YamlReader } from './yamlReader';

/** Reads what a map claims of the lab's cluster; its schema has been held against it. */
export class ClusterTestReader {
  constructor(private readonly problem: CheckProblem) {}

  assertion(kind: string, from: YamlReader, span: Span): ClusterAssertion | undefined {
    switch (kind) {
      case 'deployment': return named(from, name => ({ kind, name, ...state(from), ...number(from, 'ready'), ...number(from, 'desired'), ...text(from, 'image'), ...this.labels(from) }));
      case 'replicaset': return this.replicaset(from, span);
      case 'pod': return named(from, name => ({ kind, name, ...state(from), ...podStatesOf(from), ...text(from, 'image'), ...this.labels(from), ...text(from, 'node') }));
      case 'pods': return this.pods(from, span);
      case 'k8s-service': return named(from, name => ({
        kind, name, ...state(from), ...oneOf(from.text('type'), serviceTypes, type => ({ type })), ...number(from, 'port'), ...renamed('nodePort', from.number('node-port')),
      }));
      case 'endpoints': return this.endpoints(from, span);
      case 'k8s-node': return this.node(from, span);
      case 'namespace': return named(from, name => ({ kind, name, ...state(from) }));
      case 'configmap': return named(from, name => ({ kind, name, ...state(from), ...texts(from, 'keys') }));
      case 'k8s-event': return named(from, reason => ({ kind, reason, ...text(from, 'on'), ...text(from, 'has'), atLeast: from.number('at-least') ?? 1 }), 'reason');
      case 'rollout': return named(from, name => oneOf(from.text('state') ?? 'complete', rolloutStates, found => ({ kind, name, state: found, ...number(from, 'revision'), ...renamed('revisionAtLeast', from.number('revision-at-least')) })));
      default: return undefined;
    }
  }

  /** The selector under `key`, if it may be used. */
  selector(from: YamlReader, key: string): string | undefined {
    const written = from.text(key);
    if (written === undefined || readSelector(written)) return written;
    const value = from.get(key);
    if (value) this.problem('check.selector', 'error', value.span, msg('This is no label selector: {0}', written), msg('Write it as behind kubectl -l: app=web,version!=v1.'));
    return undefined;
  }

  private labels(from: YamlReader) { return renamed('labels', this.selector(from, 'labels')); }

  private replicaset(from: YamlReader, span: Span): ClusterAssertion | undefined {
    const [name, deployment] = [from.text('name'), from.text('deployment')];
    if ((name === undefined) === (deployment === undefined)) return this.wrong(span, msg('Which ReplicaSet is meant is not clear.'), msg('Write its name, or the deployment that it belongs to.'));
    return { kind: 'replicaset', ...text(from, 'name'), ...text(from, 'deployment'), ...number(from, 'revision'), ...state(from), ...number(from, 'ready'), ...number(from, 'desired'), ...text(from, 'image') };
  }

  private pods(from: YamlReader, span: Span): ClusterAssertion | undefined {
    const counts = { ...number(from, 'count'), ...renamed('atLeast', from.number('at-least')) };
    if (Object.keys(counts).length === 0) return this.wrong(span, msg('How many pods there are is missing.'), msg('Add count: 2, or at-least: 1.'));
    return { kind: 'pods', ...renamed('selector', this.selector(from, 'selector')), ...podStatesOf(from), ...counts };
  }

  private endpoints(from: YamlReader, span: Span): ClusterAssertion | undefined {
    const counts = { ...number(from, 'ready'), ...renamed('readyAtLeast', from.number('ready-at-least')) };
    if (Object.keys(counts).length === 0) return this.wrong(span, msg('How many are ready is missing.'), msg('Add ready: 2, or ready-at-least: 1.'));
    return named(from, name => ({ kind: 'endpoints', name, ...counts }));
  }

  private node(from: YamlReader, span: Span): ClusterAssertion | undefined {
    const claim = { ...text(from, 'name'), ...oneOf(from.text('state'), nodeStates, found => ({ state: found })), ...renamed('schedulable', from.flag('schedulable')) };
    if (Object.keys(claim).length === 0) return this.wrong(span, msg('Nothing is asserted here.'), msg('Add state: ready.'));
    return { kind: 'k8s-node', ...claim };
  }

  private wrong(span: Span, message: ReturnType<typeof msg>, remedy: ReturnType<typeof msg>): undefined {
    this.problem('check.empty', 'error', span, message, remedy);
  }
}

/** `state` or `states`, without those that say whether it is there. */
function podStatesOf(from: YamlReader): { in?: readonly PodState[] } {
  const words = [...from.texts('states'), ...from.text('state') === undefined ? [] : [from.text('state') ?? '']];
  return renamed('in', some(words.flatMap(word => podStates.find(one => one === word) ?? [])));
}
