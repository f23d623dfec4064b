import type { Memento } from 'vscode';
import type { Shell } from '../core/statement';
import { stateKeys } from './ids';
import type { LabKey } from './labShells';
import { VsLabTerminal, type TerminalFiles } from './labTerminal';
import { terminalByPid } from './terminalByPid';

interface KeptShell { readonly terminalId: string; readonly shell: Shell; /** Process id of the shell. */ readonly pid: number }

/** The editor shows its terminals again within a few seconds of a window's start; then a new one is opened. */
const patienceMs = 5000;

/** Which shell is a lab's: a window that is loaded anew goes on in it, with its folder, variables and functions. */
export class KeptShells {
  /** @param state the workspace's own: another window's terminals are not this window's */
  constructor(private readonly state: Memento, private readonly isAlive: (pid: number | undefined) => boolean, private readonly files: TerminalFiles) {}

  async keep(lab: LabKey, terminal: VsLabTerminal): Promise<void> {
    const pid = await terminal.terminal.processId;
    if (pid !== undefined) await this.state.update(keyOf(lab), { terminalId: terminal.id, shell: terminal.shell, pid } satisfies KeptShell);
  }

  /** Undefined when the shell has ended, is not shown by this window, or does not know us. */
  async find(lab: LabKey): Promise<VsLabTerminal | undefined> {
    const kept = this.state.get<KeptShell>(keyOf(lab));
    if (!kept || !this.isAlive(kept.pid)) return undefined;
    const terminal = await terminalByPid(kept.pid, patienceMs);
    return terminal && VsLabTerminal.takeBack(kept.terminalId, kept.shell, terminal, this.files);
  }
}

function keyOf({ courseId, labId }: LabKey): string { return `${stateKeys.shells}/${courseId}/${labId}`; }
