import { msg, type Message } from '../../message';
import { earlier } from '../facts';
import { isImage, isPath, link, put, retry, run, runBlock, word } from '../fixes';
import { group, type Found, type Rule, type Said } from '../rule';
import { unsetVariable } from '../variables';

/** Images: found, pulled, pushed, built, and whether they can run here. */
export const imageRules: readonly Rule[] = [
  {
    id: 'docker.pullLimit',
    output: /toomanyrequests|You have reached your (?:unauthenticated )?pull rate limit/i,
    say: () => ({
      title: msg('Docker Hub gives no more images to this address for now'),
      detail: msg('The number of pulls an hour is limited for each address without a login, and a class behind one address shares it. A free account has a limit of its own; waiting an hour helps too.'),
      fixes: [put('login', msg('Log in to Docker Hub'), 'docker login'), retry, link('limits', msg('Read about the limit'), 'https://docs.docker.com/docker-hub/usage/')],
    }),
  },
  {
    id: 'docker.noNetworkPull',
    output: /(?:Get|Head) "?https:\/\/(?<host>[^/"\s]+)\/v2\/[^"\n]*"?: (?!http: server gave|unauthorized|denied)(?<why>[^\n]+)/,
    without: /server gave HTTP response|toomanyrequests|manifest unknown/,
    say: found => ({
      title: msg('The image registry `{0}` cannot be reached', group(found, 'host')),
      detail: msg('Docker wanted to fetch an image and got no answer from there: `{0}`. Look at the network, a proxy or a VPN; in a class without internet, load the images beforehand.', group(found, 'why').replace(/\.$/, '').slice(0, 200)),
      fixes: [retry],
    }),
  },
  {
    id: 'docker.registryHttp',
    output: /server gave HTTP response to HTTPS client/,
    say: () => ({
      title: msg('This registry speaks plain HTTP'),
      detail: msg('Docker accepts that at 127.0.0.1 only. For another address each Docker that uses it has to be started with --insecure-registry ADDRESS:PORT, the one that pushes too.'),
      fixes: [],
    }),
  },
  {
    id: 'docker.imageNotFound',
    output: /(?:manifest for (?<image>\S+) not found|pull access denied for (?<name>[^\s,]+)|repository (?<repo>\S+) not found: does not exist)/,
    without: /toomanyrequests/,
    say: found => absent(found, group(found, 'image', 'name', 'repo'), msg('No registry has an image `{0}`', group(found, 'image', 'name', 'repo')), msg('The name or the tag is written wrong, the image is private, or it has to be built first.')),
  },
  {
    id: 'docker.noSuchImage',
    output: /(?:No such image: (?<name>[^\s,]+)|An image does not exist locally with the tag: (?<tag>\S+))/,
    say: found => absent(found, group(found, 'name', 'tag'), msg('There is no image `{0}` here', group(found, 'name', 'tag')), msg('It was not built or pulled yet, it is gone, or its name is written in another way.')),
  },
  {
    id: 'docker.invalidReference',
    output: /(?:invalid reference format(?<lower>: repository name .*must be lowercase)?|is not a valid repository\/tag)/,
    say: found => invalidReference(found),
  },
  {
    id: 'docker.dockerfileMissing',
    output: /(?:failed to read dockerfile|evaluate symlinks in Dockerfile path)/i,
    say: found => ({
      title: msg('There is no Dockerfile'),
      detail: found.facts.cwd && isPath(found.facts.cwd) ? msg('docker build looks for a file named Dockerfile in the folder that it is given. The shell stands in `{0}`.', found.facts.cwd) : msg('docker build looks for a file named Dockerfile in the folder that it is given. Look where the shell stands.'),
      fixes: [put('look', msg('See what is here'), 'pwd; ls')],
    }),
  },
  {
    id: 'docker.buildPath',
    output: /unable to prepare context: path "(?<path>[^"\n]+)" not found/,
    say: found => ({
      title: msg('There is no folder `{0}` to build from', group(found, 'path')),
      detail: msg('The last word of docker build is the folder whose files are sent along; a dot means the folder in which the shell stands.'),
      fixes: [put('look', msg('See what is here'), 'pwd; ls')],
    }),
  },
  {
    id: 'docker.buildCopy',
    output: /(?:COPY|ADD) failed: (?:file not found in build context[^\n]*stat (?<path>[^\s:]+)|[^\n]+)|failed to compute cache key:.*"(?<other>[^"\n]+)": not found/,
    say: found => ({
      title: msg('COPY found no file `{0}`', group(found, 'path', 'other')),
      detail: msg('COPY takes files from the folder that docker build was given, not from the rest of the machine; a .dockerignore hides files too.'),
      fixes: [],
    }),
  },
  {
    id: 'docker.buildStep',
    output: /The command '(?<step>[^'\n]{1,300})' returned a non-zero code: (?<code>\d+)|process "(?<other>[^"\n]{1,300})" did not complete successfully: exit code: (?<otherCode>\d+)/,
    without: /unable to select packages|Unable to locate package|Temporary failure resolving|temporary error \(try again later\)/,
    say: found => {
      const code = group(found, 'code', 'otherCode');
      return {
        title: msg('A step of the build failed with code {0}', code),
        detail: code === '127'
          ? msg('The image has no program of that name: `{0}`. Images hold very little; a slim one may lack it, or name it in another way.', stepOf(found))
          : msg('This step failed: `{0}`. The lines above it say why. The steps before are kept, so the next build goes on from there.', stepOf(found)),
        fixes: [],
      };
    },
  },
  {
    id: 'docker.noBuildx',
    output: /BuildKit is enabled but the buildx component is missing or broken/,
    say: () => ({
      title: msg('Docker’s builder is not installed'),
      detail: msg('This docker command builds with buildx, which is a package of its own (docker-buildx or docker-buildx-plugin). The older builder does for this course.'),
      fixes: [run('classic', msg('Use the older builder and run again'), 'export DOCKER_BUILDKIT=0', true)],
    }),
  },
  {
    id: 'docker.execFormat',
    output: /exec format error/i,
    say: found => ({
      title: msg('This program cannot run on this kind of processor'),
      detail: msg('The image was made for another processor (amd64, arm64), or the program is a script whose first line does not begin with #!.'),
      fixes: found.docker.length > 0 ? [put('arch', msg('See what this machine is'), "docker version --format '{{.Server.Os}}/{{.Server.Arch}}'")] : [put('uname', msg('See what this machine is'), 'uname -m')],
    }),
  },
];

function absent(found: Found, name: string, title: Message, otherwise: Message): Said {
  const base = /([^/:@]+)(?:[:@][^/]*)?$/.exec(name)?.[1] ?? '';
  const block = base === '' ? undefined : earlier(found.facts, text => /\b(?:build|commit|tag|pull)\b/.test(text) && text.includes(base));
  const fixes = block ? [runBlock(block)]
    : isImage(name) && !/^[0-9a-f]{12,64}$/.test(name) ? [put('pull', msg('Pull it'), `docker image pull ${word(name)}`), put('list', msg('See what there is'), 'docker image ls')] : [put('list', msg('See what there is'), 'docker image ls')];
  return { title, detail: block ? msg('Block {0} makes it. It has not run, or what it made is gone.', block.ordinal) : otherwise, fixes };
}

function invalidReference(found: Found): Said {
  const title = msg('That is no name of an image');
  if (found.groups.lower !== undefined) return { title, detail: msg('Names of images are written in small letters.'), fixes: [] };
  const unset = unsetVariable(found);
  if (unset) return { title, ...unset };
  return { title, detail: /[<>]/.test(found.failure.text) ? msg('A placeholder in angle brackets still stands where a name belongs.') : msg('A part of the name is missing or holds a character that is not allowed there.'), fixes: [] };
}

function stepOf(found: Found): string { return group(found, 'step', 'other').replace(/^\/bin\/sh -c /, '').slice(0, 120); }
