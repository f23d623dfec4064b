import { commandsIn, isLiteral, plainWord, type ShellCommand } from '../shellCommands';
import { segmentsOf, wordsOf } from '../shellLines';
import type { Statement } from '../statement';
import type { Before, Risk } from './before';
import { absolute } from './paths';
import { dockerOf, kubectlOf, type RiskRule, type Seen } from './rule';
import { awsRules } from './rules/aws';
import { clusterRules } from './rules/cluster';
import { costRule } from './rules/cost';
import { machineRules } from './rules/machine';
import { pruneRule } from './rules/prune';
import { leaveRule, removalRule } from './rules/removal';
import { rightsRules } from './rules/rights';

export type { Before, Risk } from './before';

export const riskRules: readonly RiskRule[] = [pruneRule, removalRule, leaveRule, ...rightsRules, ...clusterRules, ...awsRules, costRule, ...machineRules];

/** Every reason to ask before this block runs, in the order of its commands. Reads the text; expands and runs nothing. */
export function risksOf(before: Before): Risk[] {
  const walk: Walk = { cwd: before.cwd ?? before.labFolder, values: new Map() };
  return before.statements.flatMap(statement => {
    const commands = commandsIn(statement.text);
    const alone = isAlone(statement, commands);
    const { leading, later } = assignments(statement.text);
    // Whatever else may set a variable makes it unknown: a wrong value would be worse than none.
    for (const [, name = '', other = ''] of statement.text.matchAll(/(\w+)\+?=|\b(?:for|select|read(?:\s+-\w+)*|unset|local|declare|getopts\s+\S+)\s+(\w+)/g)) walk.values.delete(name || other);
    assign(leading, walk);
    const risks = commands.flatMap(command => {
      const seen: Seen = { command, docker: dockerOf(command), kubectl: kubectlOf(command), before, cwd: walk.cwd, values: walk.values, alone };
      const found = riskRules.flatMap(({ rule, find }) => { const risk = find(seen); return risk ? [{ rule, statement: statement.index, ...risk }] : []; });
      step(command, seen, walk);
      return found;
    });
    assign(later, walk);
    return risks;
  });
}

/** What the block has done to the shell so far, as far as reading tells. */
interface Walk { cwd: string | undefined; readonly values: Map<string, string> }

function step(command: ShellCommand, seen: Seen, walk: Walk): void {
  const [name, target] = command.words;
  if (name !== 'cd' && name !== 'pushd') return;
  walk.cwd = target === undefined ? seen.before.home : isLiteral(target) || target.startsWith('~') ? absolute(target, seen) : undefined;
}

/** `X=web` words of a statement: those that stand before its first command, and those behind it. */
function assignments(text: string): { leading: readonly string[]; later: readonly string[] } {
  const leading: string[] = [];
  const later: string[] = [];
  let begun = false;
  for (const segment of segmentsOf(text)) {
    const words = wordsOf(segment.text);
    const rest = words[0] === 'export' ? words.slice(1) : words;
    if (rest.every(word => /^[A-Za-z_]\w*=/.test(word))) (begun ? later : leading).push(...rest);
    else begun = true;
  }
  return { leading, later };
}

/** Literal values only; anything else makes a variable unknown. */
function assign(words: readonly string[], walk: Walk): void {
  for (const word of words) {
    const [, name = '', written = ''] = /^(\w+)=([^]*)$/.exec(word) ?? [];
    const value = plainWord(written);
    if (isLiteral(value)) walk.values.set(name, value);
    else walk.values.delete(name);
  }
}

function isAlone(statement: Statement, commands: readonly ShellCommand[]): boolean {
  return commands.length === 1 && !statement.background && statement.pipeline === 1 && segmentsOf(statement.text).filter(({ text }) => text !== '').length === 1 && commands[0]!.writes.length === 0;
}

/** The block with each risky statement replaced by its safe form; undefined where one has none. */
export function safeText(before: Before, risks: readonly Risk[]): string | undefined {
  if (risks.length === 0 || risks.some(({ safe }) => safe === undefined)) return undefined;
  let text = before.text;
  for (const statement of [...before.statements].reverse()) {
    const own = risks.filter(risk => risk.statement === statement.index);
    if (own.length > 1) return undefined;
    if (own[0]?.safe) text = text.slice(0, statement.start) + own[0].safe.command + text.slice(statement.end);
  }
  return text;
}
