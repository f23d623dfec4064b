import * as vscode from 'vscode';
import type { AwsTrack } from '../core/aws/place';
import type { AwsService } from '../core/aws/kinds';
import { sectionsOf, type AwsExpects, type OpenCourse } from '../core/course';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { Section } from '../core/section';
import { settingIds, settingSection, stateKeys } from './ids';
import { labKey, type LabKey } from './labShells';

/** A lab that works on AWS. */
export interface AwsLab extends LabKey { readonly expects: AwsExpects; readonly services: readonly AwsService[] }

/** What the student has chosen for one lab; what is left out is as it comes. */
export interface AwsChoice {
  readonly track?: AwsTrack;
  readonly region?: string;
  readonly profile?: string;
  /** The real account that was agreed to. Never of an emulator. */
  readonly account?: string;
}

/** Where it works when nobody says otherwise: what the services of all labs have. */
const usualRegion = 'us-east-1';

/** How each lab is worked through. A real account only ever by the student's own word, for that lab. */
export class AwsTracks extends Disposables {
  private readonly changes = this.own(new Emitter<LabKey | undefined>());
  /** Undefined: of every lab. */
  readonly onChange = this.changes.event;

  /** @param state keeps the choices beyond the window */
  constructor(private readonly state: vscode.Memento) {
    super();
    this.own(vscode.workspace.onDidChangeConfiguration(change => { if (change.affectsConfiguration(`${settingSection}.aws`)) this.changes.fire(undefined); }));
  }

  trackOf(lab: LabKey): AwsTrack {
    const { track } = this.choiceOf(lab);
    if (track !== undefined) return track;
    return vscode.workspace.getConfiguration(settingSection).get<string>(settingIds.awsTrack) === 'reading' ? 'reading' : 'emulator';
  }

  /** Undefined in the track of a real account, where the profile may have one. */
  regionOf(lab: Pick<AwsLab, 'courseId' | 'labId' | 'expects'>): string | undefined {
    const { region } = this.choiceOf(lab);
    return region ?? lab.expects.region ?? (this.trackOf(lab) === 'real' ? undefined : usualRegion);
  }

  choiceOf(lab: LabKey): AwsChoice { return this.all()[labKey(lab)] ?? {}; }

  async choose(lab: LabKey, choice: AwsChoice): Promise<void> {
    await this.state.update(stateKeys.awsTracks, { ...this.all(), [labKey(lab)]: choice });
    this.changes.fire(lab);
  }

  private all(): Readonly<Record<string, AwsChoice>> { return this.state.get(stateKeys.awsTracks, {}); }
}

/** Undefined where no section of the lab works on AWS. `here`: one of them as it was read: its blocks tell, too. */
export function awsLabOf(lab: LabKey, { course }: Pick<OpenCourse, 'course'>, here?: Pick<Section, 'meta'>, services: readonly AwsService[] = []): AwsLab | undefined {
  const sections = sectionsOf(course).filter(({ id, meta }) => (meta.lab ?? id) === lab.labId);
  if (!here?.meta.targets.includes('aws') && !sections.some(({ meta }) => meta.targets.includes('aws') || meta.expects?.aws)) return undefined;
  const expects = Object.assign({}, ...sections.map(({ meta }) => meta.expects?.aws ?? {})) as AwsExpects;
  return { courseId: lab.courseId, labId: lab.labId, expects, services: [...new Set([...services, ...expects.services ?? []])] };
}
