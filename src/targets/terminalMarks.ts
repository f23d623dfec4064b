/** Printed by the shell before its prompt and before what a command prints; a terminal shows neither. */
export const promptMark = '\x1b]633;A\x07';
export const commandMark = '\x1b]633;C\x07';

/** Of all that a terminal prints, hands over what the typed command printed: neither its echo nor the next prompt. */
export class BetweenMarks {
  private held = '';
  private inside = false;
  private current: { readonly output: (text: string) => void; readonly done: () => void } | undefined;

  /** The next command's output goes there. Resolves when the shell is back at its prompt. */
  next(output: (text: string) => void): Promise<void> {
    return new Promise(resolve => { this.current = { output, done: resolve }; });
  }

  push(text: string): void {
    let rest = this.held + text;
    for (;;) {
      const mark = this.inside ? promptMark : commandMark;
      const at = rest.indexOf(mark);
      if (at < 0) break;
      this.give(rest.slice(0, at));
      rest = rest.slice(at + mark.length);
      this.inside = !this.inside;
      if (!this.inside) this.end();
    }
    const kept = this.openEnd(rest);
    this.give(rest.slice(0, rest.length - kept));
    this.held = rest.slice(rest.length - kept);
  }

  /** Nothing more will come. */
  end(): void {
    this.current?.done();
    this.current = undefined;
  }

  private give(text: string): void {
    if (this.inside && text !== '') this.current?.output(text);
  }

  /** Length of an end that may be the beginning of the mark. */
  private openEnd(text: string): number {
    const mark = this.inside ? promptMark : commandMark;
    const at = text.lastIndexOf('\x1b');
    return at >= 0 && mark.startsWith(text.slice(at)) ? text.length - at : 0;
  }
}
