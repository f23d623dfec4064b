import type { FromNote } from './protocol';

/** Ids, hashes, addresses and answers are far shorter; anything longer is not ours. */
const longest = 2000;
const longestValue = 10_000;
const mostValues = 100;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longest;

/** What a note page said, checked field by field; undefined for all that is not exactly one of our messages. */
export function readFromNote(value: unknown): FromNote | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, section, blockId, hash, values, from, to, href, id, action, line, runId, state, upTo, checkId, text, fixId, decisionId, choice, reset, uid, predictId, seconds } = value as Readonly<Record<string, unknown>>;
  if (kind === 'ready') return { kind };
  if (!isText(section)) return undefined;
  switch (kind) {
    case 'run': return isText(blockId) && isText(hash) && isValues(values) && isFlag(from) && isFlag(upTo) ? { kind, section, blockId, hash, values, from, upTo } : undefined;
    case 'putInTerminal': return isText(blockId) && isText(hash) && isValues(values) ? { kind, section, blockId, hash, values } : undefined;
    case 'copy': return isText(blockId) && isText(hash) ? { kind, section, blockId, hash } : undefined;
    case 'stop': case 'showTerminal': return isText(blockId) ? { kind, section, blockId } : undefined;
    case 'openSection': return isText(to) ? { kind, section, to } : undefined;
    case 'openLink': return isText(href) ? { kind, section, href } : undefined;
    case 'strip': return isText(id) && isText(action) ? { kind, section, id, action } : undefined;
    case 'changeTarget': return { kind, section };
    case 'markDone': return isText(checkId) && isText(hash) ? { kind, section, checkId, hash } : undefined;
    case 'answer': return isText(checkId) && isText(hash) && isText(text) ? { kind, section, checkId, hash, text } : undefined;
    case 'predict': return isText(predictId) && isText(hash) && isText(text) && isSeconds(seconds) ? { kind, section, predictId, hash, text, ...seconds !== undefined && { seconds } } : undefined;
    case 'solve': return isText(id) ? { kind, section, id } : undefined;
    case 'fix': return isText(blockId) && isText(runId) && isText(fixId) ? { kind, section, blockId, runId, fixId } : undefined;
    case 'undo': return isText(blockId) && isText(runId) ? { kind, section, blockId, runId } : undefined;
    case 'decide': return isText(blockId) && isText(decisionId) && isText(choice) ? { kind, section, blockId, decisionId, choice } : undefined;
    case 'cleanUp': return typeof reset === 'boolean' ? { kind, section, reset } : undefined;
    case 'revealRow': return isText(uid) ? { kind, section, uid } : undefined;
    case 'shown': case 'showTimeline': return { kind, section };
    case 'scrolled': return isLine(line) ? { kind, section, line } : undefined;
    case 'painted': return isText(blockId) && isText(runId) && isText(state) ? { kind, section, blockId, runId, state } : undefined;
    case 'checkPainted': return isText(checkId) && isText(state) ? { kind, section, checkId, state } : undefined;
    default: return undefined;
  }
}

function isFlag(value: unknown): value is boolean | undefined { return value === undefined || typeof value === 'boolean'; }

function isSeconds(value: unknown): value is number | undefined { return value === undefined || (typeof value === 'number' && value >= 0 && value <= 86_400); }

function isLine(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e7;
}

function isValues(value: unknown): value is Readonly<Record<string, string>> | undefined {
  if (value === undefined) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= mostValues && entries.every(([token, text]) => isText(token) && typeof text === 'string' && text.length <= longestValue);
}
