import { Disposables } from './disposable';
import { Emitter } from './emitter';
import type { Journal } from './journal';
import { Ledger } from './ledger';

/** The ledger of all labs, kept up with the journal. Empty until somebody loads it: a starting window reads nothing. */
export class LedgerBook extends Disposables {
  readonly ledger = new Ledger();
  private readonly changes = this.own(new Emitter<void>());
  readonly onChange = this.changes.event;
  private loading: Promise<Ledger> | undefined;

  constructor(private readonly journal: Journal) {
    super();
    this.own(journal.onAdd(entry => {
      this.ledger.apply(entry);
      if (entry.kind === 'made' || entry.kind === 'gone' || entry.kind === 'kept' || entry.kind === 'settled') this.changes.fire();
    }));
  }

  load(): Promise<Ledger> {
    return this.loading ??= this.journal.all().then(entries => {
      for (const entry of entries) this.ledger.apply(entry);
      this.changes.fire();
      return this.ledger;
    });
  }
}
