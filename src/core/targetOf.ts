import type { TargetId } from './course';
import { looksLikeCommand } from './commandLike';
import { segmentsOf, wordsOf } from './shellLines';

const swarmVerbs = new Set(['swarm', 'service', 'stack', 'node', 'secret', 'config']);
const byTool: Readonly<Record<string, TargetId>> = {
  docker: 'docker', 'docker-compose': 'docker', podman: 'docker',
  kubectl: 'kubernetes', minikube: 'kubernetes', helm: 'kubernetes', kustomize: 'kubernetes', kubens: 'kubernetes', kubectx: 'kubernetes', stern: 'kubernetes',
  aws: 'aws', eb: 'aws', sam: 'aws', eksctl: 'aws', 'aws-shell': 'aws',
};
/** When one block holds several, the one that is hardest to provide says where it runs. */
const rank: readonly TargetId[] = ['shell', 'docker', 'swarm', 'kubernetes', 'aws'];

/** Where the commands of a block go. The author's `target=` overrides it. */
export function targetOf(text: string, segments = segmentsOf(text)): TargetId {
  let best: TargetId = 'shell';
  for (const segment of segments) {
    const target = ofCommand(segment.text);
    if (rank.indexOf(target) > rank.indexOf(best)) best = target;
  }
  return best;
}

function ofCommand(command: string): TargetId {
  const inner = [...command.matchAll(/\$?\(([^()]*)\)/g)].flatMap(found => segmentsOf(found[1]!).map(({ text }) => ofWords(wordsOf(text))));
  const own = ofWords(wordsOf(command));
  return [own, ...inner].reduce((a, b) => (rank.indexOf(b) > rank.indexOf(a) ? b : a));
}

function ofWords(words: readonly string[]): TargetId {
  const start = words.findIndex(word => !/^(?:[A-Za-z_]\w*=.*|sudo|time|nohup|!|do|then|else|if|while|until|\{|xargs|watch|eval|-\w+)$/.test(word));
  const name = words[start];
  const target = name !== undefined && Object.hasOwn(byTool, name) ? byTool[name]! : 'shell';
  if (target !== 'docker') return target;
  const verb = words.slice(start + 1).find(word => !word.startsWith('-'));
  return verb !== undefined && swarmVerbs.has(verb) ? 'swarm' : 'docker';
}

const interactive: readonly RegExp[] = [
  /^(?:sudo\s+)?(?:docker|podman)\s.*\s-(?:[a-zA-Z]*i[a-zA-Z]*t|[a-zA-Z]*t[a-zA-Z]*i)[a-zA-Z]*\s/,
  /^(?:sudo\s+)?(?:docker|podman|kubectl)\s.*--interactive\b.*--tty\b|^(?:sudo\s+)?(?:docker|podman|kubectl)\s.*--(?:tty|stdin)\b.*--(?:interactive|tty)\b/,
  /^kubectl\s.*\s-(?:it|ti)\s/,
  /^(?:sudo\s+)?(?:vi|vim|nano|top|htop|less|more|ssh|telnet|k9s)\s/,
];

/** Made with a terminal, but nobody is attached to it. */
const unattended = /^(?:sudo\s+)?(?:docker|podman)\s+(?:(?:container\s+)?create\s|(?:container\s+)?run\s+(?:--detach|-d)\s|.*\s-(?=[a-zA-Z]*i)(?=[a-zA-Z]*t)[a-zA-Z]*d)/;

/** The block opens a conversation (an editor, a shell in a container): it waits for the student, not for the machine. */
export function needsPerson(text: string, segments = segmentsOf(text)): boolean {
  return segments.some(({ text: command, op }) => {
    const words = `${wordsOf(command).join(' ')} `;
    return op !== '|' && !unattended.test(words) && interactive.some(pattern => pattern.test(words)) && looksLikeCommand(command, 'block');
  });
}
