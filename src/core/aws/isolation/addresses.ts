import { msg } from '../../message';
import { expanded, type LockRule, type SeenCommand } from './rule';

/** Programs that open a connection, with those of their options that take a value. */
const callers: Readonly<Record<string, RegExp>> = {
  ssh: /^-[bcDEeFIiJLlmOoPpQRSWw]$/, scp: /^-[cDFiJloPS]$/, sftp: /^-[BbcDFiJloPRSs]$/, 'ssh-keyscan': /^-[ptT]$/, rsync: /^-e$/,
  curl: /^(?:-[AbcCdDeEFHhKmoPQrtTuUwxXyYz]|--(?:data(?:-\w+)?|header|output|user(?:-agent)?|max-time|connect-timeout|retry(?:-\w+)?|request|form|write-out|cookie(?:-jar)?|cacert|cert|key|referer|range|upload-file))$/,
  wget: /^(?:-[aoOPtTUe]|--(?:output-document|output-file|directory-prefix|tries|timeout|user-agent|header|post-data))$/,
  nc: /^-[IiOPpqsTVwXx]$/, ncat: /^-[iwps]$/, netcat: /^-[ipsw]$/, telnet: /^-[elnX]$/, ping: /^-[cIiMmQSsTtWw]$/, ping6: /^-[cIi]$/, traceroute: /^-[fimpqsw]$/, mtr: /^-[cio]$/, nmap: /^-[pTo]\w*$/,
  psql: /^(?:-[dhpUcfvoFRTL]|--(?:dbname|host|port|username|command|file|set|output))$/, mysql: /^(?:-[hPuDe]|--(?:host|port|user|database|execute))$/, 'redis-cli': /^-[hpanu]$/, mongosh: /^--(?:host|port)$/,
};
/** A page of the web is no address that an emulator made up. */
const ofTheWeb = new Set(['curl', 'wget']);
const awsTools = /^(?:ec2-instance-connect (?:ssh|open-tunnel)|emr (?:ssh|put|get|socks)|ssm start-session|ecs execute-command|eks update-kubeconfig)\b/;

const remedy = msg('On the emulator there is no such machine; on real AWS this is where you would see it. Nothing was connected to.');

/** What would connect to an address that the emulator made up: such an address may be a stranger's. */
export const addressLocks: readonly LockRule[] = [
  {
    rule: 'aws.connects', kind: 'simulated', find: seen => {
      const hosts = hostsOf(seen);
      const found = hosts.find(host => host.elsewhere);
      return found && { title: msg('Simulated: {0} would connect to {1}.', seen.name, found.shown), remedy };
    },
  },
  {
    rule: 'aws.connectsByAws', kind: 'simulated', find: ({ name, command: { words } }) => {
      const said = words.slice(1).filter(word => !word.startsWith('-')).slice(0, 2).join(' ');
      return name === 'aws' && awsTools.test(said) ? { title: msg('Simulated: aws {0} would connect to a machine that the emulator made up.', said), remedy } : undefined;
    },
  },
];

interface Host { readonly shown: string; readonly elsewhere: boolean }

function hostsOf({ name, command, values }: SeenCommand): Host[] {
  const takes = Object.hasOwn(callers, name) ? callers[name]! : undefined;
  if (!takes) return [];
  const operands: string[] = [];
  for (let i = 1; i < command.words.length; i++) {
    const word = command.words[i]!;
    // The host of a database client stands behind an option.
    if (/^(?:-h|--host)$/.test(word) && /^(?:psql|mysql|redis-cli|mongosh)$/.test(name)) operands.push(command.words[++i] ?? '');
    else if (/^--(?:host|url)=/.test(word)) operands.push(word.slice(word.indexOf('=') + 1));
    else if (word === '--url') operands.push(command.words[++i] ?? '');
    else if (takes.test(word)) i++;
    else if (!word.startsWith('-')) operands.push(word);
  }
  const first = name === 'ssh' || name === 'telnet' || /^n(?:c|cat|etcat)$/.test(name) ? operands.slice(0, 1) : operands;
  return first.flatMap(word => { const host = hostOf(word, name, values); return host ? [host] : []; });
}

/** Undefined where the word names no host: a local file, a pattern. */
function hostOf(word: string, name: string, values: ReadonlyMap<string, string>): Host | undefined {
  const copies = /^(?:scp|sftp|rsync)$/.test(name);
  const database = name === 'psql' || name === 'mysql' || name === 'mongosh';
  const whole = expanded(word, values);
  if (copies && !/^[^/]*:/.test(whole) && !whole.includes('$')) return undefined;
  if (database && !whole.includes('://') && !/[.$]|^localhost$/.test(whole) && !/\bhost=/.test(whole)) return undefined;
  const named = /\bhost=(\S+)/.exec(whole)?.[1] ?? whole;
  const host = /^(?:[a-z][\w+.-]*:\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(named)?.[1] ?? '';
  if (host === '' || copies && !/:/.test(whole)) return host.includes('$') ? { shown: word, elsewhere: true } : undefined;
  // What is behind the host up to the first slash may make it another one.
  const authority = /^(?:[a-z][\w+.-]*:\/\/)?([^/?#]*)/i.exec(named)?.[1] ?? '';
  if (/[$`]/.test(authority.replace(/:\$(?:\w+|\{\w+\})$/, ''))) return { shown: word, elsewhere: true };
  if (/^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|0\.0\.0\.0)$/i.test(host)) return { shown: host, elsewhere: false };
  if (/[$`]/.test(host)) return { shown: word, elsewhere: true };
  if (!ofTheWeb.has(name)) return { shown: host, elsewhere: true };
  // Of the web only what may be an emulator's invention, and real AWS itself.
  return { shown: host, elsewhere: /^[\d.]+$|^\[|(?:^|\.)(?:amazonaws\.com(?:\.cn)?|awsapprunner\.com|cloudfront\.net|on\.aws|compute\.internal)\.?$/i.test(host) };
}
