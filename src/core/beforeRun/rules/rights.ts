import type { DockerCommand } from '../../dockerCommand';
import { msg } from '../../message';
import type { RiskRule } from '../rule';

const starts = /^(?:container (?:run|create)|service create)$/;
/** Folders of the machine itself; a lab's own folder is none of them. */
const machineFolder = /^(?:\/|\/(?:etc|root|home|usr|var|boot|dev|proc|sys|bin|sbin|lib|lib64|opt|run)(?:\/.*)?|~|\$\{?HOME\}?\/?)$/;
const socket = /(?:^|\/)docker\.sock$/;

/** Options that let a container out of its box. */
export const rightsRules: readonly RiskRule[] = [
  {
    rule: 'docker.privileged',
    find: ({ docker, before }) => {
      if (!docker || !starts.test(docker.verb)) return undefined;
      const given = [
        ...docker.options.has('--privileged') ? ['--privileged'] : [],
        ...(docker.options.get('--cap-add') ?? []).filter(cap => /^(?:CAP_)?(?:ALL|SYS_ADMIN|SYS_MODULE|SYS_PTRACE|SYS_RAWIO)$/i.test(cap)).map(cap => `--cap-add ${cap}`),
        ...(docker.options.get('--pid') ?? []).filter(of => of === 'host').map(() => '--pid host'),
      ];
      return given.length === 0 ? undefined : {
        title: msg('Block {0} gives a container the rights of root on this machine.', before.ordinal), about: given,
        detail: msg('With `{0}` what runs inside can change anything outside: disks, kernel, other containers. Do that only with an image whose maker you trust.', given.join(', ')),
      };
    },
  },
  {
    rule: 'docker.socket',
    find: ({ docker, before }) => {
      const found = docker && starts.test(docker.verb) ? sourcesOf(docker).find(source => socket.test(source)) : undefined;
      return found === undefined ? undefined : {
        title: msg('Block {0} hands Docker itself to a container.', before.ordinal), about: [found],
        detail: msg('Who has `{0}` can start, stop and remove every container here, and through them become root on this machine.', found),
      };
    },
  },
  {
    rule: 'docker.hostMount',
    find: ({ docker, before }) => {
      const found = docker && starts.test(docker.verb) ? sourcesOf(docker).filter(source => machineFolder.test(source) && !socket.test(source)) : [];
      return found.length === 0 ? undefined : {
        title: msg('Block {0} gives a container folders of this machine.', before.ordinal), about: found,
        detail: msg('`{0}`: what runs inside as root can read and change everything there.', found.join(', ')),
      };
    },
  },
];

/** What is mounted from outside: of `-v source:target` and of `--mount source=…`. */
function sourcesOf({ options }: DockerCommand): string[] {
  const volumes = (options.get('--volume') ?? []).map(given => given.split(':')).filter(parts => parts.length > 1).map(([source]) => source!);
  const mounts = (options.get('--mount') ?? []).flatMap(given => given.split(',').flatMap(part => /^(?:source|src)=(.*)$/.exec(part)?.[1] ?? []));
  return [...volumes, ...mounts].map(source => source.length > 1 ? source.replace(/\/+$/, '') || '/' : source);
}
