import { isOfAws } from '../aws/resource';
import type { SourceChange } from '../source';
import type { PublishedPorts } from './publishedPorts';
import { isReach, keyOf, portOf, type Seen, type Want } from './want';

interface Look { readonly want: Want; readonly place: string; seen?: Seen; asking: boolean; stale: boolean }

/** No more questions than this are out at a time. */
const atOnce = 6;
/** What nobody has wanted for long is forgotten. */
const most = 500;

/** What was looked at: asked once, kept until something says that it may be different. `place`: whose lab folder a path is in. */
export class Looks {
  private readonly looks = new Map<string, Look>();
  private readonly queue: Look[] = [];
  private out = 0;
  private over = false;

  /** Where `ask` rejects there is no answer, and it is asked again when it is wanted again. */
  constructor(private readonly ports: PublishedPorts, private readonly ask: (want: Want, place: string) => Promise<Seen>, private readonly changed: () => void) {}

  /** Undefined while it is not known. */
  get(want: Want, place: string): Seen | undefined {
    const look = this.looks.get(keyIn(want, place));
    return look?.stale ? undefined : look?.seen;
  }

  /** Asks for those that are not known. */
  want(wants: Iterable<Want>, place: string): void {
    for (const want of wants) {
      const key = keyIn(want, place);
      const look = this.looks.get(key) ?? { want, place, asking: false, stale: true };
      this.looks.delete(key);
      this.looks.set(key, look);
      if (look.asking || !look.stale) continue;
      look.asking = true;
      this.queue.push(look);
    }
    for (const [key, look] of this.looks) if (this.looks.size > most && !look.asking) this.looks.delete(key);
    this.pump();
  }

  /** What answered may not have heard yet of what has changed: a proxy that learns of a pod, a program that starts. */
  settled(): void { this.staleWhere(({ want }) => want.kind === 'http' || want.kind === 'tcp' || want.kind === 'servicePage'); }

  /** To be asked again once wanted again. */
  stale(wants: Iterable<Want>, place: string): void {
    for (const want of wants) {
      const look = this.looks.get(keyIn(want, place));
      if (look) look.stale = true;
    }
  }

  /** A run of the lab began or ended: what it can reach may be different. */
  ran(place: string): void {
    this.staleWhere(look => isReach(look.want) && (look.want.kind !== 'file' || look.place === place));
  }

  /** The target's things changed; undefined: all may be different. Whether some page or port may be another. */
  moved(change: SourceChange | undefined): boolean {
    if (!change) return this.staleWhere(({ want }) => want.kind !== 'file');
    const uids = new Set([...change.removed, ...change.upserts.map(row => row.uid)]);
    const touched = this.ports.change(change);
    if (change.upserts.some(isOfAws) || change.removed.some(uid => uid.startsWith('aws-'))) this.staleWhere(({ want }) => want.kind === 'aws');
    this.staleWhere(({ want }) => (want.kind === 'detail' || want.kind === 'logs') && uids.has(want.container));
    return this.staleWhere(({ want }) => {
      if (want.kind === 'servicePage') return touched === 'all';
      const port = portOf(want);
      return port !== undefined && (touched === 'all' || touched.has(port));
    });
  }

  dispose(): void {
    this.over = true;
    this.queue.length = 0;
  }

  /** Without an answer nothing has changed: telling so would ask again at once, for ever. */
  private answered(look: Look, seen: Seen | undefined): void {
    look.asking = false;
    this.out--;
    if (seen) look.seen = seen;
    else look.stale = true;
    if (this.over) return;
    this.pump();
    if (seen) this.changed();
  }

  private staleWhere(about: (look: Look) => boolean): boolean {
    let any = false;
    for (const look of this.looks.values()) if (about(look)) any = look.stale = true;
    return any;
  }

  private pump(): void {
    while (this.out < atOnce) {
      const look = this.queue.shift();
      if (!look) return;
      this.out++;
      // What happens from here on makes the answer an old one.
      look.stale = false;
      void this.ask(look.want, look.place).then(seen => this.answered(look, seen), () => this.answered(look, undefined));
    }
  }
}

function keyIn(want: Want, place: string): string { return want.kind === 'file' ? `${place} ${keyOf(want)}` : keyOf(want); }
