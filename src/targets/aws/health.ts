import type { Health } from '../../core/clusterResource';

const well = new Set(['running', 'waiting', 'active', 'available', 'inservice', 'enabled', 'ready', 'create_complete', 'update_complete', 'active_impaired']);

/** How a thing stands by its service's own word; `working` is what is on its way to another state. */
export function healthOf(status: string): Health {
  const word = status.toLowerCase();
  if (word === '' || well.has(word)) return 'well';
  if (/fail|error|outofservice|rollback_complete|unavailable|storage-full|incompatible|aborted|cancelled|inaccessible/.test(word)) return 'failing';
  if (/ing$|shutting-down|_in_progress|inprogress|pending|queued|submitted|picked|started|final-snapshot|cancel_pending|rollingback|updated$/.test(word)) return 'working';
  return /complete|stopped|terminated|succeeded|finished|inactive|archived|paused|disabled|deleted/.test(word) ? 'done' : 'well';
}

/** Its service is asked to take it away, or it is gone and only listed still. */
export function isEnding(status: string): boolean { return /delet|terminat|shutting-down|draining|^inactive$|deprovision|deactivating|deregist/i.test(status); }
