import * as vscode from 'vscode';
import { commandFailed } from '../core/command';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import { namespaceOfCommands } from '../core/kubeContext';
import { msg, type Message } from '../core/message';
import type { RowAction, RowAnswerView, RowView, StatusView } from '../core/protocol';
import { isOfCluster, type DeploymentResource } from '../core/clusterResource';
import type { Resource, ServiceResource } from '../core/resource';
import { asCommand, rowCommand } from '../core/rowCommand';
import { isOfAws, type AwsResource } from '../core/aws/resource';
import type { AwsPanel } from '../core/statusRow';
import type { Log } from './log';
import { showFailure, translate } from './messages';
import type { StatusHost } from './statusHost';

/** What the buttons of a row do, and what is shown in the row while they do it and when they fail. */
export class RowActions extends Disposables {
  private readonly changed = this.own(new Emitter<void>());
  readonly onChange = this.changed.event;
  readonly pending = new Map<string, RowAction>();
  /** By uid: what a thing said when it was asked. */
  readonly answers = new Map<string, RowAnswerView>();
  private lastRow = '';
  private readonly failures = new Map<string, { readonly message: Message; readonly state: string }>();

  constructor(private readonly host: StatusHost, private readonly log: Log, private readonly aws: () => AwsPanel) { super(); }

  /** Failures that still matter: a thing whose state has moved on since has got past them. */
  problems(resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, Message> {
    for (const [uid, { state }] of this.failures) if (stateOf(resources.get(uid)) !== state) this.failures.delete(uid);
    return new Map([...this.failures].map(([uid, { message }]) => [uid, message]));
  }

  /** `shown` is what the page was last told: an action that no row offers there is not one of ours. */
  async act(uid: string, action: RowAction, shown: StatusView | undefined): Promise<void> {
    const row = offeredBy(shown, uid, action);
    if (!row || (shown?.phase !== 'live' && action !== 'open')) {
      this.log.warn(`Not offered, so not done: ${action} of ${uid}`);
      return;
    }
    try {
      if (!vscode.workspace.isTrusted) throw new UserError('trust.restricted', msg('Nothing runs in Restricted Mode.'), msg('Trust this workspace to use the buttons of the panel.'));
      await this.perform(row, action);
    } catch (error) {
      await showFailure(error, this.log);
    }
  }

  private async perform(row: RowView, action: RowAction): Promise<void> {
    if (action === 'open') return this.host.openEndpoint(row.uid);
    if (action === 'more') return this.choose(row);
    const offered = row.actions.find(candidate => candidate.id === action);
    // Also of an endpoint, which is no resource.
    if (action === 'console' && offered?.command) return this.host.openAddress(offered.command);
    if (action === 'forward' && offered?.command) return this.host.openTerminal(`${offered.label}: ${row.name}`, offered.command);
    const resource = this.host.current().resources.get(row.uid);
    if (!resource || !offered?.command) return;
    if (isOfAws(resource)) return this.onAws(resource, offered);
    switch (action) {
      case 'scale': return this.scale(resource);
      case 'logs': case 'shell': case 'inspect': case 'tasks': case 'rollback': case 'previous': case 'describe': case 'yaml':
        this.host.openTerminal(`${offered.label}: ${row.name}`, offered.command);
        return;
      case 'remove':
        if (await confirmed(resource, offered.label, offered.command)) await this.change(resource, action);
        return;
      case 'stop': case 'start':
        await this.change(resource, action);
    }
  }

  /** What is typed for a thing on AWS goes to the lab's own terminal: there it goes to the lab's place and to no other. */
  private async onAws(resource: AwsResource, { id, label, command = '' }: RowView['actions'][number]): Promise<void> {
    switch (id) {
      case 'invoke': return this.invoke(resource, command);
      case 'metrics': {
        const metrics = await this.host.ask({ ask: 'trainingMetrics', job: resource.name });
        return this.answered(resource, this.aws().trainedView(resource, metrics, await this.host.ask({ ask: 'trainingLog', job: resource.name }), translate));
      }
      case 'remove': if (!await confirmed(resource, label, command)) return;
    }
    return this.host.putInLab(command);
  }

  /** The row is the student's; the request is the one that the command stands for. */
  private async invoke(resource: AwsResource, command: string): Promise<void> {
    const row = await vscode.window.showInputBox({
      title: vscode.l10n.t('Invoke {0}', resource.name), prompt: vscode.l10n.t('One row as CSV, without the label. Labbook sends what this command sends, with the row in row.csv: {0}', command),
      value: this.lastRow, validateInput: text => text.trim() === '' ? vscode.l10n.t('A row of numbers with commas between them') : undefined,
    });
    if (row === undefined) return;
    this.lastRow = row.trim();
    const answer = await this.host.ask({ ask: 'invoke', endpoint: resource.name, contentType: 'text/csv', body: this.lastRow });
    this.answered(resource, this.aws().invokedView(resource, answer, translate));
  }

  private answered({ uid }: AwsResource, answer: RowAnswerView): void {
    this.answers.set(uid, answer);
    this.changed.fire();
  }

  /** What has no button of its own, each with its command. */
  private async choose(row: RowView): Promise<void> {
    const items = row.actions.filter(({ more }) => more).map(({ id, label, command }) => ({ id, label, detail: command ?? '' }));
    const chosen = await vscode.window.showQuickPick(items, { title: row.name, matchOnDetail: true });
    if (chosen) await this.perform(row, chosen.id);
  }

  /** The number is the student's, the rest of the command the one that was shown. */
  private async scale(resource: Resource): Promise<void> {
    if (resource.kind !== 'service' && resource.kind !== 'deployment') return;
    const number = await askNumber(resource);
    const command = number === undefined ? undefined : rowCommand({ ...resource, desired: number }, 'scale', this.namespace);
    if (command) this.host.openTerminal(vscode.l10n.t('Scale: {0}', resource.name), command.line);
  }

  /** The row says what goes on and, if it comes to that, why it failed: no message that covers the row it speaks of. */
  private async change(resource: Resource, action: RowAction): Promise<void> {
    if (this.pending.has(resource.uid)) return;
    this.failures.delete(resource.uid);
    this.pending.set(resource.uid, action);
    this.changed.fire();
    try {
      await this.run(resource, action);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.log.info(`${error.code}: ${error.message}`);
      this.failures.set(resource.uid, { message: error.userMessage, state: stateOf(this.host.current().resources.get(resource.uid)) });
    } finally {
      this.pending.delete(resource.uid);
      this.changed.fire();
    }
  }

  private get namespace(): string | undefined { return namespaceOfCommands(this.host.current().link.endpoint?.cluster); }

  private async run(resource: Resource, action: RowAction): Promise<void> {
    const found = rowCommand(resource, action, this.namespace);
    if (!found) return;
    const command = asCommand(found);
    const result = await this.host.run(command);
    if (result.code !== 0) throw commandFailed(command, result);
  }
}

function offeredBy(shown: StatusView | undefined, uid: string, action: RowAction): RowView | undefined {
  return shown?.groups.flatMap(group => group.rows).find(row => row.uid === uid && row.actions.some(offered => offered.id === action || action === 'more' && offered.more));
}

async function askNumber({ kind, name, desired }: ServiceResource | DeploymentResource): Promise<number | undefined> {
  const prompt = kind === 'service' ? vscode.l10n.t('How many tasks? Labbook types: {0}', `docker service scale ${name}=…`) : vscode.l10n.t('How many pods? Labbook types: {0}', `kubectl scale deployment/${name} --replicas=…`);
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t('Scale {0}', name), value: String(desired), prompt,
    validateInput: text => /^\d{1,4}$/.test(text.trim()) ? undefined : vscode.l10n.t('A number from 0 to 9999'),
  });
  return answer === undefined ? undefined : Number(answer.trim());
}

async function confirmed({ kind, name }: Resource, verb: string, command: string): Promise<boolean> {
  const detail = isOfAws({ kind }) ? vscode.l10n.t('Labbook puts this command into the lab’s terminal, where Enter runs it:\n\n{0}\n\nWhat is deleted cannot be brought back.', command) : vscode.l10n.t('Labbook will run this command:\n\n{0}\n\nWhat is removed cannot be brought back.', command);
  return await vscode.window.showWarningMessage(isOfCluster({ kind }) || isOfAws({ kind }) ? vscode.l10n.t('Delete {0}?', name) : vscode.l10n.t('Remove {0}?', name), { modal: true, detail }, verb) === verb;
}

function stateOf(resource: Resource | undefined): string {
  if (!resource) return 'gone';
  if (isOfAws(resource)) return resource.status;
  return resource.kind === 'container' ? resource.state : resource.kind === 'pod' ? resource.status : 'there';
}
