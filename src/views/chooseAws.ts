import * as vscode from 'vscode';
import type { AwsTrack } from '../core/aws/place';
import type { OpenCourse } from '../core/course';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { AwsEmulators } from './awsEmulators';
import { awsLabOf, type AwsChoice, type AwsLab, type AwsTracks } from './awsTracks';
import { commandIds } from './ids';
import type { LabKey, LabShells } from './labShells';

export interface ChooseAwsParts {
  readonly tracks: AwsTracks;
  readonly emulators: AwsEmulators;
  readonly shells: LabShells;
  /** Throws a UserError where no lab is in view. */
  lab(): Promise<{ readonly lab: LabKey; readonly open: OpenCourse }>;
  isRunning(lab: LabKey): boolean;
  /** Names of the student's profiles. */
  profiles(): Promise<readonly string[]>;
  /** The window's environment holds keys of its own. */
  hasKeys(): boolean;
}

interface Choice extends vscode.QuickPickItem { readonly act?: () => Promise<void> }

/** Where the lab in view works, in which region, and what is done with its emulator. */
export async function chooseAws(parts: ChooseAwsParts): Promise<void> {
  trusted();
  const lab = await current(parts);
  const track = parts.tracks.trackOf(lab);
  const use = (of: AwsTrack) => track === of ? vscode.l10n.t('in use') : '';
  const picks: Choice[] = [
    { label: vscode.l10n.t('$(beaker) Emulator'), description: use('emulator'), detail: vscode.l10n.t('On this machine; nothing costs money, and every result says that it is emulated'), act: () => change(parts, lab, { ...regionIn(parts, lab), track: 'emulator' }) },
    { label: vscode.l10n.t('$(cloud) Real AWS account…'), description: use('real'), detail: vscode.l10n.t('With your own profile; what the lab makes costs money until it is deleted'), act: () => real(parts, lab) },
    { label: vscode.l10n.t('$(book) Reading'), description: use('reading'), detail: vscode.l10n.t('Blocks do not run; states as documented, with source and date'), act: () => change(parts, lab, { ...regionIn(parts, lab), track: 'reading' }) },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Region: {0}', parts.tracks.regionOf(lab) ?? vscode.l10n.t('that of the profile')), act: () => region(parts, lab) },
    ...track === 'emulator' ? emulatorPicks(parts, lab) : [],
  ];
  const pick = await vscode.window.showQuickPick(picks, { title: vscode.l10n.t('Where lab {0} works', lab.labId), matchOnDetail: true });
  await pick?.act?.();
}

function emulatorPicks({ emulators }: ChooseAwsParts, lab: AwsLab): Choice[] {
  const { running } = emulators.of(lab.courseId);
  const by = (id: string) => async () => { await vscode.commands.executeCommand(id); };
  if (!running) return [{ label: vscode.l10n.t('$(play) Start the emulator'), act: by(commandIds.startEmulator) }];
  const description = [running.name, running.version, running.address].filter(part => part !== undefined).join(' ');
  return [
    { label: vscode.l10n.t('$(discard) Reset the emulator…'), description, act: by(commandIds.resetEmulator) },
    ...running.ours ? [{ label: vscode.l10n.t('$(debug-stop) Stop the emulator'), description, act: by(commandIds.stopEmulator) }] : [],
  ];
}

export async function startEmulator(parts: ChooseAwsParts): Promise<void> {
  trusted();
  await parts.emulators.started((await current(parts)).courseId);
}

export async function resetEmulator(parts: ChooseAwsParts): Promise<void> {
  const lab = await current(parts);
  const reset = vscode.l10n.t('Reset');
  const answer = await vscode.window.showWarningMessage(vscode.l10n.t('Reset the AWS emulator?'), { modal: true, detail: vscode.l10n.t('Everything in it goes, of all labs of this course and in every window. Nothing on real AWS is touched.') }, reset);
  if (answer === reset) await parts.emulators.of(lab.courseId).reset();
}

export async function stopEmulator(parts: ChooseAwsParts): Promise<void> {
  const { courseId } = await current(parts);
  const { running } = parts.emulators.of(courseId);
  if (running && !running.ours) throw new UserError('emulator.notOurs', msg('Labbook did not start this emulator.'), msg('Stop it where you started it.'));
  const stop = vscode.l10n.t('Stop');
  const answer = running && await vscode.window.showWarningMessage(vscode.l10n.t('Stop the AWS emulator?'), { modal: true, detail: vscode.l10n.t('It keeps everything in memory: what the labs of this course have made in it is gone then.') }, stop);
  if (answer === stop) await parts.emulators.of(courseId).stop();
}

async function real(parts: ChooseAwsParts, lab: AwsLab): Promise<void> {
  const profiles: readonly (vscode.QuickPickItem & { readonly profile?: string })[] = [
    ...(await parts.profiles()).map(profile => ({ label: profile, profile })),
    ...parts.hasKeys() ? [{ label: vscode.l10n.t('Keys of the environment'), description: 'AWS_ACCESS_KEY_ID' }] : [],
  ];
  if (profiles.length === 0) throw new UserError('aws.noProfile', msg('There is no profile in your AWS files.'), msg('Make one with aws configure sso, or copy the keys of your learner lab into ~/.aws/credentials. The emulator needs none.'));
  const picked = await vscode.window.showQuickPick(profiles, { title: vscode.l10n.t('With which profile?'), placeHolder: vscode.l10n.t('For lab {0} only', lab.labId) });
  if (picked === undefined) return;
  const { profile, label } = picked;
  const go = vscode.l10n.t('Use the real account');
  const answer = await vscode.window.showWarningMessage(vscode.l10n.t('Work on lab {0} in a real AWS account?', lab.labId), {
    modal: true, detail: vscode.l10n.t('Its blocks then run with the profile {0}. What they make costs money until it is deleted; the panel and the status bar say how much, about. Account and identity are asked for first and shown in the banner.', label),
  }, go);
  if (answer === go) await change(parts, lab, { ...regionIn(parts, lab), track: 'real', ...profile !== undefined && { profile } });
}

async function region(parts: ChooseAwsParts, lab: AwsLab): Promise<void> {
  const chosen = await vscode.window.showInputBox({
    title: vscode.l10n.t('Region of lab {0}', lab.labId), value: parts.tracks.regionOf(lab) ?? '', prompt: vscode.l10n.t('Such as us-east-1. Another region shows nothing of what was made in this one.'),
    validateInput: text => /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(text) ? undefined : vscode.l10n.t('This is no region of AWS.'),
  });
  if (chosen !== undefined) await change(parts, lab, { ...parts.tracks.choiceOf(lab), region: chosen });
}

/** The lab's terminal leads where it did until it is closed: what runs in it must end first. */
async function change(parts: ChooseAwsParts, lab: AwsLab, choice: AwsChoice): Promise<void> {
  const before = JSON.stringify([parts.tracks.trackOf(lab), parts.tracks.regionOf(lab), parts.tracks.choiceOf(lab).profile]);
  if (parts.isRunning(lab)) throw new UserError('aws.running', msg('A block of this lab is running.'), msg('Wait for its end or stop it, then choose again.'));
  await parts.tracks.choose(lab, choice);
  const after = JSON.stringify([parts.tracks.trackOf(lab), parts.tracks.regionOf(lab), choice.profile]);
  if (before === after || !parts.shells.of(lab)) return;
  parts.shells.close(lab);
  void vscode.window.showInformationMessage(vscode.l10n.t('The terminal of lab {0} was closed: the next block opens one that leads to the new place. Variables of the old one are gone.', lab.labId));
}

function regionIn({ tracks }: ChooseAwsParts, lab: AwsLab): Pick<AwsChoice, 'region'> {
  const { region: chosen } = tracks.choiceOf(lab);
  return chosen === undefined ? {} : { region: chosen };
}

async function current({ lab: inView }: ChooseAwsParts): Promise<AwsLab> {
  const { lab, open } = await inView();
  const found = awsLabOf(lab, open);
  if (!found) throw new UserError('aws.noLab', msg('The lab in view does not work on AWS.'), msg('Open a section that does.'));
  return found;
}

function trusted(): void {
  if (!vscode.workspace.isTrusted) throw new UserError('trust.workspace', msg('Running is locked until you trust this folder.'), msg('Use “Manage Workspace Trust”.'));
}
