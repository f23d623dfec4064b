/** The common end of many requests. Each has a signal of its own: on one for all, every request that waits would leave a listener. */
export class Ending {
  private readonly open = new Set<AbortController>();
  private over = false;

  /** Does it, with a signal that says when it need not be done any more. */
  async until<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const own = new AbortController();
    if (this.over) own.abort();
    this.open.add(own);
    try {
      return await work(own.signal);
    } finally {
      this.open.delete(own);
    }
  }

  end(): void {
    this.over = true;
    for (const one of this.open) one.abort();
  }
}
