import { Disposables } from '../core/disposable';
import { LiveRun } from '../core/liveRun';
import { msg } from '../core/message';
import type { RunRecord } from '../core/run';
import type { KeptRun } from '../targets/openRuns';
import type { StatusLines } from '../core/statusFile';
import { finalOf } from '../core/statusFile';
import type { Labs } from './labs';
import type { LabKey, LabShells } from './labShells';
import { VsLabTerminal, type TerminalFiles } from './labTerminal';
import { showFailure } from './messages';
import { UserError } from '../core/errors';
import type { Log } from './log';
import { terminalByPid } from './terminalByPid';

export interface RecoveryPorts {
  readonly labs: Labs;
  readonly shells: LabShells;
  readonly log: Log;
  readonly files: TerminalFiles & { readStatus(runId: string): Promise<StatusLines> };
  readonly host: number;
  openRuns(): Promise<readonly KeptRun[]>;
  /** The record that another window wrote of a run. */
  reread(runId: string): Promise<RunRecord | undefined>;
  /** Takes a run over: from now on it is this window's. */
  claim(run: KeptRun): Promise<void>;
  isAlive(pid: number | undefined): boolean;
}

/** A window takes its terminals back some seconds after its start; no verdict before this. */
const patienceMs = 30_000;

/** Runs that went on while the window was reloaded: found again by their shell's process id, settled from what it wrote. */
export class Recovery extends Disposables {
  constructor(private readonly ports: RecoveryPorts) { super(); }

  /**
   * The window before this one may end a little later than this one starts, and may even see the run's end itself:
   * until then its runs are shown here and left to it.
   */
  async recover(): Promise<void> {
    const others = new Map<string, KeptRun>();
    for (let second = 0; (second < patienceMs / 1000 || others.size > 0) && !this.disposed; second++) {
      const open = (await this.ports.openRuns()).filter(run => run.host !== this.ports.host);
      for (const run of open) await this.look(run, others).catch((error: unknown) => showFailure(error, this.ports.log));
      for (const [runId] of others) if (!open.some(run => run.plan.runId === runId)) {
        others.delete(runId);
        const record = await this.ports.reread(runId);
        if (record) this.ports.labs.mirror(record);
      }
      await this.pause(1000);
    }
  }

  private async look(run: KeptRun, others: Map<string, KeptRun>): Promise<void> {
    const { runId } = run.plan;
    if (!this.ports.isAlive(run.host)) {
      others.delete(runId);
      return this.one(run);
    }
    others.set(runId, run);
    const live = new LiveRun(run.plan, run.started);
    live.begin({});
    live.read(await this.ports.files.readStatus(runId));
    if (!live.final) this.ports.labs.mirror(live.record());
  }

  private async one(run: KeptRun): Promise<void> {
    const { labs, files, isAlive } = this.ports;
    const lab = { courseId: run.plan.course.id, labId: run.plan.labId };
    const status = await files.readStatus(run.plan.runId);
    const pid = status.pid ?? run.shellPid;
    await this.ports.claim(run);
    if (finalOf(status) || !isAlive(pid)) {
      labs.of(lab).settle(run, status);
      return;
    }
    const found = this.terminalOf(pid, run);
    labs.of(lab).adopt(run, found);
    void this.watch(lab, run.plan.runId, pid);
    void found.then(terminal => {
      if (terminal) return this.ports.shells.adopt(lab, terminal, run.background);
      const lost = new UserError('run.lostTerminal', msg('Block {0} still runs in process {1}, but its terminal has not come back.', run.plan.block.ordinal, pid ?? 0), msg('End it with: kill {0}', pid ?? 0));
      return void showFailure(lost, this.ports.log);
    });
  }

  /** Without a terminal nothing tells when the shell ends. */
  private async watch(lab: LabKey, runId: string, pid: number | undefined): Promise<void> {
    const runs = this.ports.labs.of(lab);
    while (!this.disposed && runs.current.some(record => record.runId === runId)) {
      if (!this.ports.isAlive(pid)) {
        runs.lost(runId);
        return;
      }
      await this.pause(2000);
    }
  }

  private pause(ms: number): Promise<void> { return new Promise(resolve => setTimeout(resolve, ms)); }

  private async terminalOf(pid: number | undefined, run: KeptRun): Promise<VsLabTerminal | undefined> {
    const terminal = await terminalByPid(pid, patienceMs);
    return terminal && VsLabTerminal.adopt(run.terminalId, run.plan.shell, terminal, this.ports.files);
  }
}
