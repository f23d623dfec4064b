import * as vscode from 'vscode';
import { typedBlock, typedRecord } from '../core/byHand';
import { Disposables } from '../core/disposable';
import type { RunRecord } from '../core/run';
import type { Courses } from './courses';
import type { NotePlace } from './noteHost';
import { labIdOf } from './labs';
import type { LabShells } from './labShells';

export interface ByHandPorts {
  readonly courses: Courses;
  readonly shells: LabShells;
  newId(): string;
  place(): NotePlace | undefined;
  keep(record: RunRecord): void;
}

/** A block's command that the student typed into the lab's terminal counts too, as "by hand". Needs shell integration. */
export class ByHand extends Disposables {
  private readonly begun = new Map<vscode.Terminal, number>();

  constructor(private readonly ports: ByHandPorts) {
    super();
    this.own(vscode.window.onDidStartTerminalShellExecution(({ terminal }) => this.begun.set(terminal, Date.now())));
    this.own(vscode.window.onDidEndTerminalShellExecution(event => void this.ended(event)));
    this.own(vscode.window.onDidCloseTerminal(terminal => this.begun.delete(terminal)));
  }

  private async ended({ terminal, execution, exitCode }: vscode.TerminalShellExecutionEndEvent): Promise<void> {
    const line = execution.commandLine.value;
    const start = this.begun.get(terminal);
    const place = this.ports.place();
    if (start === undefined || !place || line.includes('"$LABBOOK/')) return;
    const at = await this.ports.courses.section(place.courseId, place.sectionId).catch(() => undefined);
    const lab = at && this.ports.shells.of({ courseId: place.courseId, labId: labIdOf(at) });
    if (!at || lab?.terminal !== terminal) return;
    const block = typedBlock(line, at.section.blocks);
    if (!block) return;
    const where = { runId: this.ports.newId(), course: { id: place.courseId, version: at.open.course.version }, sectionId: place.sectionId, labId: labIdOf(at), shell: lab.shell };
    this.ports.keep(typedRecord({ line, code: exitCode, start, end: Date.now() }, block, where));
  }
}
