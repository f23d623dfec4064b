import * as vscode from 'vscode';
import { typedBlock, typedRecord } from '../core/byHand';
import type { TargetId } from '../core/course';
import { Disposables } from '../core/disposable';
import type { LabRef } from '../core/ledger';
import type { Glance } from '../core/receipts/ports';
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
  /** How the lab is now. */
  glance(lab: LabRef, targets: readonly TargetId[]): Promise<Glance>;
  keep(record: RunRecord, before: Glance | undefined): void;
}

/** A block's command that the student typed into the lab's terminal counts too, as "by hand". Needs shell integration. */
export class ByHand extends Disposables {
  private readonly begun = new Map<vscode.Terminal, { readonly at: number; readonly glance: Promise<Glance | undefined> }>();

  constructor(private readonly ports: ByHandPorts) {
    super();
    this.own(vscode.window.onDidStartTerminalShellExecution(event => this.started(event)));
    this.own(vscode.window.onDidEndTerminalShellExecution(event => void this.ended(event)));
    this.own(vscode.window.onDidCloseTerminal(terminal => this.begun.delete(terminal)));
  }

  private started({ terminal, execution }: vscode.TerminalShellExecutionStartEvent): void {
    const glance = isOurs(execution.commandLine.value) ? Promise.resolve(undefined) : this.glance(terminal).catch(() => undefined);
    this.begun.set(terminal, { at: Date.now(), glance });
  }

  private async glance(terminal: vscode.Terminal): Promise<Glance | undefined> {
    const place = this.ports.place();
    const at = place && await this.ports.courses.section(place.courseId, place.sectionId);
    const lab = at && { courseId: place.courseId, labId: labIdOf(at) };
    return lab && this.ports.shells.of(lab)?.terminal === terminal ? this.ports.glance(lab, at.section.meta.targets) : undefined;
  }

  private async ended({ terminal, execution, exitCode }: vscode.TerminalShellExecutionEndEvent): Promise<void> {
    const end = Date.now();
    const line = execution.commandLine.value;
    const start = this.begun.get(terminal);
    const place = this.ports.place();
    if (start === undefined || !place || isOurs(line)) return;
    const at = await this.ports.courses.section(place.courseId, place.sectionId).catch(() => undefined);
    const lab = at && this.ports.shells.of({ courseId: place.courseId, labId: labIdOf(at) });
    if (!at || lab?.terminal !== terminal) return;
    const block = typedBlock(line, at.section.blocks);
    if (!block) return;
    const where = { runId: this.ports.newId(), course: { id: place.courseId, version: at.open.course.version }, sectionId: place.sectionId, labId: labIdOf(at), shell: lab.shell };
    this.ports.keep(typedRecord({ line, code: exitCode, start: start.at, end }, block, where), await start.glance);
  }
}

/** The line by which a block's script is started. */
function isOurs(line: string): boolean { return line.includes('"$LABBOOK/'); }
