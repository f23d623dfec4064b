import type { Command } from './command';
import type { LedgerKind } from './journal';
import type { Message } from './message';

/** What "Clean up this lab" would do, from the ledger alone, checked against live state. Dependents first. */
export interface CleanupPlan {
  readonly courseId: string;
  readonly labId: string;
  /** Identity of the daemon on which it may be carried out; undefined where none was asked. */
  readonly daemon?: string;
  readonly go: readonly CleanupItem[];
  readonly stay: readonly CleanupItem[];
  /** Of what is selected, as it will be started: removal is by id. */
  readonly steps: readonly CleanupStep[];
}
export interface CleanupItem {
  /** As in the ledger; `run:<run id>` for a block that still runs. */
  readonly uid: string;
  readonly thing: LedgerKind | 'block';
  readonly name: string;
  /** Block that made it. */
  readonly sectionId: string;
  readonly blockId: string;
  /** "running", "212 MB". */
  readonly state: Message;
  /** Bytes that are free once it is gone. */
  readonly size?: number;
  /** Of a file, as it was when this was shown: it goes only as long as it is that. */
  readonly print?: string;
  /** Why it stays, or what is lost with it. */
  readonly reason?: Message;
  /** It may be ticked; what the lab did not make may not. */
  readonly selectable: boolean;
  readonly selected: boolean;
}
/** Things of one kind that go together. */
export interface CleanupStep {
  readonly thing: CleanupItem['thing'];
  readonly uids: readonly string[];
  /** Undefined where not one command is started: files of the lab's folder, blocks that are stopped, things on AWS. */
  readonly command?: Command;
  /** As a person would type it; ids shortened. */
  readonly shown: string;
}

export interface CleanupResult {
  readonly gone: readonly string[];
  readonly stayed: readonly { readonly uid: string; readonly reason: Message }[];
  /** When the live state was read back. */
  readonly readAt: number;
  readonly stopped: boolean;
}
