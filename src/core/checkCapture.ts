import type { Capture } from './check';
import { awsKept } from './aws/check';
import { awsWords } from './aws/kinds';
import { oneOf, text, type CheckProblem } from './checkParts';
import type { TestReader } from './checkTest';
import { ClusterTestReader } from './checkTestCluster';
import { msg } from './message';
import type { YamlEntry } from './yamlData';
import type { YamlReader } from './yamlReader';

/** One entry of `capture`: each has one source, and of a source what is kept. */
export function readCapture({ key: name, keySpan }: YamlEntry, from: YamlReader, tests: TestReader, problem: CheckProblem): Capture | undefined {
  const given = ['output', 'block', 'container', 'id', 'port', 'pod', 'k8s-service', 'node-port', 'cluster-ip', 'aws', 'name', 'tag', 'part', 'keep'].filter(key => from.get(key) !== undefined);
  const only = (...keys: string[]): boolean => given.every(key => keys.includes(key));
  const [container, port, block, service] = [from.text('container'), from.number('port'), from.text('block'), from.text('k8s-service')];
  if (from.get('output') !== undefined && only('output', 'block')) {
    const matches = tests.regex(from, 'output');
    return matches === undefined ? undefined : { name, from: { kind: 'output', matches, ...block !== undefined && { block } } };
  }
  if (from.get('pod') !== undefined && only('pod')) {
    const selector = new ClusterTestReader(problem).selector(from, 'pod');
    return selector === undefined ? undefined : { name, from: { kind: 'podName', selector } };
  }
  if (container !== undefined && port !== undefined && only('container', 'port')) return { name, from: { kind: 'hostPort', container, port } };
  if (container !== undefined && from.flag('id') === true && only('container', 'id')) return { name, from: { kind: 'containerId', container } };
  if (service !== undefined && from.flag('node-port') === true && only('k8s-service', 'node-port', 'port')) return { name, from: { kind: 'nodePort', service, ...port !== undefined && { port } } };
  if (service !== undefined && from.flag('cluster-ip') === true && only('k8s-service', 'cluster-ip')) return { name, from: { kind: 'clusterIp', service } };
  const aws = oneOf(from.text('aws'), awsWords, thing => ({ thing }));
  if (aws && only('aws', 'name', 'tag', 'part', 'keep')) return { name, from: { kind: 'aws', ...aws, ...text(from, 'name'), ...text(from, 'tag'), ...text(from, 'part'), keep: oneOf(from.text('keep'), awsKept, keep => keep) ?? 'id' } };
  problem('check.capture', 'error', keySpan, msg('What "{0}" is taken from is not clear.', name), msg('Write output: "expression", container: NAME with id: true or with port: 80, pod: "app=web", k8s-service: NAME with node-port: true or with cluster-ip: true, or aws: WORD.'));
  return undefined;
}
