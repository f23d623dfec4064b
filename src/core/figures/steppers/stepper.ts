import { english, msg, type Message } from '../../message';
import { layersWalk, layersWords, type LayersData } from './layers';
import { rolloutWalk, rolloutWords, type RolloutData } from './rollout';
import { schedulingWalk, schedulingWords, type SchedulingData } from './scheduling';
import { shardsWalk, shardsWords, type ShardsData } from './shards';
import type { Walk } from './walk';

/** What a drawing that goes step by step is about; it stands in the note itself. */
export type StepperData = LayersData | RolloutData | SchedulingData | ShardsData;
export const stepperKinds = ['layers', 'rollout', 'scheduling', 'shards'] as const satisfies readonly StepperData['kind'][];

/** A drawing of Labbook's own that the student steps through, chosen by data in the note. */
export interface Stepper {
  /** Unique among the section's figures and steppers. */
  readonly id: string;
  /** Said above the drawing and read aloud. */
  readonly title: string;
  readonly data: StepperData;
}

export function walkOf(data: StepperData): Walk {
  switch (data.kind) {
    case 'layers': return layersWalk(data);
    case 'rollout': return rolloutWalk(data);
    case 'scheduling': return schedulingWalk(data);
    case 'shards': return shardsWalk(data);
  }
}

/** Steps that are told of in print. */
const mostSteps = 16;

/** The whole walk in sentences, a step each, for paper and for pages that nothing moves on. What a step says again is left out. */
export function storyOf(data: StepperData): readonly (readonly Message[])[] {
  const story: (readonly Message[])[] = [];
  let before: ReadonlySet<string> = new Set();
  for (let walk: Walk | undefined = walkOf(data); walk && story.length < mostSteps; walk = walk.next()) {
    const { says } = walk.frame;
    const known = before;
    story.push(says.filter(sentence => !known.has(english(sentence))));
    before = new Set(says.map(english));
  }
  return story;
}

/** Of the buttons that each of them has. */
export const stepperWords = {
  next: msg('Next step'), back: msg('Step back'), again: msg('Start again'), step: msg('Step {0}', '{0}'), end: msg('Step {0}, the end', '{0}'), controls: msg('What to change'), keys: msg('Arrow keys go on and back, Home starts again.'),
};

/** Every sentence that a stepper can say, for whoever translates them for the page. */
export function stepperSentences(): readonly string[] {
  return [stepperWords, layersWords, rolloutWords, schedulingWords, shardsWords].flatMap(words => Object.values(words).map(({ text }) => text));
}
