import type { Before } from '../../../src/core/beforeRun';
import type { MadeEntry } from '../../../src/core/journal';
import { Ledger } from '../../../src/core/ledger';
import type { SwarmState } from '../../../src/core/source';
import type { Resource } from '../../../src/core/resource';
import type { Statement } from '../../../src/core/statement';
import { container, id } from '../explain/fixtures';

export const daemon = 'D';

/** `lab`: who made it; undefined: nobody that is known. */
export function made(uid: string, lab = 'L3', more: Partial<MadeEntry> = {}): MadeEntry {
  return {
    v: 1, at: 1, kind: 'made', courseId: 'course', courseVersion: '1', labId: lab, uid, thing: 'container', name: uid, daemon, sectionId: 's', blockId: 'b', runId: 'r', evidence: 'printedId', likely: false, ...more,
  };
}

export const network = (name: string, letter: string): Resource => ({ kind: 'network', uid: `network:${id(letter)}`, name, labels: {}, standIn: false, driver: 'bridge', scope: 'local' });
export const volume = (name: string): Resource => ({ kind: 'volume', uid: `volume:${name}`, name, labels: {}, standIn: false, driver: 'local' });
export const image = (letter: string, ...tags: string[]): Resource => ({ kind: 'image', uid: `image:sha256:${id(letter)}`, name: tags[0] ?? '<none>', labels: {}, standIn: false, tags, size: 1 });
export const service = (name: string, labels: Readonly<Record<string, string>> = {}): Resource => ({ kind: 'service', uid: `service:${name}id`, name, labels, standIn: false, image: 'x', mode: 'replicated', running: 1, desired: 1, ports: [], publishMode: 'ingress', networks: [], volumes: [] });
export { container, id };

export interface World { rows?: readonly Resource[]; ledger?: readonly MadeEntry[]; swarm?: SwarmState; known?: boolean; place?: string }

/** One statement a line, as far as no quote is open; enough for tests of rules. */
export function before(text: string, { rows = [], ledger = [], swarm, known = true, place = daemon }: World = {}, more: Partial<Before> = {}): Before {
  return {
    courseId: 'course', labId: 'L3', ordinal: 14, text, statements: statementsOf(text), ledger: new Ledger(ledger), engine: '20.10.24', home: '/home/me', labFolder: '/home/me/labbook/course/L3', cwd: '/home/me/labbook/course/L3',
    ...known ? { live: { daemon: place, resources: new Map(rows.map(row => [row.uid, row])), skewMs: 0, ...swarm ? { swarm } : {} } } : {}, ...more,
  };
}

function statementsOf(text: string): Statement[] {
  let start = 0;
  return text.split(/\n(?!EOF)/).map((line, i) => {
    const statement = { index: i + 1, text: line, start, end: start + line.length, line: i, background: false, pipeline: 1 };
    start += line.length + 1;
    return statement;
  });
}
