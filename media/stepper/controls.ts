import type { Message } from '../../src/core/message';
import { stepperWords } from '../../src/core/figures/steppers/stepper';
import type { Control } from '../../src/core/figures/steppers/walk';
import { el, setAttribute, setText } from '../status/dom';

type Say = (message: Message) => string;

/** Sliders, lists and buttons of a drawing. They stay while it goes on, so that the focus stays. */
export class Controls {
  readonly element = el('div', { class: 'controls', role: 'group' });
  private readonly parts = new Map<string, Part>();

  constructor(private readonly set: (id: string, value: string, anew: boolean) => void, private readonly say: Say) {}

  draw(controls: readonly Control[]): void {
    setAttribute(this.element, 'aria-label', this.say(stepperWords.controls));
    for (const control of controls) {
      let part = this.parts.get(control.id);
      if (!part) {
        part = partOf(control, value => this.set(control.id, value, control.kind !== 'press'), this.say);
        this.parts.set(control.id, part);
        this.element.append(part.element);
      }
      part.draw(control);
    }
  }
}

interface Part { readonly element: HTMLElement; draw(control: Control): void }

function partOf(control: Control, set: (value: string) => void, say: Say): Part {
  switch (control.kind) {
    case 'press': return press(set, say);
    case 'choice': return choice(control, set, say);
    case 'range': return range(control, set, say);
  }
}

function press(set: (value: string) => void, say: Say): Part {
  const element = el('button', { class: 'btn', type: 'button' });
  element.addEventListener('click', () => set('press'));
  return { element, draw: ({ label }) => setText(element, say(label)) };
}

function choice({ label, options }: Extract<Control, { kind: 'choice' }>, set: (value: string) => void, say: Say): Part {
  const select = el('select', {}, ...options.map(option => el('option', { value: option.value }, say(option.label))));
  select.addEventListener('change', () => set(select.value));
  return { element: el('label', { class: 'control' }, el('span', {}, say(label)), select), draw: control => { if (control.kind === 'choice') select.value = control.value; } };
}

function range({ label, min, max }: Extract<Control, { kind: 'range' }>, set: (value: string) => void, say: Say): Part {
  const input = el('input', { type: 'range', min: String(min), max: String(max), step: '1' });
  const output = el('output', { 'aria-hidden': 'true' });
  input.addEventListener('input', () => set(input.value));
  return {
    element: el('label', { class: 'control' }, el('span', {}, say(label)), input, output),
    draw: control => {
      if (control.kind !== 'range') return;
      if (input.value !== String(control.value)) input.value = String(control.value);
      setText(output, String(control.value));
    },
  };
}
