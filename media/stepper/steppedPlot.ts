import { fill, type Message } from '../../src/core/message';
import { stepperWords, walkOf } from '../../src/core/figures/steppers/stepper';
import type { Walk } from '../../src/core/figures/steppers/walk';
import type { StepperView } from '../../src/core/protocol';
import { el, setAttribute, setText } from '../status/dom';
import { Controls } from './controls';
import { Groups } from './groups';

/** A drawing that goes step by step: its controls, the state it is in, and the same in words, said when it changes. */
export class SteppedPlot {
  readonly element: HTMLElement;
  private readonly groups = new Groups(message => this.say(message));
  private readonly controls = new Controls((id, value, anew) => this.set(id, value, anew), message => this.say(message));
  private readonly count = el('span', { class: 'count' });
  private readonly words = el('p', { class: 'words', role: 'status', 'aria-live': 'polite' });
  private readonly next: HTMLButtonElement;
  private readonly back: HTMLButtonElement;
  private readonly again: HTMLButtonElement;
  /** Each state since the beginning; the last is drawn. */
  private walks: Walk[] = [];
  private drawn = '';

  constructor(private view: StepperView) {
    this.next = this.button(stepperWords.next, 'primary', () => this.forward());
    this.back = this.button(stepperWords.back, '', () => this.backward());
    this.again = this.button(stepperWords.again, '', () => this.restart());
    const bar = el('div', { class: 'acts' }, this.next, this.back, this.again, this.count);
    this.element = el('div', { class: 'stepped' }, el('div', { class: 'stepping', title: this.say(stepperWords.keys) }, this.controls.element, bar), this.groups.element, this.words);
    this.element.addEventListener('keydown', event => this.key(event));
  }

  /** The same data again leave the student where they are. */
  draw(view: StepperView): void {
    const about = JSON.stringify(view.about);
    this.view = view;
    if (about === this.drawn) return;
    this.drawn = about;
    this.walks = [walkOf(view.about)];
    this.paint();
  }

  private say({ text, args }: Message): string { return fill(this.view.words[text] ?? text, args); }

  private button(words: Message, kind: string, act: () => void): HTMLButtonElement {
    const button = el('button', { class: `btn ${kind}`.trim(), type: 'button' }, this.say(words));
    button.addEventListener('click', act);
    return button;
  }

  private forward(): void {
    const next = this.walks.at(-1)?.next();
    if (next) this.go([...this.walks, next]);
  }

  private backward(): void { if (this.walks.length > 1) this.go(this.walks.slice(0, -1)); }

  private restart(): void { if (this.walks.length > 1) this.go(this.walks.slice(0, 1)); }

  private set(id: string, value: string, anew: boolean): void {
    const walk = this.walks.at(-1)?.set(id, value);
    if (walk) this.go(anew ? [walk] : [...this.walks, walk]);
  }

  private go(walks: Walk[]): void {
    this.walks = walks;
    this.paint();
  }

  private paint(): void {
    const walk = this.walks.at(-1);
    if (!walk) return;
    const over = walk.next() === undefined;
    this.controls.draw(walk.frame.controls);
    this.groups.draw(walk.frame);
    setText(this.count, this.say({ text: (over ? stepperWords.end : stepperWords.step).text, args: [this.walks.length - 1] }));
    setText(this.words, walk.frame.says.map(sentence => this.say(sentence)).join(' '));
    // Not disabled: the focus would be lost.
    setAttribute(this.next, 'aria-disabled', over ? 'true' : undefined);
    for (const button of [this.back, this.again]) setAttribute(button, 'aria-disabled', this.walks.length > 1 ? undefined : 'true');
  }

  private key(event: KeyboardEvent): void {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = { ArrowRight: () => this.forward(), ArrowLeft: () => this.backward(), Home: () => this.restart() }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
