import type { Check } from '../check';
import { isOver, type RunRecord } from '../run';
import type { CheckSection } from './checkSection';
import type { BlockSeen } from './world';

type SectionBlock = CheckSection['blocks'][number];

/** The runs of a section's blocks with the text as it is now, since the lab was last reset. */
export class SectionRuns {
  private readonly byBlock = new Map<string, RunRecord>();
  /** Some block of the lab runs and is expected to end. */
  readonly going: boolean;

  constructor(private readonly section: CheckSection, records: readonly RunRecord[], resetAt: number) {
    const here = records.filter(record => record.start > resetAt);
    for (const block of section.blocks) {
      const run = here.findLast(record => record.blockHash === block.hash && record.blockId === block.id && record.sectionId === section.sectionId) ?? here.findLast(record => record.blockHash === block.hash);
      if (run) this.byBlock.set(block.id, run);
    }
    const background = new Set(section.blocks.filter(block => block.options.background).map(block => block.hash));
    this.going = here.some(record => !isOver(record.state) && !background.has(record.blockHash));
  }

  /** The block and its own last run. */
  block(id: string | undefined): BlockSeen | undefined { return this.seen(id, undefined); }

  /** The run counts too that solved the block or the check beside it, and that of another way to the same. */
  seen(id: string | undefined, checkId: string | undefined): BlockSeen | undefined {
    const block = this.section.blocks.find(candidate => candidate.id === id);
    return block && { id: block.id, ordinal: block.ordinal, run: this.latest([block, ...this.solutions(block.id, checkId)]) };
  }

  /** The last attempt at what a check tells of. */
  tried(check: Check): RunRecord | undefined {
    const own = this.section.blocks.filter(block => block.id === check.block);
    return this.latest([...own, ...this.solutions(check.block, check.id)]);
  }

  private solutions(blockId: string | undefined, checkId: string | undefined): SectionBlock[] {
    return this.section.blocks.filter(block => (block.role === 'solution' || block.role === 'alternative') && block.solves !== undefined && (block.solves === blockId || block.solves === checkId));
  }

  private latest(blocks: readonly SectionBlock[]): RunRecord | undefined {
    const runs = blocks.map(block => this.byBlock.get(block.id)).filter(run => run !== undefined);
    return runs.reduce<RunRecord | undefined>((last, run) => last && last.start >= run.start ? last : run, undefined);
  }
}
