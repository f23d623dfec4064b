import { msg, type Message } from '../message';
import type { Facts, Maker } from './facts';

/** Which lab made a thing that is in the way: of this lab by its block, of another one by the lab. */
export function madeByWords(facts: Facts, maker: Maker, name: string): Message {
  const same = maker.courseId === facts.courseId && maker.labId === facts.labId;
  if (!same) return msg('`{0}` was made by lab {1} and is left over from there. It can go.', name, maker.labId);
  const block = maker.sectionId === facts.sectionId ? facts.blocks.find(({ id }) => id === maker.blockId) : undefined;
  return block ? msg('`{0}` was made by block {1} of this lab. It can go.', name, block.ordinal) : msg('`{0}` was made by this lab. It can go.', name);
}

/** Why something is left alone. */
export function leftAlone({ known }: Facts, name: string): Message {
  return known ? msg('No lab made `{0}`, as far as Labbook knows, so it is left alone.', name) : msg('Labbook does not see now who made `{0}`, so it is left alone.', name);
}
