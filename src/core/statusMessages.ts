import type { FromStatus, RowAction } from './protocol';

const actions: readonly RowAction[] = ['logs', 'shell', 'stop', 'remove', 'open', 'start', 'inspect', 'tasks', 'scale', 'rollback', 'previous', 'describe', 'yaml', 'forward', 'invoke', 'metrics', 'console', 'more'];
/** Uids, block ids and states are far shorter; anything longer is not ours. */
const longest = 1024;
/** More things than a lab can make. */
const mostSelected = 5000;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longest;
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.length <= mostSelected && value.every(isText);

/** What a page said, checked field by field; undefined for all that is not exactly one of our messages. */
export function readFromStatus(value: unknown): FromStatus | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, uid, action, section, blockId, id, open, state, selected } = value as Readonly<Record<string, unknown>>;
  switch (kind) {
    case 'ready': return { kind };
    case 'action': return isText(uid) && actions.includes(action as RowAction) ? { kind, uid, action: action as RowAction } : undefined;
    case 'revealBlock': return isText(section) && isText(blockId) ? { kind, section, blockId } : undefined;
    case 'remedy': return isText(id) ? { kind, id } : undefined;
    case 'others': return typeof open === 'boolean' ? { kind, open } : undefined;
    case 'cleanUp': return { kind };
    case 'sheet': return isText(id) && isText(action) && isTexts(selected) ? { kind, id, action, selected } : undefined;
    case 'strip': return isText(id) && isText(action) ? { kind, id, action } : undefined;
    case 'timeline': return typeof open === 'boolean' ? { kind, open } : undefined;
    case 'painted': return isText(uid) && isText(state) ? { kind, uid, state } : undefined;
    default: return undefined;
  }
}
