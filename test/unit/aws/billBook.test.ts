import assert from 'node:assert/strict';
import type { BilledThing } from '../../../src/core/aws/bill';
import { BillBook } from '../../../src/core/aws/billBook';
import type { GoneEntry, JournalEntry, MadeEntry } from '../../../src/core/journal';
import { LedgerBook } from '../../../src/core/ledgerBook';
import type { LiveState } from '../../../src/core/liveState';
import { MemoryJournal } from '../lab/receiptBench';
import { thing } from './things';

const place = (region: string) => `aws:111122223333/${region}`;
const endpoint = (name: string) => thing('aws-endpoint', name, { status: 'InService', billing: { price: 'sagemaker/ml.m5.large', count: 1, since: 1 } });
const made = (labId: string, name: string, region: string): MadeEntry => ({
  v: 1, kind: 'made', at: 1, courseId: 'c', courseVersion: '1', labId, uid: `aws-endpoint:${name}`, thing: 'aws-endpoint', name, daemon: place(region), sectionId: 's', blockId: 'b', runId: `run of ${name}`, evidence: 'named', likely: false,
});

/** What windows have in common: one stored value, and the lines that each has written. */
class Machine {
  stored: readonly BilledThing[] = [];
  reads = 0;
  readonly lines: JournalEntry[] = [];
}

/** Hears of the lines of others only when it looks for them. */
class Window {
  readonly journal: MemoryJournal;
  live: LiveState | undefined;
  readonly bill: BillBook;

  constructor(private readonly machine: Machine, private readonly region: string) {
    this.journal = new MemoryJournal(machine.lines);
    this.bill = new BillBook({
      ledger: new LedgerBook(this.journal), now: () => 5, live: () => this.live,
      stored: () => { machine.reads++; return machine.stored; },
      store: async things => { machine.stored = things; },
      refresh: async () => { for (const line of machine.lines) if (!this.journal.entries.includes(line)) await this.journal.add(line); },
    });
  }

  /** A lab makes it here, and it is there. */
  async makes(labId: string, name: string): Promise<void> {
    await this.says(made(labId, name, this.region));
    this.sees(name);
    await this.bill.look();
  }
  async says(line: JournalEntry): Promise<void> { this.machine.lines.push(line); await this.journal.add(line); }
  sees(...names: readonly string[]): void { this.live = { daemon: place(this.region), skewMs: 0, resources: new Map(names.map(name => [`aws-endpoint:${name}`, endpoint(name)])) }; }
}

describe('the bill that windows share', () => {
  let machine: Machine;
  let one: Window, two: Window;
  beforeEach(() => { machine = new Machine(); one = new Window(machine, 'us-east-1'); two = new Window(machine, 'eu-west-1'); });
  const names = () => machine.stored.map(({ name }) => name).sort();

  it('is one value, read once by a starting window', () => assert.equal(machine.reads, 2));

  it('holds the labs of both, whichever has written last', async () => {
    await one.makes('L8', 'of one');
    await two.makes('L13', 'of two');
    assert.deepEqual(names(), ['of one', 'of two']);
    await one.makes('L8', 'of one');
    assert.deepEqual(names(), ['of one', 'of two']);
    assert.deepEqual(new Window(machine, 'x').bill.things.map(({ name }) => name).sort(), ['of one', 'of two']);
  });

  it('loses what is gone or stopped in one window, and does not get it back from the other', async () => {
    await one.makes('L8', 'gone');
    await two.makes('L13', 'stays');
    await one.bill.look();
    assert.equal(one.bill.things.length, 2);
    const { at, courseId, courseVersion, labId, uid, daemon } = made('L8', 'gone', 'us-east-1');
    await one.says({ v: 1, kind: 'gone', at: at + 1, courseId, courseVersion, labId, uid, daemon, by: 'outside' } satisfies GoneEntry);
    one.sees();
    await one.bill.look();
    assert.deepEqual(names(), ['stays']);
    two.sees('stays');
    await two.bill.look();
    assert.deepEqual([names(), two.bill.things.length], [['stays'], 1]);
  });

  it('is whole again when both have written at the same moment', async () => {
    await one.makes('L8', 'of one');
    machine.stored = [];
    await two.makes('L13', 'of two');
    assert.deepEqual(names(), ['of two']);
    assert.deepEqual(await one.bill.look(), { moved: true, wrote: true });
    assert.deepEqual(names(), ['of one', 'of two']);
    assert.deepEqual(await one.bill.look(), { moved: false, wrote: false });
  });

  it('ends where nobody’s ledger knows of it any more', async () => {
    await one.makes('L8', 'of one');
    machine.lines.length = 0;
    await new Window(machine, 'us-east-1').bill.look();
    assert.deepEqual(names(), []);
  });
});
