import type { AwsKind } from '../core/aws/kinds';
import { isOfAws } from '../core/aws/resource';
import { idInUid } from '../core/aws/uid';
import { Disposables } from '../core/disposable';
import type { LedgerBook } from '../core/ledgerBook';
import type { AwsSource } from '../parts/aws';
import type { AwsLink } from './awsLink';

/** Tells the source on AWS what the ledger names there: an account's lists may be too long to hold it. */
export class AwsKnown extends Disposables {
  private readonly told = new WeakMap<AwsSource, Set<string>>();

  constructor(private readonly link: Pick<AwsLink, 'source' | 'onLink'>, private readonly ledger: LedgerBook) {
    super();
    this.own(link.onLink(() => this.tell()));
    this.own(ledger.onChange(() => this.tell()));
  }

  private tell(): void {
    const { source } = this.link;
    if (!source?.place) return;
    const told = this.told.get(source) ?? new Set();
    this.told.set(source, told);
    const fresh = this.ledger.ledger.things().flatMap(({ made: { daemon, thing, uid } }) => daemon === source.place && isOfAws({ kind: thing }) && !told.has(uid) ? [{ uid, kind: thing as AwsKind, id: idInUid(uid) }] : []);
    for (const { uid } of fresh) told.add(uid);
    if (fresh.length > 0) source.know(fresh.map(({ kind, id }) => ({ kind, id })));
  }
}
