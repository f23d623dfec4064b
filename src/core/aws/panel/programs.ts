import type { LabRun } from '../../statusInput';

/** A program of the lab that puts records into a stream or takes them out. */
export interface Program {
  readonly name: string;
  readonly run: LabRun;
  /** Names of streams. */
  readonly reads?: string;
  readonly writes?: string;
}

/** What the programs of the lab do where nobody says another. */
const usual = 'wildrydes';

/** Producers, readers and what sums up between two streams, found by what their blocks run. */
export function programsIn(runs: readonly LabRun[]): readonly Program[] {
  const puts = runs.map(({ text }) => /\bkinesis\s+put-records?\b[^\n;|]*--stream-name[= ]+([\w.-]+)/.exec(text)?.[1]).find(name => name !== undefined);
  return runs.flatMap((run): Program[] => {
    const reads = streamOf(run.text, 'consumer');
    if (/\baggregate\.py\b/.test(run.text)) return [{ name: 'aggregate.py', run, ...reads === undefined ? {} : { reads }, ...puts === undefined || puts === reads ? {} : { writes: puts } }];
    const writes = streamOf(run.text, 'producer');
    if (writes !== undefined) return [{ name: `producer.py${nameOf(run.text)}`, run, writes }];
    return reads === undefined ? [] : [{ name: 'consumer.py', run, reads }];
  });
}

function streamOf(text: string, program: 'producer' | 'consumer'): string | undefined {
  const found = new RegExp(`\\b${program}\\.py\\b([^\\n;|&]*)`).exec(text);
  return found ? /(?:^|\s)--?stream[= ]+([\w.-]+)/.exec(found[1] ?? '')?.[1] ?? usual : undefined;
}

function nameOf(text: string): string {
  const name = /\bproducer\.py\b[^\n;|&]*?\s--?name[= ]+([\w.-]+)/.exec(text)?.[1];
  return name === undefined ? '' : ` ${name}`;
}
