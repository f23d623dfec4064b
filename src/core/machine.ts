import { msg, type Message } from './message';

/** The machine on which docker, kubectl and aws run: where this window's files are. */
export interface Machine {
  readonly name: Message;
  /** It is a container itself, and the Docker that answers in it may be that of the machine outside. */
  readonly container: boolean;
}

/** As the editor says it: `remoteName` is undefined on the student's own machine, `web` in a browser; `host`: name of the machine. */
export interface Window { readonly remoteName: string | undefined; readonly web: boolean; readonly host: string }

export function machineOf({ remoteName, web, host }: Window): Machine {
  switch (remoteName) {
    case undefined: return { name: msg('this machine'), container: false };
    case 'ssh-remote': return { name: msg('the SSH host {0}', host), container: false };
    case 'wsl': return { name: msg('WSL on this machine'), container: false };
    case 'tunnel': return { name: msg('the machine {0}, through a tunnel', host), container: false };
    case 'dev-container':
    case 'attached-container':
    case 'k8s-container': return { name: msg('the container {0}', host), container: true };
    // A container too, but the Docker of a codespace runs inside of it.
    case 'codespaces': return { name: msg('the codespace {0}', host), container: false };
    default: return { name: web ? msg('the machine {0}', host) : msg('the remote machine {0}', host), container: false };
  }
}
