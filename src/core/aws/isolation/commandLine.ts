import { msg } from '../../message';
import { optionOf, valueOf, type LockRule, type SeenCommand } from './rule';

const chooseReal = msg('In the emulator’s track everything goes to the emulator. For your own account choose the real account in the lab’s note.');
const isAws = ({ name, command }: SeenCommand) => /^aws\d?$/.test(name) || (/^python/.test(name) && command.words[1] === '-m' && command.words[2] === 'awscli');
const ownVariable = /^(?:AWS|AMAZON)_\w*$/;
/** They change how it prints, not where it goes. */
const harmless = /^AWS_(?:PAGER|DEFAULT_OUTPUT|MAX_ATTEMPTS|CLI_AUTO_PROMPT)$/;

const sets = (words: readonly string[]) => words.map(word => /^(\w+)\+?=/.exec(word)?.[1] ?? '').find(name => ownVariable.test(name) && !harmless.test(name));
const names = (words: readonly string[]) => words.find(word => /^(?:AWS|AMAZON)_\w*(?:\+?=.*)?$/s.test(word) && !harmless.test(word.replace(/\+?=.*$/s, '')))?.replace(/\+?=.*$/s, '');

/** Programs that carry an endpoint or a log-in of their own. */
const ownEndpoint = new Set(['sam', 'eb', 'terraform', 'tofu', 'terragrunt', 'cdk', 'copilot', 'ecs-cli', 'eksctl', 'pulumi', 'serverless', 'sls', 'aws-vault', 'aws-shell', 'saml2aws', 's3cmd', 's4cmd', 'rclone']);
const startUpFile = /^(?:~|\$\{?HOME\}?)?\/?(?:.*\/)?\.(?:bashrc|bash_profile|bash_login|profile|zshrc|zprofile|zshenv|zlogin)$|^\/etc\/(?:profile|bash\.bashrc|zshrc|zprofile)$/;

/** Each form in which a command would leave the emulator's track. */
export const commandLineLocks: readonly LockRule[] = [
  { rule: 'aws.endpoint', kind: 'locked', find: seen => isAws(seen) && optionOf(seen.command.words, '--endpoint-url', 5) !== undefined ? { title: msg('This block names an endpoint of its own (--endpoint-url).'), remedy: msg('Leave --endpoint-url out: the lab’s terminal leads to the emulator by itself.') } : undefined },
  { rule: 'aws.profile', kind: 'locked', find: seen => isAws(seen) && optionOf(seen.command.words, '--profile', 5) !== undefined ? { title: msg('This block names a profile (--profile): it would use your own account.'), remedy: chooseReal } : undefined },
  {
    rule: 'aws.region', kind: 'locked', find: seen => {
      const given = isAws(seen) ? optionOf(seen.command.words, '--region') : undefined;
      const region = given === undefined ? undefined : valueOf(given, seen.values);
      return region === undefined || region === seen.input.region ? undefined
        : { title: msg('This block works in the region {0}, the lab in {1}.', region, seen.input.region ?? ''), remedy: msg('Leave --region out, or choose that region in the lab’s note: another region shows nothing of what was made in this one.') };
    },
  },
  {
    rule: 'aws.configure', kind: 'locked', find: seen => {
      if (!isAws(seen)) return undefined;
      const [service, verb] = seen.command.words.slice(1).filter(word => !word.startsWith('-'));
      if (service === 'configure' && verb !== 'list') return { title: msg('aws configure would change or show your own profiles.'), remedy: msg('The emulator needs none; aws configure list shows what is in use.') };
      return service === 'sso' || service === 'login' ? { title: msg('This block logs in to real AWS.'), remedy: chooseReal } : undefined;
    },
  },
  { rule: 'aws.sudo', kind: 'locked', find: seen => isAws(seen) && (seen.command.sudo || seen.command.prefix.some(word => /^(?:sudo|doas|su|runuser)$/.test(word))) ? { title: msg('sudo aws runs without the lab’s variables: it would go to real AWS.'), remedy: msg('Leave sudo out.') } : undefined },
  {
    rule: 'aws.assigns', kind: 'locked', find: ({ command }) => {
      const name = sets(command.prefix);
      return name === undefined ? undefined : { title: msg('This block gives {0} another value for one command.', name), remedy: chooseReal };
    },
  },
  {
    rule: 'aws.exports', kind: 'locked', find: ({ name, command: { words } }) => {
      const found = /^(?:export|declare|typeset|readonly|local|set)$/.test(name) ? names(words.slice(1)) : undefined;
      return found === undefined ? undefined : { title: msg('This block changes {0}, which leads the lab to the emulator.', found), remedy: chooseReal };
    },
  },
  {
    rule: 'aws.unsets', kind: 'locked', find: ({ name, command: { words } }) => {
      const found = name === 'unset' ? names(words.slice(1)) : undefined;
      return found === undefined ? undefined : { title: msg('This block takes {0} away, which leads the lab to the emulator.', found), remedy: chooseReal };
    },
  },
  {
    rule: 'aws.emptyEnv', kind: 'locked', find: ({ name, command: { prefix, words } }) => {
      const all = [...prefix, ...words];
      const at = all.findIndex(word => /^(?:.*\/)?env$/.test(word));
      const options = at < 0 ? [] : all.slice(at + 1, all.findIndex((word, i) => i > at && !word.startsWith('-') && !word.includes('=') && !/^-(?:u|C|S)$/.test(all[i - 1] ?? '')) + 1 || undefined);
      const empty = options.some(word => /^-\w*i\w*$/.test(word) || word === '-' || '--ignore-environment'.startsWith(word) && word.length > 3) || (name !== 'exec' && prefix.some((word, i) => word === 'exec' && /^-\w*c/.test(prefix[i + 1] ?? '')));
      return empty ? { title: msg('env -i starts a program without the lab’s variables: it would go to real AWS.'), remedy: msg('Leave env -i out.') } : undefined;
    },
  },
  {
    rule: 'aws.envWithout', kind: 'locked', find: ({ command: { prefix, words } }) => {
      const all = [...prefix, ...words];
      if (!all.some(word => /^(?:.*\/)?env$/.test(word))) return undefined;
      const found = all.map((word, i) => /^(?:-u|--unset=?)(.*)$/.exec(word)?.[1] || (/^(?:-u|--unset)$/.test(word) ? all[i + 1] : undefined)).find(name => name !== undefined && ownVariable.test(name));
      return found === undefined ? undefined : { title: msg('env -u takes {0} away, which leads the lab to the emulator.', found), remedy: msg('Leave env -u out.') };
    },
  },
  { rule: 'aws.otherProgram', kind: 'locked', find: ({ name }) => ownEndpoint.has(name) ? { title: msg('{0} carries an endpoint of its own: it would go to real AWS.', name), remedy: chooseReal } : undefined },
  { rule: 'aws.loginShell', kind: 'locked', find: ({ name, command: { words } }) => {
    const login = /^(?:ba|z|da|k)?sh$/.test(name) && words.slice(1).some(word => /^-[a-z]*l[a-z]*$/.test(word) || word === '--login') || /^(?:su|login|runuser)$/.test(name);
    const reads = (name === 'source' || name === '.') && startUpFile.test(words[1] ?? '');
    return login || reads ? { title: msg('This block reads the start-up files again: a profile that they set would win over the emulator.'), remedy: msg('Leave that out, or choose the real account in the lab’s note.') } : undefined;
  } },
  {
    rule: 'aws.container', kind: 'locked', find: ({ name, command: { words } }) => /^(?:docker|podman)$/.test(name) && words.some(word => /(?:^|\/)(?:aws-cli|awscli|aws-sam\S*)(?::|@|$)/.test(word)) && words.includes('run')
      ? { title: msg('A container does not have the lab’s variables: its aws would go to real AWS.'), remedy: msg('Use the aws command of the lab’s terminal.') } : undefined,
  },
];
