import { Disposables } from '../core/disposable';
import type { CostGuard } from './costGuard';
import type { Courses } from './courses';
import { labIdOf } from './labs';
import { labKey } from './labShells';
import type { NotePlace } from './noteHost';
import type { ProgressSource } from './progress';

export interface LabGatePorts {
  readonly courses: Courses;
  readonly progress: ProgressSource;
  readonly guard: CostGuard;
  place(): NotePlace | undefined;
}

/** When the last check of a lab is done and something of it still costs money, the student is shown what, once. */
export class LabGate extends Disposables {
  private readonly shown = new Set<string>();

  constructor(private readonly ports: LabGatePorts) {
    super();
    this.own(ports.progress.onProgress(() => void this.look().catch(() => undefined)));
    this.own(ports.guard.onChange(() => void this.look().catch(() => undefined)));
  }

  private async look(): Promise<void> {
    const { courses, progress, guard } = this.ports;
    const place = this.ports.place();
    if (!place || !guard.any) return;
    const at = await courses.section(place.courseId, place.sectionId);
    const lab = { courseId: place.courseId, labId: labIdOf(at) };
    const key = labKey(lab);
    const found = progress.progress(place.courseId, at.entry);
    if (!found || found.done < found.of || this.shown.has(key) || guard.of(lab).length === 0) return;
    this.shown.add(key);
    await guard.leave(lab);
  }
}
