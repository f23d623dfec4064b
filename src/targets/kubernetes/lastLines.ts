import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import { Holds } from '../../core/holds';
import type { PodResource } from '../../core/clusterResource';
import { maskSecrets } from '../../core/secrets';
import { terminalText } from '../../core/terminalText';
import type { ClusterSource } from './source';

const wantedLines = 3;
const lineLength = 160;
/** A program may write without a line's end. */
const mostBytes = 16 * 1024;
const atOnce = 3;

/** What programs wrote before they ended badly. Each ended run is asked for once, while held, and for wanted pods only. */
export class LastLines implements Disposable {
  private readonly changed = new Emitter<void>();
  readonly onChange = this.changed.event;
  private readonly found = new Map<string, readonly string[]>();
  /** By uid: the run whose words are known or were asked for. */
  private readonly runs = new Map<string, string>();
  private readonly subscription: Disposable;
  private wanted: ReadonlySet<string> = new Set();
  private readonly holds = new Holds(() => undefined, () => undefined);
  private asking = 0;

  constructor(private readonly source: Pick<ClusterSource, 'resources' | 'status' | 'onChange' | 'ask'>, private readonly mayAsk: () => boolean) {
    this.subscription = source.onChange(change => { if (change.removed.length || change.upserts.some(({ kind }) => kind === 'pod')) this.look(); });
  }

  /** By uid of a pod. */
  get lines(): ReadonlyMap<string, readonly string[]> { return this.found; }

  want(pods: ReadonlySet<string>): void {
    this.wanted = pods;
    this.look();
  }

  hold(): Disposable {
    const hold = this.holds.take();
    this.look();
    return hold;
  }

  dispose(): void {
    this.subscription.dispose();
    this.holds.end();
    this.changed.dispose();
  }

  private look(): void {
    for (const uid of [...this.found.keys()]) if (!hasCrashed(this.source.resources.get(uid))) this.forget(uid);
    if (!this.holds.any || this.source.status.phase !== 'live' || !this.mayAsk()) return;
    for (const uid of this.wanted) {
      const pod = this.source.resources.get(uid);
      if (!hasCrashed(pod) || this.asking >= atOnce) continue;
      const run = `${pod.restarts} ${pod.status}`;
      if (this.runs.get(uid) === run) continue;
      this.runs.set(uid, run);
      void this.ask(pod, run);
    }
  }

  private async ask(pod: PodResource, run: string): Promise<void> {
    this.asking++;
    try {
      const previous = pod.status === 'CrashLoopBackOff' && pod.restarts > 0;
      const query = new URLSearchParams({ tailLines: String(wantedLines), limitBytes: String(mostBytes), ...(previous ? { previous: 'true' } : {}) });
      const answer = await this.source.ask(`/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}/log?${query.toString()}`);
      if (this.runs.get(pod.uid) === run) this.keep(pod.uid, linesOf(typeof answer === 'string' ? answer : JSON.stringify(answer)));
    } catch {
      // Logs that cannot be had leave a row as it is: its button says why.
    } finally {
      this.asking--;
      this.look();
    }
  }

  private keep(uid: string, lines: readonly string[]): void {
    if (lines.length) this.found.set(uid, lines);
    else this.found.delete(uid);
    this.changed.fire();
  }

  private forget(uid: string): void {
    this.found.delete(uid);
    this.runs.delete(uid);
  }
}

/** With several containers it would have to be said whose words are wanted. */
function hasCrashed(resource: { readonly kind: string } | undefined): resource is PodResource {
  const pod = resource?.kind === 'pod' ? resource as PodResource : undefined;
  return pod !== undefined && pod.containers === 1 && !pod.ending && /^(?:CrashLoopBackOff|Error|OOMKilled)$/.test(pod.status);
}

function linesOf(text: string): readonly string[] {
  const lines = maskSecrets(terminalText(text)).replace(/\x1b\[[0-9;]*m/g, '').split('\n').map(line => line.trim()).filter(line => line !== '');
  return lines.slice(-wantedLines).map(line => line.length > lineLength ? `${line.slice(0, lineLength - 1)}…` : line);
}
