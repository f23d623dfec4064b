import * as vscode from 'vscode';
import { AwsEmulators } from '../views/awsEmulators';
import { AwsEnvironments } from '../views/awsEnvironments';
import { AwsLink } from '../views/awsLink';
import { AwsTracks } from '../views/awsTracks';
import type { Ui } from './services';

/** Where labs on AWS work, and how their terminals get there. */
export interface Aws { readonly tracks: AwsTracks; readonly emulators: AwsEmulators; readonly environments: AwsEnvironments }

export function createAws({ context, services, own }: Ui): { readonly link: AwsLink; readonly aws: Aws } {
  const tracks = own.own(new AwsTracks(context.globalState));
  const emulators = own.own(new AwsEmulators({
    storage: context.globalStorageUri.fsPath, env: process.env, runner: services.runner, part: () => services.parts.emulator(),
    keeper: { script: vscode.Uri.joinPath(context.extensionUri, 'dist', 'emulatorKeeper.js').fsPath, node: process.execPath },
  }));
  const link = own.own(new AwsLink(services.aws, process.env, tracks, emulators));
  return { link, aws: { tracks, emulators, environments: new AwsEnvironments({ tracks, emulators }) } };
}
