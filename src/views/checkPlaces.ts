import type { CheckSection } from '../core/checks/checkSection';
import { msg, type Message } from '../core/message';
import type { Section } from '../core/section';
import type { SectionAt } from './courses';
import { labIdOf } from './labs';

/** Sections as their checks need them: the same object for the same text, so that nothing is judged anew for nothing. */
export class CheckPlaces {
  private readonly bySection = new WeakMap<Section, CheckSection>();
  private readonly places = new WeakMap<CheckSection, SectionAt>();
  private barred = new WeakMap<CheckSection, { readonly reason: Message | undefined }>();

  constructor(private readonly isTrusted: (at: SectionAt) => boolean) {}

  of(at: SectionAt): CheckSection {
    const section = this.bySection.get(at.section) ?? {
      courseId: at.open.course.id, courseVersion: at.open.course.version, labId: labIdOf(at), sectionId: at.entry.id, blocks: at.section.blocks, checks: at.section.checks,
    };
    this.bySection.set(at.section, section);
    this.places.set(section, at);
    return section;
  }

  at(section: CheckSection): SectionAt | undefined { return this.places.get(section); }

  /** Trust is found out once for each text: it takes a hash of everything in it. */
  barredBy(section: CheckSection): Message | undefined {
    const known = this.barred.get(section);
    if (known) return known.reason;
    const at = this.places.get(section);
    const reason = at && this.isTrusted(at) ? undefined : msg('Checks look at nothing before the course is trusted.');
    this.barred.set(section, { reason });
    return reason;
  }

  trustChanged(): void { this.barred = new WeakMap(); }
}
