import * as vscode from 'vscode';
import { exportText, emulatorVariables, realText } from '../core/aws/shellVariables';
import type { OpenCourse } from '../core/course';
import type { AwsEmulators } from './awsEmulators';
import { awsLabOf, type AwsLab, type AwsTracks } from './awsTracks';
import { emptyFile } from './emptyFile';
import { settingIds, settingSection } from './ids';
import type { LabKey } from './labShells';

export interface AwsEnvironmentPorts {
  readonly tracks: AwsTracks;
  readonly emulators: AwsEmulators;
}

/** What leads a lab's shell to the emulator, or to the account that was agreed to. */
export class AwsEnvironments {
  constructor(private readonly ports: AwsEnvironmentPorts) {}

  /** Read by the lab's shell after the student's start-up files; empty for a lab that does not work on AWS. */
  async after(lab: LabKey, open: OpenCourse): Promise<string> {
    const wishes = awsLabOf(lab, open);
    return wishes ? this.textFor(wishes) : '';
  }

  async textFor(lab: AwsLab): Promise<string> {
    const { tracks, emulators } = this.ports;
    const track = tracks.trackOf(lab);
    const region = tracks.regionOf(lab);
    if (track === 'real') {
      const { profile } = tracks.choiceOf(lab);
      return realText({ labId: lab.labId, ...profile !== undefined && { profile }, ...region !== undefined && { region } });
    }
    // In the reading track nothing runs; a terminal that is opened by hand shall not go to real AWS by surprise.
    const emulator = emulators.of(lab.courseId);
    const registry = localRegistry();
    return exportText(emulatorVariables({ address: await emulator.address(), region: region ?? 'us-east-1', empty: emptyFile, ...registry !== undefined && { registry } }), true);
  }
}

/** Registry of this machine that the student or the class runs. */
export function localRegistry(): string | undefined {
  const set = vscode.workspace.getConfiguration(settingSection).get<string>(settingIds.awsRegistry, '').trim();
  return /^(?:127(?:\.\d{1,3}){3}|localhost):\d{1,5}$/.test(set) ? set : undefined;
}
