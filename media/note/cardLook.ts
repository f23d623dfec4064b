import type { BlockView } from '../../src/core/protocol';
import type { Look } from './stateWords';

/** What decides how blocks look beside their own data. */
export interface CardLook extends Look {
  /** Translated reason why nothing runs here; undefined when it may. */
  readonly locked: string | undefined;
}

/** Why a block asks for values, and so what its form does when it is sent. */
export type Asking = 'run' | 'from' | 'put';

export const outputId = (view: BlockView): string => `output-${view.ordinal}`;
