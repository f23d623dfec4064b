import * as vscode from 'vscode';
import type { OpenCourse } from '../core/course';
import { servicesIn } from '../core/aws/services';
import { Disposables } from '../core/disposable';
import type { Event } from '../core/emitter';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { Courses } from './courses';
import { stateKeys } from './ids';
import { labIdOf, type Labs } from './labs';
import { labKey, type LabKey, type LabShells } from './labShells';
import type { NotePlace } from './noteHost';
import type { RunBook } from './runBook';
import type { StatusDesk } from './statusDesk';
import type { Links, TargetLink } from './targetLink';
import type { AwsLink } from './awsLink';
import { awsLabOf } from './awsTracks';
import type { ClusterLink } from './clusterLink';
import { clusterLabOf } from './labKubeconfigs';
import { followedOf } from '../core/followed';

export interface CurrentLabParts {
  readonly courses: Courses;
  readonly shells: LabShells;
  readonly labs: Labs;
  readonly book: RunBook;
  readonly links: Links<TargetLink, ClusterLink, AwsLink>;
  readonly desk: StatusDesk;
  readonly state: vscode.Memento;
  readonly onPlace: Event<NotePlace | undefined>;
  place(): NotePlace | undefined;
  /** The student has gone on to another lab. */
  left(lab: LabKey): void;
}

/** The lab that the student is in: that of the open note, or of the last block that ran. Banner, panel and the place that it works at follow it. */
export class CurrentLab extends Disposables {
  private at: NotePlace | undefined;
  private entered: LabKey | undefined;

  constructor(private readonly parts: CurrentLabParts) {
    super();
    this.own(parts.onPlace(place => { if (place) void this.enter(place); }));
    this.own(parts.labs.onRecord(record => { if (record.state === 'running' && !parts.place()) void this.enter(record); }));
    this.own(parts.shells.onReport(({ lab, report }) => void this.reported(lab, report.values)));
    this.own(parts.shells.onClosed(lab => void this.reported(lab, undefined)));
    this.own(parts.courses.onChange(({ sectionId }) => { if (this.at && sectionId === this.at.sectionId) void this.enter(this.at); }));
  }

  /** Puts a command at the prompt of the lab's terminal; the student presses Enter. */
  async put(command: string): Promise<void> {
    if (!vscode.workspace.isTrusted) throw new UserError('trust.workspace', msg('Running is locked until you trust this folder.'), msg('Use “Manage Workspace Trust”.'));
    const { lab, open } = await this.lab();
    const terminal = await this.parts.shells.terminal(lab, open);
    terminal.put(command);
  }

  /** The lab that is in view. Throws a UserError where none is. */
  async lab(): Promise<{ readonly lab: LabKey; readonly open: OpenCourse }> {
    const found = this.at && await this.parts.courses.section(this.at.courseId, this.at.sectionId);
    if (!found) throw new UserError('lab.none', msg('No lab is open.'), msg('Open a section first.'));
    return { lab: { courseId: found.open.course.id, labId: labIdOf(found) }, open: found.open };
  }

  private async enter({ courseId, sectionId }: NotePlace): Promise<void> {
    this.at = { courseId, sectionId };
    const at = await this.parts.courses.section(courseId, sectionId).catch(() => undefined);
    if (!at || this.at?.sectionId !== sectionId) return;
    await this.parts.state.update(stateKeys.lastSection, { courseId, sectionId });
    const labId = labIdOf(at);
    const { entered } = this;
    this.entered = { courseId, labId };
    if (entered && labKey(entered) !== labKey(this.entered)) this.parts.left(entered);
    this.parts.book.countBlocks(courseId, labId, at.section.blocks);
    const { targets } = at.section.meta;
    this.parts.links.cluster.enter(clusterLabOf({ courseId, labId }, at.open, at.section));
    this.parts.links.aws.enter(awsLabOf({ courseId, labId }, at.open, at.section, targets.includes('aws') ? servicesIn(at.text) : []));
    this.follow(this.parts.shells.of({ courseId, labId })?.report?.values);
    if (followedOf(targets)) this.parts.links.of(targets).prepare();
    const first = at.section.blocks.find(block => block.options.run);
    this.parts.desk.show({
      courseId, targets, id: labId, title: at.entry.meta.title, swarm: targets.includes('swarm'), cluster: followedOf(targets) === 'kubernetes', aws: followedOf(targets) === 'aws', firstBlock: first && { section: sectionId, id: first.id },
      ordinals: new Map(at.section.blocks.map(block => [`${sectionId}/${block.id}`, block.ordinal])),
      claims: new Map(at.section.checks.map(check => [`${sectionId}/${check.id}`, check.claim])),
    });
  }

  private async reported(lab: { courseId: string; labId: string }, values: Readonly<Record<string, string | null>> | undefined): Promise<void> {
    const at = this.at && await this.parts.courses.section(this.at.courseId, this.at.sectionId).catch(() => undefined);
    if (at && at.open.course.id === lab.courseId && labIdOf(at) === lab.labId) this.follow(values);
  }

  private follow(values: Readonly<Record<string, string | null>> | undefined): void { for (const link of this.parts.links.all) link.follow(values); }
}
