import type { SwarmAssertion } from '../check';
import { msg } from '../message';
import { firstFault, isPort, withDocker } from './docker';
import type { Things } from './things';
import { asking, no, unknown, yes, type Verdict, type World } from './world';

type Of<K extends SwarmAssertion['kind']> = Extract<SwarmAssertion, { kind: K }>;

export function judgeSwarm(claim: Of<'swarm'>, world: World): Verdict {
  if (world.docker.kind !== 'live') return withDocker(world, () => asking);
  const swarm = world.docker.swarm?.role;
  if (swarm === undefined) return asking;
  const fact = swarm === 'inactive' ? msg('this Docker is in no swarm') : swarm === 'manager' ? msg('this Docker is a manager of its swarm') : msg('this Docker is a worker of its swarm');
  return swarm === claim.state ? yes([fact]) : no(fact, 'missing');
}

export function judgeNodes(claim: Of<'nodes'>, world: World): Verdict {
  return withManager(world, things => {
    const ready = things.nodes.filter(node => node.status === 'ready').length;
    const managers = things.nodes.filter(node => node.role === 'manager').length;
    const leaders = things.nodes.filter(node => node.leader).length;
    const count = (is: number, wanted: number | undefined, fact: ReturnType<typeof msg>): Verdict | undefined => wanted === undefined ? undefined : is === wanted ? yes([fact]) : no(fact);
    return firstFault([
      count(ready, claim.ready, ready === 1 ? msg('1 node is ready') : msg('{0} nodes are ready', ready)),
      count(managers, claim.managers, managers === 1 ? msg('1 node is a manager') : msg('{0} nodes are managers', managers)),
      count(leaders, claim.leader, leaders === 1 ? msg('1 node is the leader') : msg('{0} nodes are leaders', leaders)),
    ], []);
  }, no(msg('this Docker is in no swarm'), 'missing'));
}

export function judgeService(claim: Of<'service'>, world: World): Verdict {
  const none = msg('there is no service `{0}`', claim.name);
  return withManager(world, things => {
    const service = things.service(claim.name);
    if (claim.state === 'absent') return service ? no(msg('the service `{0}` is still there', claim.name)) : yes([none]);
    if (!service) return no(none, 'missing');
    const tasks = msg('{0} of {1} tasks of `{2}` are running', service.running, service.desired, service.name);
    const counted = claim.running === undefined && claim.desired === undefined ? yes([msg('the service `{0}` is there', service.name)])
      : (claim.running === undefined || claim.running === service.running) && (claim.desired === undefined || claim.desired === service.desired) ? yes([tasks]) : no(tasks);
    const missed = claim.ports?.find(port => !service.ports.some(published => isPort(published, port)));
    return firstFault([
      counted,
      claim.image === undefined ? undefined : things.isImage(service.image, claim.image)
        ? yes([msg('`{0}` is from `{1}`', service.name, claim.image)]) : no(msg('`{0}` is from `{1}`, not from `{2}`', service.name, service.image.replace(/@.*/, ''), claim.image), 'ended'),
      missed === undefined ? undefined : no(msg('port {0} of `{1}` is not published', missed.containerPort, service.name), 'ended'),
    ], service.standIn ? ['standIn'] : []);
  }, claim.state === 'absent' ? yes([none]) : no(none, 'missing'));
}

export function judgeStack(claim: Of<'stack'>, world: World): Verdict {
  const none = msg('there is no stack `{0}`', claim.name);
  return withManager(world, things => {
    const count = things.services.filter(service => service.stack === claim.name).length;
    if (claim.state === 'absent') return count === 0 ? yes([none]) : no(msg('the stack `{0}` is still there', claim.name));
    if (count === 0) return no(none, 'missing');
    const fact = count === 1 ? msg('the stack `{0}` has 1 service', claim.name) : msg('the stack `{0}` has {1} services', claim.name, count);
    return claim.services === undefined || claim.services === count ? yes([fact]) : no(fact);
  }, claim.state === 'absent' ? yes([none]) : no(none, 'missing'));
}

/** Tasks that are in the state, and for ended ones those that were: a new task takes the place of one that died. */
export function judgeTasks(claim: Of<'tasks'>, world: World): Verdict {
  return withManager(world, things => {
    const service = things.service(claim.service);
    if (!service) return no(msg('there is no service `{0}`', claim.service), 'missing');
    const says = (error: string | undefined): boolean => claim.has === undefined || (error ?? '').includes(claim.has);
    const died = claim.state === 'failed' || claim.state === 'rejected';
    const found = things.tasks.filter(task => task.service === service.uid)
      .map(task => (task.state === claim.state && says(task.error) ? 1 : 0) + (died && says(task.lastFailure) ? task.failures : 0))
      .reduce((sum, count) => sum + count, 0);
    const fact = found === 1 ? msg('1 task of `{0}` is or was {1}', service.name, claim.state) : msg('{0} tasks of `{1}` are or were {2}', found, service.name, claim.state);
    return found >= claim.atLeast ? yes([fact]) : no(fact);
  }, no(msg('there is no service `{0}`', claim.service), 'missing'));
}

/** Only a manager knows of nodes, services and tasks. */
function withManager(world: World, judged: (things: Things) => Verdict, inNoSwarm: Verdict): Verdict {
  if (world.docker.kind !== 'live') return withDocker(world, judged);
  const { swarm, things } = world.docker;
  if (swarm?.problem) return unknown(swarm.problem);
  switch (swarm?.role) {
    case 'manager': return judged(things);
    case 'inactive': return inNoSwarm;
    case 'worker': return unknown(msg('only a manager of the swarm can tell'));
    case undefined: return asking;
  }
}
