import type { StepperView } from '../../src/core/protocol';

/** What `stepper.js` brings. */
export interface StepperPlot { readonly element: HTMLElement; draw(view: StepperView): void }
export type StepperMaker = (view: StepperView) => StepperPlot;

export const stepperReady = 'labbook-stepper-ready';

/** Known only while the page's own script is run for the first time. */
const own = document.currentScript instanceof HTMLScriptElement ? { src: document.currentScript.src, nonce: document.currentScript.nonce } : undefined;

/** A second script of the page, loaded with the first drawing that needs it: most notes have none. */
export class LateScript {
  private loading: Promise<StepperMaker> | undefined;

  /** What failed is asked for again the next time. */
  load(): Promise<StepperMaker> {
    return this.loading ??= ask().catch((error: unknown) => { this.loading = undefined; throw error; });
  }
}

/** It says that it is there by an event: the policy lets no module be imported. */
function ask(): Promise<StepperMaker> {
  return new Promise((resolve, reject) => {
    if (!own) { reject(new Error('The page does not know where its script is.')); return; }
    const script = document.createElement('script');
    window.addEventListener(stepperReady, event => { if (event instanceof CustomEvent) resolve(event.detail as StepperMaker); }, { once: true });
    script.addEventListener('error', () => reject(new Error('stepper.js did not load.')));
    script.nonce = own.nonce;
    script.src = own.src.replace(/note\.js(?=$|[?#])/, 'stepper.js');
    document.head.append(script);
  });
}
