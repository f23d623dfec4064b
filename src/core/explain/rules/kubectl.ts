import { msg } from '../../message';
import { tools } from '../../commandTools';
import { nearestWord } from '../../nearestWord';
import { canRetype, isPath, isPort, pickContext, put } from '../fixes';
import { group, type Found, type Rule } from '../rule';
import { unsetVariable } from '../variables';

/** The command itself is not what kubectl understands, or rests on something that is not there. */
export const kubectlRules: readonly Rule[] = [
  {
    id: 'kube.contextMissing',
    output: /(?:context was not found for specified context: (?<name>[^\n]{1,200})|no context exists with the name: "(?<other>[^"\n]{1,200})")/,
    say: found => ({
      title: msg('The context `{0}` does not exist', group(found, 'name', 'other')),
      detail: msg('A context says which cluster a command talks to. This one stands in none of the files that kubectl reads. Nothing has run.'),
      fixes: [pickContext, put('contexts', msg('List the contexts'), 'kubectl config get-contexts')],
    }),
  },
  {
    id: 'kube.configBroken',
    output: /error loading config file "(?<path>[^"\n]+)"/,
    say: found => ({
      title: msg('The kubeconfig cannot be read'),
      detail: isPath(group(found, 'path')) ? msg('`{0}` is not right; the message names the line. kubectl does nothing until it is.', group(found, 'path')) : msg('The message names the line. kubectl does nothing until it is right.'),
      fixes: [],
    }),
  },
  {
    id: 'kube.labelTaken',
    output: /'(?<label>[\w./-]+)' already has a value \((?<value>[^)\n]*)\), and --overwrite is false/,
    say: found => ({
      title: msg('The label `{0}` has a value already', group(found, 'label')),
      detail: msg('It is `{0}`. Another label does no harm, for example version=v1. To overwrite the label by which a deployment knows its pods takes the pod from it, and a new pod appears.', group(found, 'value')),
      fixes: [put('labels', msg('See the labels'), 'kubectl get pods --show-labels')],
    }),
  },
  {
    id: 'kube.execDashes',
    output: /(?:you must specify at least one command for the container|exec \[POD\] \[COMMAND\] is not supported anymore)/,
    say: () => ({
      title: msg('kubectl exec was told no command'),
      detail: msg('The command for the container stands behind two hyphens: kubectl exec POD -- COMMAND.'),
      fixes: [],
    }),
  },
  {
    id: 'kube.whatToActOn',
    output: /(?:pod, type\/name or --filename must be specified|You must provide one or more resources by argument or filename|no name was specified|[Rr]equired resource not specified|at least one (?<what>label|image|taint|annotation) update is required)/,
    say: found => {
      const unset = unsetVariable(found);
      return {
        title: group(found, 'what') ? msg('It does not say what to change') : msg('It does not say what to act on'),
        detail: unset?.detail ?? (group(found, 'what') ? msg('Behind the object comes what shall be new, as NAME=VALUE.') : msg('Name a kind and an object, for example deployments/web.')),
        fixes: unset?.fixes ?? [],
      };
    },
  },
  {
    id: 'kube.requiredFlag',
    output: /required flag\(s\) "(?<flag>[\w-]+)"/,
    say: found => ({ title: msg('The option `--{0}` is missing', group(found, 'flag')), detail: msg('This command cannot do without it. It is written with two hyphens and a value: --{0}=….', group(found, 'flag')), fixes: help(found) }),
  },
  {
    id: 'kube.unknownFlag',
    output: /(?:unknown (?:shorthand )?flag: (?<flag>\S+)|flag needs an argument: (?<bare>[^\n]+)|invalid argument "(?<value>[^"\n]*)" for "(?<of>[^"\n]*)" flag)/,
    say: found => ({
      title: msg('kubectl does not understand the option `{0}`', group(found, 'flag', 'of', 'bare').slice(0, 60)),
      detail: group(found, 'bare', 'of') ? msg('It needs a value, or another one than it was given.') : msg('It is misspelt, or it belongs to another command.'),
      fixes: help(found),
    }),
  },
  {
    id: 'kube.unknownWord',
    output: /(?:unknown command "(?<command>[^"\n]{1,60})" for "kubectl|doesn't have a resource type "(?<type>[^"\n]{1,60})")/,
    say: found => {
      const word = group(found, 'command', 'type');
      const known = group(found, 'command') ? Object.keys(tools.kubectl?.verbs ?? {}) : kinds;
      const better = nearestWord(word, known);
      const text = better === undefined || !canRetype(found.failure.text) ? undefined : found.failure.text.replace(new RegExp(`(?<=\\s)${word.replace(/[^\w-]/g, '')}(?=\\s|/|$)`), better);
      return {
        title: msg('kubectl does not know `{0}`', word),
        detail: better === undefined ? msg('It is misspelt, or this cluster has no such thing.') : msg('Probably `{0}` is meant.', better),
        fixes: text !== undefined && text !== found.failure.text ? [put('better', msg('Put it in the terminal with `{0}`', String(better)), text)] : group(found, 'type') ? [put('kinds', msg('See what there can be'), 'kubectl api-resources')] : [],
      };
    },
  },
  {
    id: 'kube.invalid',
    output: /(?:is invalid: (?:\n\* )?(?<field>[\w.[\]]+): (?<why>[^\n]+))/,
    say: found => ({ title: msg('The cluster refuses the value of `{0}`', group(found, 'field')), detail: msg('Names are of small letters, digits and hyphens; numbers have limits. It says: {0}', group(found, 'why').slice(0, 200)), fixes: [] }),
  },
  {
    id: 'kube.noFile',
    output: /the path "(?<path>[^"\n]+)" does not exist/,
    say: found => ({
      title: msg('The file is not here'),
      detail: isPath(group(found, 'path')) ? msg('There is no `{0}` in this folder. Is the terminal in the folder of the lab?', group(found, 'path')) : msg('Is the terminal in the folder of the lab?'),
      fixes: [put('where', msg('See where the terminal is'), 'pwd; ls')],
    }),
  },
  {
    id: 'kube.manifest',
    output: /error (?:validating|parsing) "?(?<path>[^"\n:]+)"?: (?<why>[^\n;]+)/,
    say: found => ({ title: msg('The manifest is not right'), detail: msg('A manifest has apiVersion, kind, metadata and, mostly, spec. It says: {0}', group(found, 'why').slice(0, 200)), fixes: [] }),
  },
  {
    id: 'kube.nothingMatches',
    output: /array index out of bounds: index \d+, length 0/,
    say: () => ({ title: msg('Nothing fits the selector yet'), detail: msg('The list is empty: the pods are not there yet, or have another label.'), fixes: [put('labels', msg('See the labels'), 'kubectl get pods --show-labels')] }),
  },
  {
    id: 'kube.servicePort',
    output: /Service (?<name>[a-z0-9-]+) does not have a service port (?<port>\d+)/,
    say: found => ({ title: msg('The service `{0}` has no port {1}', group(found, 'name'), group(found, 'port')), detail: msg('Which ports it has stands under PORT(S).'), fixes: [put('service', msg('See its ports'), `kubectl get service ${group(found, 'name')}`)] }),
  },
  {
    id: 'kube.portTaken',
    output: /(?:listen tcp\d? \S*?:(?<port>\d{1,5}): bind: address already in use)/,
    say: found => {
      const port = group(found, 'port');
      return {
        title: msg('Port {0} on this machine is taken', port),
        detail: msg('Another program listens there, perhaps the same command from before in another terminal. End that one, or take another port.'),
        fixes: isPort(port) ? [put('who', msg('See who listens'), `ss -ltnp 'sport = :${port}'`)] : [],
      };
    },
  },
  {
    id: 'kube.containerName',
    output: /unable to find container named "(?<name>[^"\n]{1,100})"/,
    say: found => ({ title: msg('The pods have no container `{0}`', group(found, 'name')), detail: msg('kubectl set image wants the name of the container, then =, then the image. kubectl create deployment names it like the image.'), fixes: [put('names', msg('See the names'), "kubectl get deployments -o custom-columns='DEPLOYMENT:.metadata.name,CONTAINERS:.spec.template.spec.containers[*].name'")] }),
  },
  {
    id: 'kube.noProgram',
    output: /exec: "(?<program>[^"\n]{1,100})": (?:executable file not found|stat [^\n]*no such file)/,
    say: found => ({ title: msg('There is no `{0}` in the container', group(found, 'program')), detail: msg('An image holds only what its maker put in. Try sh instead of bash, or another program.'), fixes: [] }),
  },
  {
    id: 'kube.noHistory',
    output: /no rollout history found|unable to find specified revision/,
    say: () => ({ title: msg('There is nothing to go back to'), detail: msg('A deployment keeps its earlier templates. This one has no other, or not that one.'), fixes: [put('history', msg('See its history'), 'kubectl rollout history deployments')] }),
  },
  {
    id: 'kube.lostForward',
    output: /lost connection to pod|error forwarding port/,
    say: () => ({ title: msg('The way to the pod is gone'), detail: msg('The pod has ended or was replaced; a forwarded port holds to one pod. Start it again: it takes a pod that is there now.'), fixes: [put('pods', msg('See the pods'), 'kubectl get pods')] }),
  },
];

/** What people write behind `kubectl get`. */
const kinds = ['pods', 'deployments', 'replicasets', 'services', 'endpoints', 'endpointslices', 'nodes', 'namespaces', 'configmaps', 'secrets', 'events', 'ingresses', 'jobs', 'cronjobs', 'daemonsets', 'statefulsets', 'persistentvolumes', 'persistentvolumeclaims'];

function help({ failure }: Found) {
  const words = failure.commands.find(({ words: [program] }) => program === 'kubectl')?.words ?? [];
  const verb = words.slice(1).find(word => /^[a-z-]+$/.test(word) && !word.startsWith('-'));
  return verb === undefined ? [] : [put('help', msg('See how it is used'), `kubectl ${verb} --help`)];
}
