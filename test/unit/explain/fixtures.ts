import { readdirSync, readFileSync } from 'node:fs';
import type { Facts, Maker } from '../../../src/core/explain';
import type { Resource, SwarmResource } from '../../../src/core/resource';
import type { RunRecord } from '../../../src/core/run';
import type { Block } from '../../../src/core/section';

const folder = 'test/fixtures/failures';

/** One failure as it was seen: the rule that explains it (`-`: none), where it was seen, the statement, its code, what it printed. */
export interface Seen { readonly rule: string; readonly from: string; readonly command: string; readonly code: number; readonly output: string }

/** `=== rule | where`, `$ command`, `exit code`, output. */
export function seenFailures(): Seen[] {
  return readdirSync(folder).sort().flatMap(file => readFileSync(`${folder}/${file}`, 'utf8').split(/^=== /m).slice(1).map((text): Seen => {
    const [head = '', command = '', exit = '', ...output] = text.split('\n');
    const [rule = '', from = ''] = head.split(' | ');
    return { rule, from, command: command.slice(2), code: Number(exit.slice(5)), output: output.join('\n').trimEnd() };
  }));
}

/** The record of a block of one statement, or of several of which the last failed. */
export function failed(command: string, code: number, output: string, before: readonly string[] = []): RunRecord {
  const texts = [...before, command];
  return {
    v: 1, runId: 'r', courseId: 'course', courseVersion: '1', sectionId: 'section', labId: 'L3', blockId: 'here', blockHash: 'h', blockText: texts.join('\n'),
    target: 'docker', shell: 'bash', state: 'failed', code, marks: [], start: 0, end: 1, context: {}, tools: {},
    statements: texts.map((text, i) => ({ index: i + 1, text, outcome: { kind: 'exit', code: i === texts.length - 1 ? code : 0 } })),
    output: { head: texts.map((text, i) => `\x1b[2m$ ${text}\x1b[0m\n${i === texts.length - 1 ? output : 'fine'}\n`).join(''), tail: '', dropped: 0 },
  };
}

export function factsOf({ rows = [], made = {}, blocks = [], ...more }: { rows?: readonly (Resource | SwarmResource)[]; made?: Readonly<Record<string, Partial<Maker>>>; blocks?: readonly Block[] } & Partial<Omit<Facts, 'resources' | 'madeBy' | 'blocks'>> = {}): Facts {
  return {
    courseId: 'course', labId: 'L3', sectionId: 'section', blockId: 'here', blocks, known: true, resources: new Map(rows.map(row => [row.uid, row])),
    madeBy: uid => made[uid] && { courseId: 'course', labId: 'L3', sectionId: 'section', blockId: 'earlier', likely: false, ...made[uid] }, ...more,
  };
}

export function block(id: string, ordinal: number, text: string): Block {
  return {
    id, ordinal, text, kind: 'fence', span: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, lineMap: [0], role: 'step', target: 'docker', placeholders: [], hash: `hash-${id}`,
    options: { background: false, tty: false, confirm: false, run: true, onError: 'stop' },
  };
}

export const id = (letter: string) => letter.repeat(64);

export function container(name: string, letter: string, more: Partial<Extract<Resource, { kind: 'container' }>> = {}): Extract<Resource, { kind: 'container' }> {
  return { kind: 'container', uid: `container:${id(letter)}`, name, labels: {}, standIn: false, image: 'alpine', state: 'running', restartLoop: false, oomKilled: false, ports: [], networks: [], volumes: [], ...more };
}
