import { deepEqual } from 'node:assert/strict';
import { kubectlCommand, kubectlRefs } from '../../../src/core/kubectlCommand';
import { kubectlLines, kubectlNames } from '../../../src/core/kubectlNames';
import { commandsIn } from '../../../src/core/shellCommands';

const commandOf = (text: string) => kubectlCommand(commandsIn(text).at(-1)!.words);

describe('a kubectl command taken apart', () => {
  const of = (text: string) => {
    const found = commandOf(text);
    return found && [found.verb, found.operands.join(' '), Object.fromEntries(found.options)];
  };
  const cases: readonly (readonly [string, ReturnType<typeof of>])[] = [
    ['kubectl create deployment web --image="$BOOTCAMP:v1" --port=8080', ['create deployment', 'web', { '--image': ['$BOOTCAMP:v1'], '--port': ['8080'] }]],
    ['kubectl create deploy --image nginx web --replicas 2', ['create deployment', 'web', { '--image': ['nginx'], '--replicas': ['2'] }]],
    ['kubectl create svc nodeport web --tcp=80', ['create service', 'web', { '--tcp': ['80'] }]],
    ['kubectl -n lab --context=mini delete deploy/web svc web', ['delete', 'deploy/web svc web', { '--namespace': ['lab'], '--context': ['mini'] }]],
    ['kubectl delete po --all -nother --wait=false', ['delete', 'po', { '--all': [], '--namespace': ['other'], '--wait': ['false'] }]],
    ['kubectl exec -ti web -c app -- sh -c "kubectl delete pod x"', ['exec', 'web', { '--stdin': [], '--tty': [], '--container': ['app'] }]],
    ['kubectl logs -fp web --tail 3', ['logs', 'web', { '--follow': [], '--previous': [], '--tail': ['3'] }]],
    ['kubectl apply -Rf dir', ['apply', '', { '--recursive': [], '--filename': ['dir'] }]],
    ['kubectl rollout undo deployments/web', ['rollout undo', 'deployments/web', {}]],
    ['kubectl set image deployments/web a=b:2', ['set image', 'deployments/web a=b:2', {}]],
    ['kubectl get pods -l app=web -o name -w', ['get', 'pods', { '--selector': ['app=web'], '--output': ['name'], '--watch': [] }]],
    ['minikube -p x kubectl -- get no', ['get', 'no', {}]],
    ['/usr/bin/kubectl version', ['version', '', {}]],
    ['kubectl --help', undefined], ['minikube start', undefined], ['docker ps', undefined],
  ];
  for (const [text, expected] of cases) it(text, () => deepEqual(of(text), expected));

  it('says where it goes', () => {
    const at = (text: string) => { const found = commandOf(text); return [found?.namespace, found?.context, found?.kubeconfig]; };
    deepEqual(at('kubectl get pods -n a --namespace b --context c --kubeconfig=d'), ['b', 'c', 'd']);
    deepEqual(at('kubectl get pods'), [undefined, undefined, undefined]);
  });

  it('names what it works on', () => {
    const refs = (text: string) => kubectlRefs(commandOf(text)!).map(({ kind, name }) => name === undefined ? kind : `${kind}/${name}`);
    deepEqual(refs('kubectl delete service/a deployment/b'), ['service/a', 'deployment/b']);
    deepEqual(refs('kubectl delete deploy,svc a b'), ['deployment/a', 'deployment/b', 'service/a', 'service/b']);
    deepEqual(refs('kubectl delete deployments.apps --all'), ['deployment']);
    deepEqual(refs('kubectl delete all -l app=x'), ['all']);
    deepEqual(refs('kubectl label pods "$POD_NAME" version=v1 old-'), ['pod/$POD_NAME']);
    deepEqual(refs('kubectl set image deployment/web app=x:2'), ['deployment/web']);
    deepEqual(refs('kubectl scale rs web --replicas=3'), ['replicaset/web']);
    deepEqual(refs('kubectl drain minikube --force'), ['node/minikube']);
    deepEqual(refs('kubectl exec web -- ls'), ['pod/web']);
    deepEqual(refs('kubectl create ns lab'), ['namespace/lab']);
    deepEqual(refs('kubectl apply -f x.yaml'), []);
  });
});

describe('names in kubectl commands', () => {
  const names = (text: string) => kubectlNames(text).things.map(({ kind, name, namespace }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`);

  it('of what they make', () => {
    deepEqual(names('kubectl create deployment web --image=x && kubectl expose deployment/web --port 80'), ['deployment web', 'k8s-service web']);
    deepEqual(names('kubectl expose deploy web --name=front --port 80 -n lab'), ['k8s-service lab/front']);
    deepEqual(names('kubectl run box --image=x --expose --port 80'), ['pod box', 'k8s-service box']);
    deepEqual(names('kubectl create configmap c --from-literal=a=b; kubectl get deployment web; kubectl scale deployment web --replicas 2'), []);
  });

  it('of nothing where it is a dry run', () => {
    deepEqual(names('kubectl create deployment web --image=x --dry-run=client -o yaml'), []);
    deepEqual(names('kubectl create deployment web --image=x --dry-run=none'), ['deployment web']);
  });

  it('tell whom the server will note as the maker', () => {
    deepEqual(kubectlNames('kubectl apply -f x.yaml; kubectl -n lab expose deployment/web').makers, [{ managers: ['kubectl-client-side-apply', 'kubectl'] }, { managers: ['kubectl-expose'], namespace: 'lab' }]);
    deepEqual(kubectlNames('kubectl get pods').makers, []);
  });

  it('are read from what kubectl says it did', () => {
    const out = 'deployment.apps/web created\r\nservice/web exposed\npod/web-1 labeled\ndeployment.apps/web image updated\ndeployment.apps/web rolled back\ndeployment.apps "web" deleted from default namespace\npod "x" force deleted\nconfigmap/c created\ndeployment.apps/dry created (dry run)\nsome deployment.apps/no created';
    deepEqual(kubectlLines(out).map(({ kind, name, did }) => `${kind} ${name}: ${did}`), [
      'deployment web: created', 'k8s-service web: exposed', 'pod web-1: labeled', 'deployment web: image updated', 'deployment web: rolled back', 'deployment web: deleted', 'pod x: force deleted',
    ]);
  });
});
