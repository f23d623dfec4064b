import type { DockerCommand } from '../dockerCommand';
import { imageName } from '../imageName';
import type { LedgerKind, MadeEntry } from '../journal';
import type { Ledger, LabRef } from '../ledger';
import { isThere, swarmUid, tagOf, type LiveState } from '../liveState';
import { msg, type Message } from '../message';
import { thingAt } from '../receipts/folderDiff';
import type { FolderSnapshot } from '../receipts/snapshot';
import { folderId } from '../receipts/writing';
import { isLiteral } from '../shellCommands';
import { quote } from '../shellQuote';

/** What is known when an author's clean-up block is about to run. */
export interface BlockKnown {
  readonly lab: LabRef;
  readonly ledger: Ledger;
  readonly live?: LiveState;
  readonly files?: FolderSnapshot;
  /** Folder in which the lab's shell stands. */
  readonly cwd?: string;
}

export type WordVerdict =
  /** `own`: one of the things that it is about, and the lab's. */
  | { readonly kind: 'keep'; readonly own: boolean }
  | { readonly kind: 'strike'; readonly why: Message; readonly asks: boolean; readonly instead?: string };
export type CommandVerdict = { readonly kind: 'leaveOut'; readonly why: Message; readonly asks: boolean } | { readonly kind: 'instead'; readonly text: string } | { readonly kind: 'words'; word(word: string): WordVerdict };

const kinds: Readonly<Record<string, LedgerKind>> = {
  'container rm': 'container', 'container stop': 'container', 'container kill': 'container', 'image rm': 'image', 'network rm': 'network', 'volume rm': 'volume', 'service rm': 'service', 'stack rm': 'stack',
};
const removal: Readonly<Record<string, string>> = { container: 'docker rm -f', network: 'docker network rm', volume: 'docker volume rm', image: 'docker image rm', service: 'docker service rm' };

/** Which words of a docker command are the lab's, or what may run in its place. */
export function judgeDocker(command: DockerCommand, words: readonly string[], known: BlockKnown): CommandVerdict {
  const { verb } = command;
  if (command.context !== undefined || words.some(word => /^(?:-H|--host)(?:=|$)/.test(word))) return { kind: 'leaveOut', why: msg('It speaks to another Docker than the lab.'), asks: true };
  if (verb === 'swarm leave') return judgeLeave(known);
  const pruned = /^(container|network|volume|image) prune$/.exec(verb)?.[1];
  if (pruned) return judgePrune(pruned as LedgerKind, known);
  const kind = Object.hasOwn(kinds, verb) ? kinds[verb]! : undefined;
  if (!kind) return { kind: 'leaveOut', why: msg('It is not known what `docker {0}` takes away.', verb), asks: true };
  const verbWords = new Set(['docker', ...verb.split(' '), 'rmi', 'remove', 'down', words[0] ?? '']);
  const operands = new Set(command.operands);
  return { kind: 'words', word: word => verbWords.has(word) && !operands.has(word) ? { kind: 'keep', own: false } : operands.has(word) ? judgeName(word, kind, known) : { kind: 'keep', own: false } };
}

function judgeLeave({ lab, ledger, live }: BlockKnown): CommandVerdict {
  const uid = live && swarmUid(live);
  if (!uid) return { kind: 'leaveOut', why: msg('This Docker is in no swarm.'), asks: false };
  const own = ledger.find(live.daemon, uid)?.made;
  return own && !own.likely && own.courseId === lab.courseId && own.labId === lab.labId ? { kind: 'words', word: () => ({ kind: 'keep', own: true }) } : { kind: 'leaveOut', why: msg('This lab did not make the swarm.'), asks: true };
}

/** `prune` takes from everybody: the lab's own things of that kind take its place. */
function judgePrune(kind: LedgerKind, known: BlockKnown): CommandVerdict {
  const own = idsOf(kind, known, made => {
    const row = known.live?.resources.get(made.uid);
    return row?.kind !== 'container' || row.state !== 'running';
  });
  return own.length ? { kind: 'instead', text: `${removal[kind]} ${own.join(' ')}` } : { kind: 'leaveOut', why: msg('It takes what others made; of this lab there is nothing.'), asks: true };
}

function ownThings(kind: LedgerKind, { lab, ledger, live }: BlockKnown): readonly MadeEntry[] {
  // A guess is nobody's: what may be a stranger's is not taken because an author named it.
  return ledger.of(lab).map(({ made }) => made).filter(made => made.thing === kind && !made.likely && (!live || made.daemon === live.daemon) && isThere(made, live) !== false);
}

function idsOf(kind: LedgerKind, known: BlockKnown, also: (made: MadeEntry) => boolean = () => true): string[] {
  return ownThings(kind, known).filter(made => !made.pulled && also(made)).map(made => tagOf(made.uid)?.tag ?? made.uid.slice(made.uid.indexOf(':') + 1)).map(word => isPlain(word) ? word : quote(word));
}

function judgeName(word: string, kind: LedgerKind, known: BlockKnown): WordVerdict {
  if (kind === 'stack') return judgeStack(word, known);
  if (/\$\(|`/.test(word)) {
    const ids = idsOf(kind, known);
    return { kind: 'strike', asks: true, why: ids.length ? msg('It takes what others made too; this takes what this lab made.') : msg('It takes what others made; of this lab there is nothing.'), ...(ids.length ? { instead: ids.join(' ') } : {}) };
  }
  if (word.includes('$')) return judgeVariable(word, kind, known);
  if (!isLiteral(word)) return { kind: 'strike', asks: true, why: msg('What this pattern stands for cannot be told.') };
  if (ownThings(kind, known).some(made => isCalled(made, word))) return { kind: 'keep', own: true };
  const there = [...known.live?.resources.values() ?? []].some(row => row.kind === kind && (row.name === word || idIs(row.uid, word) || (row.kind === 'image' && row.tags.includes(imageName(word)))));
  return there || !known.live ? { kind: 'strike', asks: true, why: msg('`{0}` was not made by this lab.', word) } : { kind: 'strike', asks: false, why: msg('`{0}` is not there.', word) };
}

/** All services of the stack must be the lab's. */
function judgeStack(word: string, { lab, ledger, live }: BlockKnown): WordVerdict {
  const services = [...live?.resources.values() ?? []].filter(row => row.kind === 'service' && row.stack === word);
  if (!isLiteral(word) || services.length === 0) return { kind: 'strike', asks: !isLiteral(word) || !live, why: msg('`{0}` is not there.', word) };
  const foreign = services.some(({ uid }) => { const made = live && ledger.find(live.daemon, uid)?.made; return made?.courseId !== lab.courseId || made.labId !== lab.labId || made.likely; });
  return foreign ? { kind: 'strike', asks: true, why: msg('`{0}` was not made by this lab.', word) } : { kind: 'keep', own: true };
}

/** The shell fills in its value; the ledger says which names of the lab it can have become. */
function judgeVariable(word: string, kind: LedgerKind, known: BlockKnown): WordVerdict {
  const literal = word.replace(/\$\{[^}]*\}|\$\w+/g, '\0');
  const body = literal.split('\0').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^\\s]+');
  const names = literal.replaceAll('\0', '').length < 2 ? [] : ownThings(kind, known).map(made => tagOf(made.uid)?.tag ?? made.name).filter(name => new RegExp(`^${body}(?::latest)?$`).test(name));
  const why = names.length ? msg('Its value is known only when it runs; this is what this lab made.') : msg('What `{0}` stands for is not known to be of this lab.', word);
  return { kind: 'strike', asks: false, why, ...(names.length ? { instead: names.map(name => isPlain(name) ? name : quote(name)).join(' ') } : {}) };
}

function isCalled(made: MadeEntry, word: string): boolean {
  const tag = tagOf(made.uid)?.tag;
  if (made.thing === 'image') return (tag ?? made.name) === imageName(word) || (tag === undefined && idIs(made.uid, word));
  return made.name === word || idIs(made.uid, word);
}

function idIs(uid: string, word: string): boolean {
  const id = uid.slice(uid.lastIndexOf(':') + 1);
  return /^[0-9a-z]{6,}$/.test(word.replace('sha256:', '')) && id.startsWith(word.replace('sha256:', ''));
}

/** A file or folder that the lab made, as the lab left it. */
export function judgePath(word: string, { lab, ledger, files, cwd }: BlockKnown): WordVerdict {
  if (!isLiteral(word)) return { kind: 'strike', asks: true, why: msg('What this pattern stands for cannot be told.') };
  if (!files || cwd === undefined) return { kind: 'strike', asks: true, why: msg('`{0}` was not made by this lab.', word) };
  const path = normal(word.startsWith('/') ? word : `${cwd}/${word}`);
  const own = ledger.of(lab).map(({ made }) => made).filter(made => made.thing === 'file' && !made.likely && made.daemon === folderId(files.folder));
  const made = own.find(one => { const at = `${files.folder}/${one.uid.slice('file:'.length)}`; return path === at || path.startsWith(`${at}/`); });
  if (!made) {
    const inside = path.startsWith(`${files.folder}/`) && !files.cut && !thingAt(files, path.slice(files.folder.length + 1));
    return { kind: 'strike', asks: !inside, why: inside ? msg('`{0}` is not there.', word) : msg('`{0}` was not made by this lab.', word) };
  }
  const now = thingAt(files, made.uid.slice('file:'.length));
  return now && now.print !== made.print ? { kind: 'strike', asks: true, why: msg('`{0}` has changed since the lab wrote it: your own work may be in it.', word) } : { kind: 'keep', own: true };
}

function normal(path: string): string {
  const out: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') out.pop();
    else if (part !== '' && part !== '.') out.push(part);
  }
  return `/${out.join('/')}`;
}

function isPlain(word: string): boolean { return /^[\w@%+=:,./-]+$/.test(word); }
