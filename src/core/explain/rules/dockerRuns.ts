import { find } from '../facts';
import { canRetype, isName, put, word } from '../fixes';
import { msg } from '../../message';
import { group, type Found, type Rule } from '../rule';

/** What happens inside a container, or at its very start. */
export const runRules: readonly Rule[] = [
  {
    id: 'docker.outOfMemory',
    codes: [137],
    docker: /^container (?:run|start|exec|attach|wait)$/,
    say: found => outOfMemory(found) ? {
      title: msg('The container ran out of memory'),
      detail: msg('It wanted more memory than it may have, so the kernel ended it (code 137 is signal 9). Give it more with --memory, or let it do less at a time.'),
      fixes: [],
    } : undefined,
  },
  {
    id: 'docker.killed',
    codes: [137],
    docker: /^container (?:run|start|exec|attach|wait)$/,
    say: found => outOfMemory(found) ? undefined : {
      title: msg('Its program was ended from outside'),
      detail: msg('Code 137 is signal 9: docker kill, docker stop after ten seconds without an answer, docker rm --force, or a machine without memory left.'),
      fixes: [],
    },
  },
  {
    id: 'docker.noProgram',
    output: /exec: "(?<program>[^"\n]{1,100})": (?:executable file not found in \$PATH|stat [^\n]+: no such file)/,
    say: found => {
      const program = group(found, 'program');
      const changed = program === 'bash' ? withSh(found) : undefined;
      return {
        title: msg('The image has no program `{0}`', program),
        detail: program === 'bash' ? msg('Small images come with sh alone.') : msg('Images hold only what their maker put in. Look for a mistake in the name, or take an image that has it.'),
        fixes: changed === undefined ? [] : [put('sh', msg('Take sh in its place'), changed)],
      };
    },
  },
  {
    id: 'docker.notAProgram',
    output: /exec: "(?<program>[^"\n]{1,100})": (?:permission denied|is a directory)/,
    say: found => ({
      title: msg('`{0}` is no program that can be run', group(found, 'program')),
      detail: msg('It is a folder, or a file that may not be executed. In a Dockerfile RUN chmod +x makes it one.'),
      fixes: [],
    }),
  },
  {
    id: 'docker.notTty',
    output: /the input device is not a TTY|cannot attach stdin to a TTY-enabled container because stdin is not a terminal|cannot enable tty mode on non tty input/i,
    say: ({ failure }) => ({
      title: msg('-t needs a terminal, and here is none'),
      detail: msg('The command gets its input from a file, a pipe or a script. Leave -t out, or type it in the terminal.'),
      fixes: canRetype(failure.text) && !failure.text.includes('\n') ? [put('type', msg('Put it in the terminal'), failure.text)] : [],
    }),
  },
  {
    id: 'docker.missingEnvironment',
    output: /(?:You need to specify one of[^]{0,200}?(?<mysql>(?:MYSQL|MARIADB)_ROOT_PASSWORD)|must specify (?<postgres>POSTGRES_PASSWORD))/,
    say: found => {
      const name = group(found, 'mysql', 'postgres');
      const at = /(?:^|\s)docker (?:container )?run(?=\s)/.exec(found.failure.text);
      const changed = at && canRetype(found.failure.text) ? `${found.failure.text.slice(0, at.index + at[0].length)} -e ${name}=my-secret-pw${found.failure.text.slice(at.index + at[0].length)}` : undefined;
      return {
        title: msg('The database got no password for its first user'),
        detail: msg('This image does not start without the variable `{0}`. Give it with -e; for a lab any value does, a real password does not belong there.', name),
        fixes: changed === undefined ? [] : [put('env', msg('Add it to the command'), changed)],
      };
    },
  },
  {
    id: 'docker.oldDatabase',
    output: /database files are incompatible with server/,
    say: () => ({
      title: msg('The volume holds the files of another version of PostgreSQL'),
      detail: msg('A newer server does not read them. If nothing in it is needed, remove the volume: clean-up does, if a lab made it.'),
      fixes: [{ id: 'cleanup', label: msg('Clean up this lab…'), act: { kind: 'remedy', id: 'cleanup' } }],
    }),
  },
];

/** By the live state, or by the limit that the command itself set. */
function outOfMemory({ docker, facts }: Found): boolean {
  return docker.some(({ options, operands, verb }) => {
    const name = options.get('--name')?.[0] ?? (verb === 'container run' ? undefined : operands[0]);
    const row = name === undefined ? undefined : find(facts, 'container', name);
    return row?.oomKilled ?? options.has('--memory');
  });
}

function withSh({ failure, docker }: Found): string | undefined {
  const name = docker.at(-1)?.operands[0] ?? '';
  const places = [...failure.text.matchAll(/(?<=\s)bash(?=\s|$)/g)];
  const place = places[0];
  if (!canRetype(failure.text) || !place || places.length !== 1 || (!isName(name) && word(name) !== name)) return undefined;
  return `${failure.text.slice(0, place.index)}sh${failure.text.slice(place.index + 4)}`;
}
