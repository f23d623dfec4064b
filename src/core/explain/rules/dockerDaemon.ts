import type { Fix } from '../../explanation';
import { msg } from '../../message';
import type { Facts } from '../facts';
import { cleanUp, isPath, pickContext, put, retry } from '../fixes';
import { group, type Rule } from '../rule';

/** Docker itself: is it there, may we, is it the right one, is there room. */
export const daemonRules: readonly Rule[] = [
  {
    id: 'docker.daemonDown',
    output: /(?:Cannot connect to the Docker daemon at (?<at>\S+?)\. Is the docker daemon running|failed to connect to the docker API at (?<other>[^\s;]+)|error during connect: |dial unix (?<socket>\S+): connect: (?:connection refused|no such file))/,
    without: /permission denied/,
    say: found => {
      const at = group(found, 'at', 'other', 'socket');
      return {
        title: msg('Docker does not answer'),
        detail: isPath(at) && at !== ''
          ? msg('Nothing answers at `{0}`. Docker is not running, or this shell looks for it in the wrong place. The block did not reach it, so nothing has changed.', at)
          : msg('Docker is not running, or this shell looks for it in the wrong place. The block did not reach it, so nothing has changed.'),
        fixes: linkFixes(found.facts, [put('start', msg('Start Docker'), 'sudo systemctl start docker')]),
      };
    },
  },
  {
    id: 'docker.noPermission',
    output: /permission denied while trying to connect to the (?:Docker daemon socket|docker API)/i,
    say: found => ({
      title: msg('Your user may not talk to Docker'),
      detail: msg('Docker runs, but its socket is open to the group docker only. After joining the group, log out and in again. Who is in that group can act as root on this machine.'),
      fixes: linkFixes(found.facts, [put('join', msg('Join the group docker'), 'sudo usermod -aG docker "$USER"')]),
    }),
  },
  {
    id: 'docker.contextMissing',
    output: /context "(?<name>[^"\n]{1,200})"(?:: context not found| does not exist| is not found)/,
    say: found => ({
      title: msg('The Docker context `{0}` does not exist', group(found, 'name')),
      detail: msg('A context says which Docker the command talks to. This one was deleted, or it is on another machine. Nothing has run.'),
      fixes: [pickContext, put('list', msg('List the contexts'), 'docker context ls')],
    }),
  },
  {
    id: 'docker.noSpace',
    output: /no space left on device/i,
    say: () => ({
      title: msg('The disk is full'),
      detail: msg('There was no room for what the command wanted to write. Images and stopped containers of earlier labs are the usual reason; Labbook removes only what it knows a lab has made.'),
      fixes: [cleanUp, put('usage', msg('See what Docker keeps'), 'docker system df')],
    }),
  },
];

/** What the live link knows is better than a guess: which command starts Docker here, which context is wrong. */
function linkFixes({ link }: Facts, otherwise: readonly Fix[]): readonly Fix[] {
  const known = (link?.cause?.remedies ?? []).flatMap((remedy, index): Fix[] => {
    if (remedy.kind === 'command') return [put(`link${index}`, remedy.label, remedy.command)];
    return remedy.kind === 'link' ? [{ id: `link${index}`, label: remedy.label, act: { kind: 'link', url: remedy.url } }] : [];
  });
  return [...known.length > 0 ? known : otherwise, retry, pickContext];
}
