import type { Evidence, LedgerKind } from './journal';

/** What a run made, changed and removed, as the live state shows it. Complete at most 300 ms after the block's end. */
export interface Receipt {
  readonly runId: string;
  readonly made: readonly ReceiptThing[];
  readonly changed: readonly ReceiptChange[];
  readonly removed: readonly ReceiptThing[];
  /** All that came of it is known; before, more may follow. */
  readonly settled: boolean;
  /** The emulator where it ran was reset or started anew before all was known: nothing more ever will be. */
  readonly lost?: true;
  /** All of it is on an emulator: none of it is evidence for the real thing. */
  readonly emulated?: true;
}
export interface ReceiptThing {
  readonly uid: string;
  readonly thing: LedgerKind;
  readonly name: string;
  readonly evidence: Evidence;
  readonly likely: boolean;
  /** Bytes. */
  readonly size?: number;
  /** Whether the live state lists it now. */
  readonly there: boolean;
}
export interface ReceiptChange { readonly uid: string; readonly thing: LedgerKind; readonly name: string; /** `running` to `exited (0)`. */ readonly from: string; readonly to: string }
