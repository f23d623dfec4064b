import type { Check } from '../check';
import { isOver, type RunRecord } from '../run';
import type { CheckSection } from './checkSection';
import type { BlockSeen } from './world';

type SectionBlock = CheckSection['blocks'][number];

/**
 * The runs of a section's blocks with the text as it is now, since the lab was last reset. Asked for each of many checks at
 * each event, so everything is looked up.
 */
export class SectionRuns {
  private readonly byBlock = new Map<string, RunRecord>();
  private readonly blocks: ReadonlyMap<string, SectionBlock>;
  /** Solutions and other ways, by the block or check that they stand for. */
  private readonly ways = new Map<string, SectionBlock[]>();
  /** Some block of the lab runs and is expected to end. */
  readonly going: boolean;

  constructor(section: CheckSection, records: readonly RunRecord[], resetAt: number) {
    const here = records.filter(record => record.start > resetAt);
    const byHash = new Map(here.map(record => [record.blockHash, record]));
    const byOwn = new Map(here.filter(record => record.sectionId === section.sectionId).map(record => [ownKey(record.blockId, record.blockHash), record]));
    for (const block of section.blocks) {
      const run = byOwn.get(ownKey(block.id, block.hash)) ?? byHash.get(block.hash);
      if (run) this.byBlock.set(block.id, run);
      if (block.solves === undefined || (block.role !== 'solution' && block.role !== 'alternative')) continue;
      const others = this.ways.get(block.solves);
      if (others) others.push(block);
      else this.ways.set(block.solves, [block]);
    }
    this.blocks = new Map(section.blocks.map(block => [block.id, block]));
    const background = new Set(section.blocks.filter(block => block.options.background).map(block => block.hash));
    this.going = here.some(record => !isOver(record.state) && !background.has(record.blockHash));
  }

  /** The block and its own last run. */
  block(id: string | undefined): BlockSeen | undefined { return this.seen(id, undefined); }

  /** The run counts too that solved the block or the check beside it, and that of another way to the same. */
  seen(id: string | undefined, checkId: string | undefined): BlockSeen | undefined {
    const block = id === undefined ? undefined : this.blocks.get(id);
    return block && { id: block.id, ordinal: block.ordinal, run: this.latest([block, ...this.solutions(block.id, checkId)]) };
  }

  /** The last attempt at what a check tells of. */
  tried(check: Check): RunRecord | undefined {
    const own = check.block === undefined ? undefined : this.blocks.get(check.block);
    return this.latest([...own ? [own] : [], ...this.solutions(check.block, check.id)]);
  }

  private solutions(blockId: string | undefined, checkId: string | undefined): SectionBlock[] {
    return [blockId, checkId].flatMap(id => id === undefined ? [] : this.ways.get(id) ?? []);
  }

  private latest(blocks: readonly SectionBlock[]): RunRecord | undefined {
    const runs = blocks.map(block => this.byBlock.get(block.id)).filter(run => run !== undefined);
    return runs.reduce<RunRecord | undefined>((last, run) => last && last.start >= run.start ? last : run, undefined);
  }
}

function ownKey(blockId: string, hash: string): string { return `${blockId}\n${hash}`; }
