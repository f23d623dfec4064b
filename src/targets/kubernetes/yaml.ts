import { parse } from 'yaml';
import { asMap, type Plain } from './plain';

/** Throws what the parser says. Neither tags nor merge keys run anything; aliases cannot make a small file huge. */
export function readYaml(text: string): Plain {
  return asMap(parse(text, { maxAliasCount: 50, logLevel: 'error' }));
}
