import { stepperReady, type StepperMaker } from './note/lateScript';
import { SteppedPlot } from './stepper/steppedPlot';

const make: StepperMaker = view => new SteppedPlot(view);
window.dispatchEvent(new CustomEvent(stepperReady, { detail: make }));
