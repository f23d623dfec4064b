import type { Fix } from '../explanation';
import { refuses } from '../hiddenCharacters';
import { msg, type Message } from '../message';
import type { Block } from '../section';
import { quote } from '../shellQuote';
import { idOf } from './facts';

/** One word of a command made here. What came from output is a word and nothing else, whatever it holds. */
export function word(text: string): string { return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : quote(text); }

/** Names as docker allows them; anything else that output calls a name is not used in a command. */
export function isName(text: string): boolean { return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/.test(text); }
export function isImage(text: string): boolean { return /^[a-z0-9][\w./:@-]{0,254}$/i.test(text) && !text.includes('//'); }
export function isPort(text: string): boolean { return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536; }
/** A file name that can be shown and quoted. */
export function isPath(text: string): boolean { return text.length < 500 && !/[\n\r]/.test(text) && refuses(text) === undefined; }

/** The statement can be typed again: nothing in it was masked, and nothing hides. */
export function canRetype(text: string): boolean { return !text.includes('••••') && refuses(text) === undefined; }

export const retry: Fix = { id: 'retry', label: msg('Run the block again'), act: { kind: 'remedy', id: 'retry' } };
export const pickContext: Fix = { id: 'pickContext', label: msg('Choose a context'), act: { kind: 'remedy', id: 'pickContext' } };
export const cleanUp: Fix = { id: 'cleanup', label: msg('Clean up this lab…'), act: { kind: 'remedy', id: 'cleanup' } };

export function put(id: string, label: Message, command: string): Fix { return { id, label, act: { kind: 'put', command } }; }
export function link(id: string, label: Message, url: string): Fix { return { id, label, act: { kind: 'link', url } }; }
/** Nothing is removed by it. */
export function run(id: string, label: Message, command: string, again = false): Fix { return { id, label, act: { kind: 'run', command, removes: [], again } }; }
export function runBlock(block: Block): Fix { return { id: 'runBlock', label: msg('Run block {0}', block.ordinal), act: { kind: 'runBlock', blockId: block.id } }; }

export interface Doomed { readonly uid: string; readonly name: string; readonly kind: 'container' | 'network' | 'volume' | 'service' }

/** By id. The caller has looked each of them up in the ledger. */
export function remove(things: readonly Doomed[], again: boolean): Fix {
  const commands = things.map(({ uid, kind }) => kind === 'container' ? `docker container rm --force ${short(uid)}` : `docker ${kind} rm ${word(kind === 'volume' ? idOf(uid) : short(uid))}`);
  const names = things.map(({ name }) => name).join(', ');
  return {
    id: `remove:${things.map(({ uid }) => short(uid)).join(',')}`,
    label: again ? msg('Remove `{0}` and run again', names) : msg('Remove `{0}`', names),
    act: { kind: 'run', command: commands.join('\n'), removes: things.map(({ uid }) => uid), again },
  };
}

/** As docker prints it. */
function short(uid: string): string { const id = idOf(uid); return /^[0-9a-f]{64}$/.test(id) ? id.slice(0, 12) : id; }
