import { msg } from '../../message';
import type { Fix } from '../../explanation';
import type { Facts } from '../facts';
import { isPath, pickContext, put, retry } from '../fixes';
import { group, type Rule } from '../rule';

const start = put('start', msg('Start minikube'), 'minikube start');
const contexts = put('contexts', msg('List the contexts'), 'kubectl config get-contexts');
const pods = put('pods', msg('See the pods'), 'kubectl get pods');

/** The cluster itself: is there one, does it answer, may we; and what it says of its objects. */
export const clusterRules: readonly Rule[] = [
  {
    id: 'kube.noContext',
    output: /(?:server localhost:8080 was refused|http:\/\/localhost:8080\/|server API group list: the server could not find the requested resource)/,
    say: () => ({
      title: msg('kubectl knows no cluster'),
      detail: msg('No context is chosen, so kubectl looked on this machine at port 8080. minikube start writes a context and chooses it.'),
      fixes: [start, contexts],
    }),
  },
  {
    id: 'kube.noAnswer',
    output: /(?:The connection to the server (?<at>\S+) was refused|dial tcp (?<other>[^\s:]+:\d+): connect: (?:connection refused|no route to host)|dial tcp: lookup (?<host>[^\s:]+)|Unable to connect to the server: (?:net\/http|context deadline|dial tcp|EOF|tls: handshake)|TLS handshake timeout)/,
    without: /localhost:8080/,
    say: found => {
      const at = group(found, 'at', 'other', 'host');
      return {
        title: msg('The cluster does not answer'),
        detail: isPath(at) && at !== ''
          ? msg('Nothing answers at `{0}`. The cluster is stopped or still starting, or the context leads to another place. The command did not reach it, so nothing has changed.', at)
          : msg('It is stopped, still starting, or busy. The command may not have reached it: look before you go on.'),
        fixes: linkFixes(found.facts),
      };
    },
  },
  {
    id: 'kube.untrusted',
    output: /(?:tls: failed to verify certificate|x509: certificate)/,
    say: () => ({
      title: msg('The certificate of the cluster is not trusted'),
      detail: msg('The cluster was made anew, or something else answers at its address. minikube update-context, or the file that its owner gave you, mends the context. Do not switch the check off.'),
      fixes: [put('update', msg('Mend the context of minikube'), 'minikube update-context'), pickContext],
    }),
  },
  {
    id: 'kube.unauthorized',
    output: /(?:You must be logged in to the server|the server has asked for the client to provide credentials)/,
    say: () => ({ title: msg('The cluster does not know you'), detail: msg('The log-in has expired, or its token is wrong. Log in again as your cluster wants it, then run the block again.'), fixes: [retry, pickContext] }),
  },
  {
    id: 'kube.forbidden',
    output: /is forbidden: User "(?<user>[^"\n]{1,200})" cannot (?<verb>[a-z]+) resource "(?<what>[\w./-]+)"/,
    say: found => ({
      title: msg('You may not do that in this cluster'),
      detail: msg('`{0}` may not {1} {2} here. Another namespace or another context may be the right one; else whoever runs the cluster must allow it.', group(found, 'user'), group(found, 'verb'), group(found, 'what')),
      fixes: [put('may', msg('See what you may do'), 'kubectl auth can-i --list'), pickContext],
    }),
  },
  {
    id: 'kube.alreadyExists',
    output: /(?<kind>[a-z]+)(?:\.[a-z.0-9]+)? "(?<name>[a-z0-9.-]+)" already exists/,
    say: found => {
      const [kind, name] = [group(found, 'kind'), group(found, 'name')];
      return {
        title: msg('`{0}` is there already', name),
        detail: msg('Of {0} there can be one with that name in a namespace. It is left from before, or the block has run already: look at it, then go on or clean up.', kind),
        fixes: [put('look', msg('Look at it'), `kubectl get ${kind} ${name}`), { id: 'cleanup', label: msg('Clean up this lab…'), act: { kind: 'remedy', id: 'cleanup' } }],
      };
    },
  },
  {
    id: 'kube.notFound',
    output: /(?<![A-Za-z])(?<kind>[a-z]+)(?:\.[a-z.0-9]+)? "(?<name>[a-z0-9.-]+)" not found/,
    say: found => {
      const [kind, name] = [group(found, 'kind'), group(found, 'name')];
      return {
        title: msg('There is no `{0}` here', name),
        detail: msg('Its name is misspelt, an earlier block did not make it, or it is in another namespace. Names of pods change with each new pod.'),
        fixes: [put('list', msg('List the {0}', kind), kind === 'namespaces' ? 'kubectl get namespaces' : `kubectl get ${kind}`)],
      };
    },
  },
  {
    id: 'kube.podNotUp',
    output: /(?:is waiting to start: (?<why>[^\n]+)|unable to upgrade connection: (?:container not found|pod does not exist)|does not have a host assigned|because pod is not running\. Current status=(?<status>\w+)|cannot exec into a container in a completed pod)/,
    say: found => ({
      title: msg('The pod is not running'),
      detail: group(found, 'why', 'status') ? msg('Its container has not started: {0}. The events at the end of kubectl describe say why.', group(found, 'why', 'status').slice(0, 200)) : msg('Its container has not started, or has ended. The events at the end of kubectl describe say why.'),
      fixes: [pods, put('describe', msg('See why'), 'kubectl describe pods'), retry],
    }),
  },
  {
    id: 'kube.timedOut',
    output: /(?:timed out waiting for the condition|exceeded its progress deadline)/,
    say: () => ({
      title: msg('It did not become ready in time'),
      detail: msg('What was waited for has not come. An image that cannot be pulled, a container that ends at once, or too little room are the usual reasons; the pods tell.'),
      fixes: [pods, put('describe', msg('See why'), 'kubectl describe pods'), retry],
    }),
  },
];

/** What the live link knows is better than a guess. */
function linkFixes({ link }: Facts): readonly Fix[] {
  const known = (link?.cause?.remedies ?? []).flatMap((remedy, index): Fix[] => remedy.kind === 'command' ? [put(`link${index}`, remedy.label, remedy.command)] : []);
  return [...known.length > 0 ? known : [start], retry, pickContext];
}
