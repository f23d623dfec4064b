import type { BlockView } from '../../src/core/protocol';
import type { Look } from './stateWords';

/** What decides how blocks look beside their own data. */
export interface CardLook extends Look {
  /** Translated reason why nothing runs here; undefined when it may. */
  readonly locked: string | undefined;
  /** The hidden solution of a step and whether it is shown; undefined where there is none. */
  solution(of: BlockView): SolutionLook | undefined;
}

export interface SolutionLook { readonly id: string; readonly shown: boolean }

/** Why a block asks for values, and so what its form does when it is sent. */
export type Asking = 'run' | 'from' | 'upTo' | 'put';

export const outputId = (view: BlockView): string => `output-${view.ordinal}`;
