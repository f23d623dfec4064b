/** The part that judges an author's checks and looks at what they claim. */
export { CheckBook } from '../core/checks/checkBook';
export type { CheckResult, CheckSection } from '../core/checks/checkSection';
export { remoteHost } from '../targets/docker/endpoints';
export { createLooker, type Look } from '../targets/probes';
export { standingOf, Watch } from '../core/predictions/standing';
export { predictionView } from '../core/predictions/predictionView';
export { figureData } from '../core/figures/figureData';
export { stepperSentences } from '../core/figures/steppers/stepper';
export { readFigureFile } from '../targets/figureFile';
