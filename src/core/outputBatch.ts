/** What gathered since the last message: only the end of it is sent, the page sees by the offset what it does not get. */
export class OutputBatch {
  private text = '';
  private end = 0;

  constructor(private readonly limit = 32 * 1024) {}

  /** `offset`: where `text` begins in the run's output, in UTF-16 units. */
  add(text: string, offset: number): void {
    this.end = offset + text.length;
    const joined = text.length >= this.limit ? text : this.text + text;
    this.text = joined.slice(-this.limit);
  }

  take(): { readonly text: string; readonly offset: number } | undefined {
    if (this.text === '') return undefined;
    const taken = { text: this.text, offset: this.end - this.text.length };
    this.text = '';
    return taken;
  }
}
