const mask = '••••';

/** Values whose form alone gives them away. */
const shapes: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  /\bSWMTKN-1-[0-9a-z]+-[0-9a-z]+\b/g,
  /\bgh[oprsu]_[A-Za-z0-9]{20,}\b/g,
  /\bgithub_pat_[A-Za-z0-9_]{20,}\b/g,
  /\bAIza[A-Za-z0-9_-]{30,}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\bey[A-Za-z0-9_-]{8,}\.ey[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

const secretName = '[A-Za-z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIALS?|PRIVATE_?KEY|ACCESS_?KEY|API_?KEY|AUTH_?KEY|ROOT_PW)[A-Za-z0-9_]*';
const value = `(?:'[^']*'|"(?:[^"\\\\]|\\\\.)*"|[^\\s'";|&)]+)`;
/** `NAME=value`, `NAME: value` and `"NAME": "value"`, by the name. A value that is only a reference (`$NAME`) is no secret. */
const assigned = new RegExp(`(["']?\\b${secretName}["']?\\s*[=:]\\s*)(${value})`, 'gi');
/** `--password value`, `--password=value`, `aws configure set aws_secret_access_key value`. */
const flagged = new RegExp(`((?:--(?:password|passwd|token|secret|api-key|secret-access-key)(?:=|\\s+))|\\baws_(?:secret_access_key|session_token)\\s+)(${value})`, 'gi');

/** For records, the history and the log. The text that runs is never changed. */
export function maskSecrets(text: string): string {
  let masked = text;
  for (const shape of shapes) masked = masked.replace(shape, mask);
  return masked.replace(assigned, hide).replace(flagged, hide);
}

function hide(whole: string, name: string, word: string): string {
  if (/^["']?\$/.test(word) || word.replace(/["']/g, '') === '') return whole;
  const quoteMark = /^["']/.test(word) ? word.charAt(0) : '';
  return `${name}${quoteMark}${mask}${quoteMark}`;
}

/** A secret that stands in a text for everybody to read; `at` is an offset. */
export interface FoundSecret { readonly at: number; readonly kind: 'shape' | 'value' }

/** Keys of AWS's own documentation, and words that say of themselves that they are no secret. */
const noSecret = /EXAMPLE|(.)\1{5,}|^(?:my|your|secret|password|passwd|test|dummy|changeme|example|lab|class|none|admin|root|user|unused)\b/i;

/** What an author should not have published: values of a telling form, and values that are named a secret and look like one. */
export function secretsIn(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const shape of shapes) for (const match of text.matchAll(shape)) if (!noSecret.test(match[0])) found.push({ at: match.index, kind: 'shape' });
  for (const form of [assigned, flagged]) for (const match of text.matchAll(form)) {
    const word = (match[2] ?? '').replace(/^["']|["']$/g, '');
    if (looksRandom(word) && !noSecret.test(word)) found.push({ at: match.index, kind: 'value' });
  }
  return found.sort((a, b) => a.at - b.at);
}

/** Long, without spaces, and of several kinds of characters: nobody makes that up for a lab. */
function looksRandom(word: string): boolean {
  return word.length >= 16 && /^[\w+/=.~-]+$/.test(word) && /\d/.test(word) && /[a-z]/.test(word) && /[A-Z]/.test(word) && !word.startsWith('$');
}
