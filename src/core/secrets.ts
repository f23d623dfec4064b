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
