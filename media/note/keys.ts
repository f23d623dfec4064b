import type { NoteAct } from '../../src/core/protocol';

/** The key table of a note. Every act is a command of the editor, too. */
export function actOf(event: KeyboardEvent): NoteAct | undefined {
  if (event.key === 'F8' && !event.ctrlKey && !event.metaKey && !event.altKey) return event.shiftKey ? 'previousCheck' : 'nextCheck';
  const control = event.ctrlKey || event.metaKey;
  if (event.altKey && !control && !event.shiftKey) {
    switch (event.key) {
      case 'ArrowDown': return 'nextBlock';
      case 'ArrowUp': return 'previousBlock';
      case 'Enter': return 'runFrom';
    }
  }
  if (control && !event.altKey && event.key === 'Enter') return event.shiftKey ? 'showTerminal' : 'run';
  return undefined;
}

/** The block to go to from where the focus is, else from what is in view. */
export function neighbour(buttons: readonly HTMLElement[], from: Element | null, step: 1 | -1): HTMLElement | undefined {
  const inside = from?.closest('[data-id]');
  const at = inside ? buttons.findIndex(button => inside.contains(button)) : -1;
  if (at >= 0) return buttons[at + step];
  const below = buttons.findIndex(button => button.getBoundingClientRect().top > 48);
  return step === 1 ? buttons[below] : buttons[(below < 0 ? buttons.length : below) - 1];
}
