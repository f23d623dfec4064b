import * as vscode from 'vscode';
import { sectionsOf } from '../core/course';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { Block } from '../core/section';
import type { Courses, SectionAt } from './courses';
import { stateKeys } from './ids';

/** By trust key, the hashes of the blocks that the student agreed to run. Kept on this machine, never synchronised. */
type Trusted = Readonly<Record<string, readonly string[]>>;

/**
 * A course that came with Labbook may run. Any other course is asked about before its first block, and again
 * for every block whose text is new: the workspace's trust does not cover what a course says.
 */
export class CourseTrust extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  /** Something may act that might not before. */
  readonly onChange = this.changes.event;

  constructor(private readonly state: vscode.Memento, private readonly courses: Courses, private readonly keyOf: (at: SectionAt) => string) {
    super();
    this.own(vscode.workspace.onDidGrantWorkspaceTrust(() => this.changes.fire()));
  }

  /**
   * Whether what this section says may act by itself: its checks, probes, clean-up, image pulls. Never asks; the first
   * run does. True only while every block of the section is as it was trusted.
   */
  isTrusted(at: SectionAt): boolean {
    if (!vscode.workspace.isTrusted || at.open.course.readOnly) return false;
    return at.open.origin === 'extension' || at.section.blocks.every(block => this.trusts(at, block));
  }

  async allow(at: SectionAt, block: Block): Promise<void> {
    this.lockedBy(at);
    if (at.open.origin !== 'extension' && !this.trusts(at, block)) await this.ask(at, block);
    if (block.options.confirm) await this.confirm(block);
  }

  /** Throws where nothing runs at all: checked here too, since a command can be called though its button is hidden. */
  lockedBy(at: SectionAt): void {
    if (!vscode.workspace.isTrusted) throw new UserError('trust.workspace', msg('You can read every note. Running is locked until you trust this folder.'), msg('Use “Manage Workspace Trust”.'));
    if (at.open.course.readOnly) throw new UserError('course.readOnly', at.open.course.readOnly);
  }

  private trusts(at: SectionAt, block: Block): boolean {
    return this.all()[this.keyOf(at)]?.includes(short(block)) ?? false;
  }

  private all(): Trusted { return this.state.get<Trusted>(stateKeys.trustedBlocks, {}); }

  private async ask(at: SectionAt, block: Block): Promise<void> {
    const known = (this.all()[this.keyOf(at)]?.length ?? 0) > 0;
    const everything = vscode.l10n.t('Trust the course as it is now');
    const once = vscode.l10n.t('Trust this block');
    const title = known
      ? vscode.l10n.t('This block of “{0}” is new or has changed since you trusted the course. Run it?', at.open.course.title)
      : vscode.l10n.t('“{0}” comes from {1}, not with Labbook. Its blocks run on this machine with your rights. Run this block?', at.open.course.title, at.open.root);
    const answer = await vscode.window.showWarningMessage(title, { modal: true, detail: block.text }, everything, once);
    if (answer === undefined) throw new UserError('trust.declined', msg('Nothing has run: the course is not trusted.'));
    await this.add(this.keyOf(at), answer === everything ? await this.allBlocks(at) : [block]);
  }

  private async allBlocks(at: SectionAt): Promise<readonly Block[]> {
    const sections = await Promise.all(sectionsOf(at.open.course).map(entry => this.courses.section(at.open.course.id, entry.id).catch(() => undefined)));
    return sections.flatMap(found => found?.section.blocks ?? []);
  }

  private async add(key: string, blocks: readonly Block[]): Promise<void> {
    const all = this.all();
    await this.state.update(stateKeys.trustedBlocks, { ...all, [key]: [...new Set([...all[key] ?? [], ...blocks.map(short)])] });
    this.changes.fire();
  }

  private async confirm(block: Block): Promise<void> {
    const run = vscode.l10n.t('Run');
    const answer = await vscode.window.showWarningMessage(vscode.l10n.t('Run block {0}? Its author asks you to look first.', block.ordinal), { modal: true, detail: block.text }, run);
    if (answer !== run) throw new UserError('block.declined', msg('Nothing has run.'));
  }
}

function short(block: Block): string { return block.hash.slice(0, 32); }
