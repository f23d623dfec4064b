import assert from 'node:assert/strict';
import { explain } from '../../../src/core/explain';
import { english, msg } from '../../../src/core/message';
import { block, factsOf, failed } from './fixtures';

function said(command: string, output: string, facts = factsOf()) {
  const found = explain(failed(command, 1, output), facts);
  return { rule: found?.rule, title: found && english(found.title), detail: found && english(found.detail), commands: found?.fixes.flatMap(({ act }) => 'command' in act ? [act.command] : []) ?? [], fixes: found?.fixes ?? [] };
}

describe('explained failures of kubectl', () => {
  it('put the command that was probably meant at the prompt', () => {
    assert.deepEqual(said('kubectl gte pods', 'error: unknown command "gte" for "kubectl"').commands, ['kubectl get pods']);
    assert.deepEqual(said('kubectl get deplyoments', `error: the server doesn't have a resource type "deplyoments"`).commands, ['kubectl get deployments']);
    assert.deepEqual(said('kubectl get zzz', `error: the server doesn't have a resource type "zzz"`).commands, ['kubectl api-resources']);
  });

  it('send back to the block that sets an empty variable', () => {
    const facts = factsOf({ blocks: [block('set', 6, 'export POD_NAME=$(kubectl get pods -o name)'), block('here', 9, 'kubectl exec "$POD_NAME" -- env')] });
    const { detail, fixes } = said('kubectl exec $POD_NAME -- env', 'error: pod, type/name or --filename must be specified', facts);
    assert.match(detail ?? '', /\$POD_NAME.*Block 6 sets it/);
    assert.deepEqual(fixes.map(({ act }) => act), [{ kind: 'runBlock', blockId: 'set' }]);
  });

  it('start what the live link knows is stopped', () => {
    const link = { phase: 'down' as const, since: 1, cause: { code: 'notRunning' as const, message: msg('stopped'), remedies: [{ kind: 'command' as const, label: msg('Start minikube'), command: 'minikube start -p class' }] } };
    const output = 'The connection to the server 192.168.49.2:8443 was refused - did you specify the right host or port?';
    assert.deepEqual(said('kubectl get pods', output, factsOf({ link })).commands, ['minikube start -p class']);
    assert.deepEqual(said('kubectl get pods', output).commands, ['minikube start']);
  });

  it('name what is there already, and look at nothing else', () => {
    assert.deepEqual(said('kubectl create deployment web --image=x', 'error: failed to create deployment: deployments.apps "web" already exists').commands, ['kubectl get deployments web']);
  });

  it('are not given for other programs, nor those of docker for kubectl', () => {
    assert.equal(said('echo x', 'Error from server (NotFound): pods "nope" not found').rule, undefined);
    assert.equal(said('kubectl proxy', 'error: listen tcp 127.0.0.1:8001: bind: address already in use').rule, 'kube.portTaken');
    assert.equal(said('docker run kubectl && kubectl get pods', 'Unable to find image').rule?.startsWith('kube.') ?? false, false);
  });
});
