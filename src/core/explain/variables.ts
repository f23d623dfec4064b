import type { Fix } from '../explanation';
import { msg, type Message } from '../message';
import { earlier } from './facts';
import { runBlock } from './fixes';
import type { Found } from './rule';

/**
 * The variable that the statement rests on and that was probably never set in this shell. Values are not known here:
 * only that the command broke as it does where one is empty.
 */
export function unsetVariable({ failure, facts }: Found): { readonly detail: Message; readonly fixes: readonly Fix[] } | undefined {
  const names = [...new Set([...failure.text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(found => found[1]!))];
  const [first] = names;
  if (first === undefined) return undefined;
  const block = earlier(facts, text => names.some(name => new RegExp(`(?:^|[\\s;&])(?:export\\s+(?:\\w+=\\S*\\s+)*)?${name}=`).test(text)));
  const list = names.map(name => `$${name}`).join(', ');
  return block
    ? { detail: msg('A variable in it is probably empty: `{0}`. Block {1} sets it, in this same terminal.', list, block.ordinal), fixes: [runBlock(block)] }
    : { detail: msg('A variable in it is probably empty: `{0}`. It has to be set in this same terminal first.', list), fixes: [] };
}
