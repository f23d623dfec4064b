import * as vscode from 'vscode';
import type { RunRecord } from '../core/run';
import { AwsTools } from '../targets/awsTools';
import { AwsEmulators } from '../views/awsEmulators';
import { AwsEnvironments } from '../views/awsEnvironments';
import { AwsIsolation } from '../views/awsIsolation';
import { AwsLink } from '../views/awsLink';
import { AwsTracks } from '../views/awsTracks';
import type { Ui } from './services';

/** Where labs on AWS work, and how their terminals get there. */
export interface Aws { readonly tracks: AwsTracks; readonly emulators: AwsEmulators; readonly environments: AwsEnvironments; readonly isolation: AwsIsolation }

/** `keep` takes a result that no run gave. */
export function createAws({ context, services, own }: Ui, keep: (record: RunRecord) => void): { readonly link: AwsLink; readonly aws: Aws } {
  const tracks = own.own(new AwsTracks(context.globalState));
  const emulators = own.own(new AwsEmulators({
    storage: context.globalStorageUri.fsPath, env: process.env, runner: services.runner, part: () => services.parts.emulator(),
    keeper: { script: vscode.Uri.joinPath(context.extensionUri, 'dist', 'emulatorKeeper.js').fsPath, node: process.execPath },
  }));
  const link = own.own(new AwsLink(services.aws, process.env, tracks, emulators));
  const isolation = new AwsIsolation({ part: () => services.parts.advice(), tools: new AwsTools(services.runner), keep, newId: services.newId });
  return { link, aws: { isolation, tracks, emulators, environments: new AwsEnvironments({ tracks, emulators }) } };
}
