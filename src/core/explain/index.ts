import type { Explanation } from '../explanation';
import type { RunRecord } from '../run';
import type { Facts } from './facts';
import { failuresOf } from './failure';
import { apply, type Rule } from './rule';
import { awsRules } from './rules/aws';
import { keyFileRule } from './rules/awsUsage';
import { containerRules } from './rules/dockerContainers';
import { daemonRules } from './rules/dockerDaemon';
import { imageRules } from './rules/dockerImages';
import { runRules } from './rules/dockerRuns';
import { clusterRules } from './rules/kubernetes';
import { kubectlRules } from './rules/kubectl';
import { minikubeRules } from './rules/minikube';
import { usageRules } from './rules/dockerUsage';
import { shellRules } from './rules/shell';
import { swarmRules } from './rules/swarm';

export type { Facts, Maker } from './facts';

/** Every known error. At most one matches a failure, so their order does not matter; the tests hold them to it. */
export const rules: readonly Rule[] = [
  ...[...daemonRules, ...containerRules, ...imageRules, ...runRules, ...usageRules, ...swarmRules].map(rule => ({ cluster: false, ...rule })),
  ...[...clusterRules, ...kubectlRules, ...minikubeRules].map(rule => ({ cluster: true, ...rule })),
  ...awsRules, keyFileRule,
  ...shellRules,
];

/** Why a run failed and what helps; undefined where no rule knows. Output is only read here, never believed: the run's state stays what it is. */
export function explain(record: RunRecord, facts: Facts): Explanation | undefined {
  for (const failure of failuresOf(record)) {
    for (const rule of rules) {
      const said = apply(rule, failure, facts);
      if (said) return said;
    }
  }
  return undefined;
}
