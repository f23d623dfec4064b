import type { PredictionView } from '../labViews';
import type { Prediction } from './prediction';
import type { Standing } from './standing';

/** What the page may know: what is right and why only when the lab is whole again. */
export function predictionView(prediction: Prediction, { said, run, outcome }: Standing, claim: string): PredictionView {
  const { id, hash, block, ask, choices, seconds, right, because } = prediction;
  return {
    id, hash, block, ask, choices, whole: claim, state: outcome ? 'over' : run ? 'watching' : said ? 'made' : 'open', ...seconds !== undefined && { seconds },
    ...said && { said: { text: said.said, ...said.seconds !== undefined && { seconds: said.seconds } } },
    ...outcome && { outcome: { because, moments: outcome.moments, ...outcome.ms !== undefined && { ms: outcome.ms }, ...right !== undefined && { right, hit: said?.said === right } } },
  };
}
