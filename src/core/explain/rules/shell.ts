import { tools } from '../../commandTools';
import { msg } from '../../message';
import { nearestWord } from '../../nearestWord';
import { quote } from '../../shellQuote';
import { earlier } from '../facts';
import { isPath, link, put, run, runBlock, word } from '../fixes';
import { group, type Found, type Rule, type Said } from '../rule';

const install: Readonly<Record<string, string>> = {
  docker: 'https://docs.docker.com/get-docker/', kubectl: 'https://kubernetes.io/docs/tasks/tools/', minikube: 'https://minikube.sigs.k8s.io/docs/start/',
  aws: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html', git: 'https://git-scm.com/downloads', node: 'https://nodejs.org/en/download', jq: 'https://jqlang.org/download/',
};

/** What the shell and everyday programs say. */
export const shellRules: readonly Rule[] = [
  {
    id: 'shell.notFound',
    codes: [127],
    output: /(?:^|: )(?:(?<bash>[^\s:]+): command not found|command not found: (?<zsh>\S+)|\d+: (?<sh>[^\s:]+): not found)\s*$/m,
    without: /OCI runtime|returned a non-zero code|did not complete successfully/,
    say: found => notFound(group(found, 'bash', 'zsh', 'sh')),
  },
  {
    id: 'shell.missingSpace',
    codes: [127],
    output: /(?:^|: )(?:(?<a>[^\s:/]+)(?<rest>\/[^\s:]*): No such file or directory|no such file or directory: (?<b>[^\s:/]+)(?<more>\/\S*))\s*$/m,
    say: found => {
      const [name, rest] = [group(found, 'a', 'b'), group(found, 'rest', 'more')];
      if (!Object.hasOwn(tools, name)) return { title: msg('There is no program `{0}`', `${name}${rest}`), detail: msg('The shell looked for a file of that name, counted from the folder in which it stands.'), fixes: folderFixes(found) };
      return {
        title: msg('A space is missing after `{0}`', name),
        detail: msg('Without it the shell looks for a program at `{0}`.', `${name}${rest}`),
        fixes: isPath(rest) ? [put('space', msg('Put it in the terminal with the space'), `${name} ${word(rest)}`)] : [],
      };
    },
  },
  {
    id: 'shell.notExecutable',
    codes: [126],
    output: /(?:^|: )(?:(?<bash>[^\s:]+): Permission denied|permission denied: (?<zsh>\S+)|\d+: (?<sh>[^\s:]+): Permission denied)\s*$/m,
    without: /docker: |OCI runtime/,
    say: found => {
      const file = group(found, 'bash', 'zsh', 'sh');
      return {
        title: msg('`{0}` may not be executed', file),
        detail: msg('The file is there, but it is not marked as a program.'),
        fixes: isPath(file) ? [put('sh', msg('Let sh read it'), `sh ${word(file)}`), put('chmod', msg('Mark it as a program'), `chmod u+x ${word(file)}`)] : [],
      };
    },
  },
  {
    id: 'shell.isFolder',
    codes: [126],
    output: /(?:^|: )(?<file>[^\s:]+): [Ii]s a directory\s*$/m,
    say: found => ({
      title: msg('`{0}` is a folder', group(found, 'file')),
      detail: msg('A folder cannot be run. With cd the shell goes into it.'),
      fixes: isPath(group(found, 'file')) ? [put('cd', msg('Go into it'), `cd ${word(group(found, 'file'))}`)] : [],
    }),
  },
  {
    id: 'shell.noFile',
    output: /^(?:(?:\S+: )?(?:line \d+: |\d+: )?(?<program>cd|cat|ls|cp|mv|rm|source|head|tail|grep|chmod|mkdir|sh|bash)(?:: \d+)?: (?:can't cd to |cannot (?:access|stat|open|remove) |can't open )?['"‘]?(?<file>[^\n'"’:]+)['"’]?(?:: No such file or directory)?|open (?<opened>[^\n:]+): no such file or directory|(?<zsh>cd): no such file or directory: (?<zshFile>\S+))\s*$/m,
    without: /dial unix|docker: |OCI runtime|context not found|Dockerfile/,
    say: found => noFile(found, group(found, 'file', 'opened', 'zshFile').trim()),
  },
  {
    id: 'net.unknownHost',
    output: /(?:Could not resolve host(?:name)?:? (?<curl>[^\s:]+)|ping: bad address '(?<busy>[^'\n]+)'|ping: (?<ping>[^\s:]+): (?:Name or service not known|Temporary failure in name resolution|No address associated with hostname)|(?:Temporary failure resolving|Could not resolve) '(?<apt>[^'\n]+)'|\[Errno -[235]\] (?:Name or service not known|Temporary failure in name resolution)|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (?<node>\S+)|no servers could be reached|unknown host (?<nc>\S+))/,
    without: /Error response from daemon/,
    say: found => unknownHost(found, group(found, 'curl', 'busy', 'ping', 'apt', 'node', 'nc')),
  },
  {
    id: 'swarm.noIpvs',
    codes: [7, 28, 52, 56],
    program: /^curl$/,
    say: found => {
      const port = portAsked(found);
      const service = found.facts.ipvs === false ? publishedService(found, port) : undefined;
      return service === undefined ? undefined : {
        title: msg('The kernel has no IPVS: published ports of services cannot answer'),
        detail: msg('Service `{0}` runs, but a swarm leads its published ports through a part of the kernel (IPVS) that this machine does not have. That is no mistake of yours. Publish the port with mode=host, with one task a node, or ask from inside the network.', service),
        fixes: [],
      };
    },
  },
  {
    id: 'net.refused',
    codes: [7],
    program: /^curl$/,
    say: found => isMesh(found) ? undefined : refused(found),
  },
  {
    id: 'net.noAnswer',
    codes: [28, 52, 56],
    program: /^curl$/,
    say: found => isMesh(found) ? undefined : {
      title: msg('Something accepts the connection, but gives no answer'),
      detail: msg('The port is open, but the program behind it is still starting, listens on another port inside the container, or has ended. Look at its log.'),
      fixes: [{ id: 'retry', label: msg('Run the block again'), act: { kind: 'remedy', id: 'retry' } }],
    },
  },
  {
    id: 'git.folderExists',
    output: /destination path '(?<path>[^'\n]+)' already exists and is not an empty directory/,
    say: found => ({
      title: msg('`{0}` is there already', group(found, 'path')),
      detail: msg('git clone makes a new folder and never writes into a full one. If it is the clone of an earlier try, keep it and go on.'),
      fixes: [],
    }),
  },
  {
    id: 'git.tooManyWords',
    output: /fatal: Too many arguments\./,
    program: /^git$/,
    say: () => ({ title: msg('git clone was given too much'), detail: msg('It takes one address and, if you like, the name of a folder. Two commands may have come onto one line.'), fixes: [] }),
  },
  {
    id: 'packages.unreachable',
    output: /(?:unable to select packages|temporary error \(try again later\)|Unable to fetch some archives)/i,
    without: /Could not resolve|Temporary failure resolving/,
    say: () => ({
      title: msg('The packages cannot be fetched'),
      detail: msg('The container or the build has no way to the package servers, or the list of packages is out of date. Behind a proxy both need its address.'),
      fixes: [],
    }),
  },
  {
    id: 'packages.unknown',
    output: /E: Unable to locate package (?<name>\S+)/,
    say: found => ({
      title: msg('apt knows no package `{0}`', group(found, 'name')),
      detail: msg('A fresh container has no list of packages yet: apt-get update fetches it, in the same container. Else the name is written wrong.'),
      fixes: [],
    }),
  },
];

function notFound(name: string): Said {
  const near = Object.hasOwn(tools, name) ? undefined : nearestWord(name, Object.keys(tools).filter(tool => tool.length > 2));
  const url = Object.hasOwn(install, name) ? install[name] : undefined;
  return {
    title: msg('There is no program `{0}`', name),
    detail: near ? msg('Is `{0}` meant?', near) : Object.hasOwn(tools, name) ? msg('It is not installed here, or not in a folder of PATH. A terminal that was open while it was installed does not find it yet.') : msg('It is misspelt, or it is not installed here.'),
    fixes: url ? [link('install', msg('How to install `{0}`', name), url)] : [],
  };
}

function noFile(found: Found, file: string): Said | undefined {
  if (!isPath(file)) return undefined;
  return {
    title: msg('There is no file or folder `{0}`', file),
    detail: found.facts.cwd ? msg('The path counts from the folder in which the shell stands: `{0}`.', found.facts.cwd) : msg('The path counts from the folder in which the shell stands.'),
    fixes: folderFixes(found),
  };
}

/** The shell may stand elsewhere than the lab's files lie. */
function folderFixes({ facts, failure }: Found) {
  const { labFolder, cwd } = facts;
  if (labFolder !== undefined && cwd !== undefined && cwd !== labFolder && isPath(labFolder)) return [run('cd', msg('Go to the lab’s folder and run again'), `cd ${quote(labFolder)}`, failure.index === 1)];
  return [put('look', msg('See what is here'), 'pwd; ls')];
}

function unknownHost({ docker, facts }: Found, host: string): Said {
  const inside = docker.some(({ verb }) => verb === 'container exec' || verb === 'container run');
  if (inside && host !== '' && !host.includes('.')) {
    const block = earlier(facts, text => /docker network connect/.test(text));
    return {
      title: msg('The container does not know the name `{0}`', host),
      detail: msg('Containers find each other by name on networks that you made, not on the default bridge, and only while both are connected to the same one.'),
      fixes: block ? [runBlock(block)] : [],
    };
  }
  return {
    title: host === '' ? msg('A host name cannot be resolved') : msg('Nobody knows the host `{0}`', host),
    detail: msg('The name is written wrong, or there is no internet or no name server from here. Containers ask the name server of the machine that they run on.'),
    fixes: [{ id: 'retry', label: msg('Run the block again'), act: { kind: 'remedy', id: 'retry' } }],
  };
}

/** Port of the first address of this machine in a curl command; undefined where a variable holds it or another host is asked. */
function portAsked({ failure }: Found): number | undefined {
  const url = failure.commands.find(({ words }) => words[0] === 'curl')?.words.map(given => /^(?:http:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])(?::(\d+))?(?:\/|$)/.exec(given)).find(match => match !== null);
  return url ? Number(url[1] ?? 80) : undefined;
}

/** Name of a service that runs and has published this port in the way that needs IPVS. */
function publishedService({ facts }: Found, port: number | undefined): string | undefined {
  for (const row of facts.resources.values()) {
    if (row.kind === 'service' && row.publishMode === 'ingress' && row.running > 0 && row.ports.some(({ hostPort }) => hostPort === port)) return row.name;
  }
  return undefined;
}

function isMesh(found: Found): boolean { return found.facts.ipvs === false && publishedService(found, portAsked(found)) !== undefined; }

function refused(found: Found): Said {
  const port = portAsked(found);
  const block = earlier(found.facts, text => port === undefined ? /(?:-p|--publish)[= ]/.test(text) : new RegExp(`(?:-p|--publish)[= ]["']?(?:[\\d.]+:)?${port}:`).test(text));
  return {
    title: port === undefined ? msg('Nothing listens there') : msg('Nothing listens on port {0}', port),
    detail: block ? msg('The container that block {0} starts is not there, has ended, or is still starting.', block.ordinal) : msg('The program is not running, is still starting, or listens on another port.'),
    fixes: [{ id: 'retry', label: msg('Run the block again'), act: { kind: 'remedy', id: 'retry' } }, ...block ? [runBlock(block)] : []],
  };
}

