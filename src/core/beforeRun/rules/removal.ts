import { msg } from '../../message';
import type { Resource } from '../../resource';
import { isLiteral } from '../../shellCommands';
import { quote } from '../../shellQuote';
import { namesOf, wouldRemove } from '../amounts';
import { isOwn, isOwnTag, madeHere, rowsOf } from '../owned';
import { swarmUid } from '../../liveState';
import type { RiskRule, Seen } from '../rule';
import { listed, targetsOf, type Kind } from '../targets';

const removes = /^(container|volume|network|image|service|stack) rm$/;

/** `rm` of what this lab did not make: `mydb` may be the student's own database. */
export const removalRule: RiskRule = {
  rule: 'docker.removesForeign',
  find: seen => {
    const { docker, before, command } = seen;
    const kind = docker && removes.exec(docker.verb)?.[1] as Kind | undefined;
    if (!docker || !kind || docker.context !== undefined || !before.live) return undefined;
    const targets = [...docker.operands.map(operand => targetsOf(seen, kind, operand)), ...command.open ? [command.from ? fromPipe(seen, kind) : { kind: 'unknown' } as const] : []];
    const foreign = unique(docker.operands.flatMap((operand, i) => foreignOf(seen, targets[i]!, operand)).concat(command.open ? foreignOf(seen, targets.at(-1)!, '') : []));
    if (foreign.length > 0) {
      const kept = docker.operands.filter((operand, i) => isLiteral(operand) && foreignOf(seen, targets[i]!, operand).length === 0);
      const safe = seen.alone && kept.length > 0 && docker.operands.every(isLiteral) && !command.open;
      return {
        title: wouldRemove(before.ordinal, foreign), about: foreign.map(({ uid }) => uid),
        detail: docker.operands.every(isLiteral) ? msg('Not of this lab: `{0}`. What is in it is lost for good.', namesOf(foreign)) : msg('Not of this lab, as far as the variables tell: `{0}`. What is in it is lost for good.', namesOf(foreign)),
        ...safe ? { safe: { label: msg('Remove only what this lab made'), command: [...withoutOperands(command.words, docker.operands), ...kept.map(word => /^[\w./:@-]+$/.test(word) ? word : quote(word))].join(' ') } } : {},
      };
    }
    return targets.some(target => target.kind === 'unknown') && hasForeign(seen, kind) ? {
      title: msg('Block {0} would remove things that cannot be told beforehand.', before.ordinal), about: [command.words.join(' ')],
      detail: msg('`{0}` takes what its variables or another command name at that moment, and there is more here than what this lab made.', `docker ${docker.verb}`),
    } : undefined;
  },
};

/** Leaving ends a swarm, and all its services with it. */
export const leaveRule: RiskRule = {
  rule: 'swarm.leavesForeign',
  find: ({ docker, before }) => {
    if (docker?.verb !== 'swarm leave' || !docker.options.has('--force')) return undefined;
    if (docker.context !== undefined) return { title: msg('Block {0} would leave a swarm on another Docker.', before.ordinal), detail: msg('Context `{0}` is not the one that Labbook watches: whose swarm that is cannot be seen from here.', docker.context), about: [docker.context] };
    const uid = before.live && swarmUid(before.live);
    if (uid === undefined || madeHere(before, uid)) return undefined;
    return { title: msg('Block {0} would leave a swarm that this lab did not make.', before.ordinal), detail: msg('If this is its last manager, the swarm ends, and all its services and their data with it.'), about: [uid] };
  },
};

function fromPipe(seen: Seen, kind: Kind) {
  // Whatever stands between only takes lines away.
  let first = seen.command.from;
  while (first?.from && /^(?:head|tail|sort|uniq|grep|awk|sed|cut|tr)$/.test(first.words[0] ?? '')) first = first.from;
  return listed(seen, kind, first?.words.map(word => /^[\w=.,:/@%+-]+$/.test(word) ? word : quote(word)).join(' ') ?? '');
}

function foreignOf({ before }: Seen, target: ReturnType<typeof targetsOf>, operand: string): readonly Resource[] {
  if (target.kind === 'unknown') return [];
  return target.things.filter(row => row.kind === 'image' && !/^(?:sha256:)?[0-9a-f]{12,64}$/.test(operand) ? !isOwnTag(before, row, operand) && !tagsOf(row).some(tag => isOwnTag(before, row, tag)) : !isOwn(before, row));
}

function tagsOf(row: Resource): readonly string[] { return row.kind === 'image' ? row.tags : []; }

/** Where everything of the kind is this lab's own, an unknown name does no harm. */
function hasForeign({ before }: Seen, kind: Kind): boolean {
  return before.live !== undefined && rowsOf(before.live, kind === 'stack' ? 'service' : kind).some(row => !isOwn(before, row) && !(row.kind === 'network' && /^(?:bridge|host|none|ingress|docker_gwbridge)$/.test(row.name)));
}

function unique(rows: readonly Resource[]): Resource[] { return [...new Map(rows.map(row => [row.uid, row])).values()]; }

function withoutOperands(words: readonly string[], operands: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const operand of operands) left.set(operand, (left.get(operand) ?? 0) + 1);
  return words.filter(word => {
    const n = left.get(word) ?? 0;
    left.set(word, n - 1);
    return n <= 0;
  });
}
