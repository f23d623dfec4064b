import { homedir, hostname, userInfo } from 'node:os';
import type { Personal } from '../core/portfolio/personal';

/** What would tell whose machine this is. `labs`: folder of the labs, which may lie anywhere. */
export function personalOf(labs: string): Personal {
  return { folders: [homedir(), labs], users: [nameOfUser(), homedir().split(/[\\/]/).pop() ?? ''], hosts: [hostname()] };
}

/** A container may run as somebody whom no list of users names. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] ?? '';
  }
}
