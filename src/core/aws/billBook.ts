import type { LedgerBook } from '../ledgerBook';
import type { LiveState } from '../liveState';
import { billAfter, sameBill, type BilledThing } from './bill';

export interface BillPorts {
  readonly ledger: LedgerBook;
  /** What all windows share, as it is stored at this moment. */
  stored(): readonly BilledThing[];
  store(things: readonly BilledThing[]): PromiseLike<void>;
  live(): LiveState | undefined;
  /** Tells the ledger what other windows have written meanwhile. */
  refresh(): Promise<void>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What costs money, of all labs and windows in one stored value. A look changes in it only what this window can tell of. */
export class BillBook {
  private known: readonly BilledThing[];

  /** The one read of a starting window. */
  constructor(private readonly ports: BillPorts) { this.known = ports.stored(); }

  get things(): readonly BilledThing[] { return this.known; }

  /** `moved`: there is something else to show; `wrote`: it was stored, and another window may have stored at the same time. */
  async look(): Promise<{ readonly moved: boolean; readonly wrote: boolean }> {
    const ledger = await this.ports.ledger.load();
    // Of what another window has made since, this one's ledger knows nothing yet: that is no reason to forget it.
    if (this.ports.stored().some(({ place, uid }) => ledger.everMade(place, uid).length === 0)) await this.ports.refresh();
    const stored = this.ports.stored();
    const now = billAfter(stored, ledger, this.ports.live(), this.ports.now());
    const moved = !sameBill(now, this.known);
    const wrote = !sameBill(now, stored);
    this.known = now;
    if (wrote) await this.ports.store(now);
    return { moved, wrote };
  }
}
