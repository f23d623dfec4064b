import * as vscode from 'vscode';
import type { CheckResult } from '../core/checks/checkSection';
import { plainWords } from '../core/checks/checkView';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { SectionAt } from './courses';
import { stateKeys } from './ids';

type Allowed = Readonly<Record<string, readonly string[]>>;

/** Hosts beyond this machine and Docker's that the student lets a course's checks ask. Kept by the text that asks; another text asks again. */
export class AllowedHosts extends Disposables {
  private readonly allowed = this.own(new Emitter<SectionAt>());
  readonly onAllow = this.allowed.event;
  private readonly asked = new Set<string>();

  constructor(private readonly state: vscode.Memento) { super(); }

  has(at: SectionAt, host: string): boolean { return this.all()[keyOf(at)]?.includes(host) ?? false; }

  /** Asked once in a window; without an answer nothing is allowed. */
  async ask(at: SectionAt, { check, host }: CheckResult): Promise<void> {
    if (host === undefined || this.asked.has(`${keyOf(at)} ${host}`)) return;
    this.asked.add(`${keyOf(at)} ${host}`);
    const allow = vscode.l10n.t('Allow {0}', host);
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t('The check “{0}” wants to ask {1}, which is neither this machine nor the one that Docker runs on.', plainWords(check.claim), host), allow, vscode.l10n.t('Not now'));
    if (answer !== allow) return;
    const all = this.all();
    await this.state.update(stateKeys.allowedHosts, { ...all, [keyOf(at)]: [...all[keyOf(at)] ?? [], host] });
    this.allowed.fire(at);
  }

  private all(): Allowed { return this.state.get<Allowed>(stateKeys.allowedHosts, {}); }
}

function keyOf({ open, section }: SectionAt): string { return `${open.origin}:${open.course.id}:${open.root}:${section.hash.slice(0, 32)}`; }
