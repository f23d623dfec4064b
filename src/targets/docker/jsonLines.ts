/**
 * Turns chunks of bytes into JSON values, one a line. Chunks may end anywhere, inside a character too.
 * A line that is not JSON is passed over: one bad line must not end the stream.
 */
export class JsonLines {
  private readonly decoder = new TextDecoder('utf-8');
  private rest = '';

  constructor(private readonly onValue: (value: unknown) => void) {}

  push(chunk: Uint8Array): void {
    const text = this.rest + this.decoder.decode(chunk, { stream: true });
    const lines = text.split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.line(line);
  }

  /** What stands after the last newline, once no more will come. */
  end(): void {
    const last = this.rest + this.decoder.decode();
    this.rest = '';
    this.line(last);
  }

  private line(line: string): void {
    if (!line.trim()) return;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return;
    }
    this.onValue(value);
  }
}
