/** The part that says why a run failed and what helps, and what to ask before one. */
export { asksEmulator, locksOf, pythonLocks, toLocalRegistry, valuesOf, cliVersion, knowsEndpoint, botoKnowsEndpoint, updateCli, type Lock } from '../core/aws/isolation';
export { explain } from '../core/explain';
export { risksOf, safeText, type Before, type Risk } from '../core/beforeRun';
export { inTheWay, type InTheWay } from '../core/beforeRun/inTheWay';
