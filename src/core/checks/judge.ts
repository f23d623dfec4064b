import type { Test } from '../check';
import type { Message } from '../message';
import type { Mark } from '../run';
import { judgeAws } from './aws';
import { judgeCluster } from './cluster';
import { judgeContainer, judgeImage, judgeNetwork, judgeVolume } from './docker';
import { judgeFile, judgeHttp, judgeTcp } from './reach';
import { judgeAnswer, judgeExit, judgeOutput, judgeRan } from './record';
import { judgeNodes, judgeService, judgeStack, judgeSwarm, judgeTasks } from './swarm';
import { asking, unknown, yes, type Stuck, type Verdict, type World } from './world';

/** How a claim stands in this world. All parts are judged even where one decides, so that the world learns all that is wanted. */
export function judge(test: Test, world: World): Verdict {
  switch (test.kind) {
    case 'all': return all(test.tests.map(part => judge(part, world)));
    case 'any': return any(test.tests.map(part => judge(part, world)));
    case 'not': return not(judge(test.test, world));
    case 'container': return judgeContainer(test, world);
    case 'image': return judgeImage(test, world);
    case 'network': return judgeNetwork(test, world);
    case 'volume': return judgeVolume(test, world);
    case 'swarm': return judgeSwarm(test, world);
    case 'nodes': return judgeNodes(test, world);
    case 'service': return judgeService(test, world);
    case 'stack': return judgeStack(test, world);
    case 'tasks': return judgeTasks(test, world);
    case 'deployment': case 'replicaset': case 'pod': case 'pods': case 'k8s-service': case 'endpoints': case 'k8s-node': case 'namespace': case 'configmap': case 'k8s-event': case 'rollout': return judgeCluster(test, world);
    case 'aws': return judgeAws(test.claim, world);
    case 'http': return judgeHttp(test, world);
    case 'tcp': return judgeTcp(test, world);
    case 'file': return judgeFile(test, world);
    case 'output': return judgeOutput(test, world);
    case 'exit': return judgeExit(test, world);
    case 'ran': return judgeRan(test, world);
    case 'answer': return judgeAnswer(test, world);
  }
}

/** What is not so decides at once; what cannot be told comes next. */
function all(parts: readonly Verdict[]): Verdict {
  const wrong = parts.filter(part => part.is === 'false');
  if (wrong.length > 0) return falsely(wrong, wrong.map(part => part.stuck).find(stuck => stuck !== undefined));
  return undecided(parts) ?? yes(parts.flatMap(factsOf), marksOf(parts));
}

/** It is stuck only where each of its ways is. */
function any(parts: readonly Verdict[]): Verdict {
  const right = parts.find(part => part.is === 'true');
  if (right) return right;
  const open = undecided(parts);
  if (open) return open;
  const wrong = parts.filter(part => part.is === 'false');
  return falsely(wrong, wrong.every(part => part.stuck !== undefined) ? wrong[0]?.stuck : undefined);
}

function not(part: Verdict): Verdict {
  if (part.is === 'true') return { is: 'false', facts: part.facts, marks: part.marks };
  return part.is === 'false' ? yes(part.facts, part.marks) : part;
}

function undecided(parts: readonly Verdict[]): Verdict | undefined {
  const reason = parts.find(part => part.is === 'unknown');
  if (reason) return unknown(reason.reason, reason.host);
  return parts.some(part => part.is === 'asking') ? asking : undefined;
}

function falsely(wrong: readonly Extract<Verdict, { is: 'false' }>[], stuck: Stuck | undefined): Verdict {
  const logsOf = wrong.map(part => part.logsOf).find(uid => uid !== undefined);
  return { is: 'false', facts: wrong.flatMap(factsOf), marks: marksOf(wrong), ...(stuck ? { stuck } : {}), ...(logsOf === undefined ? {} : { logsOf }) };
}

function factsOf(part: Verdict): readonly Message[] { return part.is === 'true' || part.is === 'false' ? part.facts : []; }
function marksOf(parts: readonly Verdict[]): readonly Mark[] {
  return [...new Set(parts.flatMap(part => part.is === 'true' || part.is === 'false' ? part.marks : []))];
}
