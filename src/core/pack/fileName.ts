import { coursePath } from '../coursePath';
import { msg, type Message } from '../message';
import { packLimits } from './found';

/** Windows opens a device instead, whatever the ending. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;

/** Why a file of this name cannot be on every student's disk; undefined where it can. */
export function nameFault(path: string): Message | undefined {
  if (/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(path)) return msg('its name holds a character that cannot be seen');
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || path.includes('\\') || path.split('/').includes('..')) return msg('its name leads out of the course folder');
  const names = path.split('/');
  const named = names.find(name => device.test(name));
  if (named !== undefined) return msg('{0} is the name of a device on Windows', named);
  if (names.some(name => /[. ]$/.test(name))) return msg('a name that ends in a dot or a space cannot be on Windows');
  if (/[<>:"|?*]/.test(path)) return msg('one of < > : " | ? * cannot be in a name on Windows');
  if (coursePath(path) !== path) return msg('its name is no plain path in the course folder');
  return path.length > packLimits.path ? msg('its path has more than {0} characters', packLimits.path) : undefined;
}

/** Two paths with one key are one file on some disks. */
export function diskKey(path: string): string { return path.normalize('NFC').toLowerCase(); }
