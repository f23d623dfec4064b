import type { AwsTrack } from '../core/aws/place';
import type { ContextReport } from '../core/run';
import type { Block } from '../core/section';
import type { AwsLab } from './awsTracks';
import type { SectionAt } from './courses';

/** Throws where a block would get around the track that was chosen. */
export class AwsIsolation {
  async check(_lab: AwsLab, _at: SectionAt, _block: Block, _text: string, _track: AwsTrack, _shell: ContextReport | undefined): Promise<void> { /* The rules come with their tests. */ }
}
