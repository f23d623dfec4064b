import { msg, type Message } from '../../core/message';
import { quote } from '../../core/shellQuote';
import type { Cause, Remedy } from '../../core/source';
import type { KubeContext, ResolvedContext } from './context';
import type { ClusterFailure } from './failure';

export interface CauseFacts {
  /** A kubectl command is on PATH. */
  readonly hasCommand: boolean;
}

const retry: Remedy = { kind: 'retry', label: msg('Try again') };
const pick: Remedy = { kind: 'pickContext', label: msg('Choose a context') };
const command = (label: Message, text: string): Remedy => ({ kind: 'command', label, command: text });
const install: Remedy = { kind: 'link', label: msg('Install kubectl'), url: 'https://kubernetes.io/docs/tasks/tools/' };

/** No place to connect to. */
export function problemCause({ problem, files }: ResolvedContext, { hasCommand }: CauseFacts): Cause {
  const name = problem?.context ?? '';
  const first = files[0] ?? '';
  switch (problem?.code) {
    case 'fileBroken':
      return { code: 'contextMissing', message: msg('The file {0} is not a kubeconfig.', name), detail: msg('{0}', problem.detail ?? ''), remedies: [command(msg('Look at it with kubectl'), 'kubectl config view'), retry] };
    case 'contextBroken':
      return { code: 'contextMissing', message: msg('Context {0} names a cluster or a user that its files do not have.', name), remedies: [pick, retry] };
    case 'contextMissing':
      return { code: 'contextMissing', message: msg('Context {0} not found in {1}.', name, files.join(', ')), remedies: [pick, command(msg('List the contexts'), 'kubectl config get-contexts'), retry] };
    default:
      return hasCommand
        ? { code: 'contextMissing', message: msg('No cluster is configured.'), detail: msg('There is no context in {0}.', first), remedies: [command(msg('Start minikube'), 'minikube start'), retry] }
        : { code: 'notInstalled', message: msg('kubectl is not installed.'), detail: msg('Neither a kubectl command nor a context in {0} was found.', first), remedies: [install, retry] };
  }
}

/** The place is known and gives no good answer. */
export function failureCause({ reason, message }: ClusterFailure, context: KubeContext): Cause {
  const detail = msg('{0}', message.slice(0, 500).replace(/[^.!?]$/, '$&.'));
  switch (reason) {
    case 'refused': case 'unreachable': return notRunning(context, detail);
    case 'slow': return { code: 'slow', message: msg('The cluster answers slowly; it may still be starting.'), detail, remedies: [retry] };
    case 'tls': return { code: 'tls', message: msg('The certificate of {0} is not trusted.', context.server), detail, remedies: [pick, retry] };
    case 'unauthorized': return { code: 'authExpired', message: msg('Log-in for {0} has expired.', context.name), detail, remedies: [command(msg('Log in through kubectl'), `kubectl --context ${quote(context.name)} auth whoami`), retry] };
    case 'pluginMissing': return { code: 'authMissing', message: msg('The log-in plug-in of {0} is missing.', context.name), detail, remedies: [pick, retry] };
    case 'pluginFailed': case 'config': return { code: 'authMissing', message: msg('Labbook could not log in to {0}.', context.name), detail, remedies: [command(msg('Log in through kubectl'), `kubectl --context ${quote(context.name)} auth whoami`), retry] };
    case 'broken': case 'ended': return { code: 'gone', message: msg('The connection to cluster {0} was lost.', context.cluster), detail, remedies: [retry] };
    case 'server': return { code: 'slow', message: msg('The cluster answers with errors; it may still be starting.'), detail, remedies: [retry] };
    default: return { code: 'unknown', message: msg('The cluster answered with an error.'), detail, remedies: [retry] };
  }
}

function notRunning(context: KubeContext, detail: Message): Cause {
  const { minikube } = context;
  if (minikube === undefined) return { code: 'notRunning', message: msg('Cluster {0} does not answer.', context.cluster), detail, remedies: [pick, retry] };
  // Whether it was stopped or has only lost its API server cannot be told from here. Most have one profile, which is called as the program.
  const silent = minikube === 'minikube' ? msg('minikube does not answer; it may be stopped.') : msg('minikube {0} does not answer; it may be stopped.', minikube);
  const start = minikube === 'minikube' ? 'minikube start' : `minikube start -p ${quote(minikube)}`;
  return { code: 'notRunning', message: silent, detail, remedies: [command(msg('Start minikube'), start), pick, retry] };
}
