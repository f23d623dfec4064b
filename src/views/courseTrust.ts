import * as vscode from 'vscode';
import { createHash } from 'node:crypto';
import { sectionsOf, type OpenCourse } from '../core/course';
import { changesOf, contentOf, diffText, itemsOf, type ContentChange, type ContentItem, type CourseContent, type LabFile } from '../core/courseContent';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import { showHidden } from '../core/hiddenCharacters';
import { msg } from '../core/message';
import type { Block } from '../core/section';
import type { Courses, SectionAt } from './courses';
import { stateKeys } from './ids';
import { changeTitle, trustQuestion } from './trustQuestion';

/** What was agreed to, by course. Kept on this machine, never synchronised. */
type Trusted = Readonly<Record<string, TrustedCourse>>;
interface TrustedCourse {
  /** Of the whole course as it was; empty where only single blocks were trusted. */
  readonly hash: string;
  /** Short hashes of everything in it that acts. */
  readonly items: readonly string[];
  /** Blocks that were trusted alone: short hash, and of the files that they may run. */
  readonly blocks: readonly string[];
}

export interface TrustPorts {
  readonly state: vscode.Memento;
  readonly courses: Courses;
  /** Where a course comes from and which one it is: another place is another course. */
  keyOf(open: OpenCourse): string;
  labFiles(root: string): Promise<readonly LabFile[]>;
  /** What a course was when it was trusted, to show what has changed. */
  readonly kept: { get(key: string): Promise<readonly ContentItem[] | undefined>; put(key: string, items: readonly ContentItem[]): Promise<void> };
  show(title: string, text: string): Promise<void>;
}

/**
 * A course that came with Labbook may run. Any other is asked about before its first block, by the hash of everything
 * in it that acts, and again when that has changed: the workspace's trust does not cover what a course says.
 */
export class CourseTrust extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  /** Something may act that might not before. */
  readonly onChange = this.changes.event;

  constructor(private readonly ports: TrustPorts) {
    super();
    this.own(vscode.workspace.onDidGrantWorkspaceTrust(() => this.changes.fire()));
  }

  /**
   * Whether what this section says may act by itself: its checks, probes, clean-up, image pulls. Never asks; the first
   * run does. True only while everything in the section is as it was trusted.
   */
  isTrusted(at: SectionAt): boolean {
    if (!vscode.workspace.isTrusted || at.open.course.readOnly) return false;
    if (at.open.origin === 'extension') return true;
    const known = this.of(at.open);
    return known !== undefined && known.hash !== '' && itemsOf(at.section, at.text, digest).every(({ hash }) => known.items.includes(short(hash)));
  }

  /** Asks where it must. Throws a UserError if the block may not run. */
  async allow(at: SectionAt, block: Block): Promise<void> {
    await this.trust(at, block);
    if (block.options.confirm) await this.confirm(block);
  }

  /** Asks about the course alone. */
  async trust(at: SectionAt, block: Block): Promise<void> {
    this.lockedBy(at);
    if (at.open.origin !== 'extension' && !await this.trusts(at, block)) await this.ask(at, block);
  }

  /** Throws where nothing runs at all: checked here too, since a command can be called though its button is hidden. */
  lockedBy(at: SectionAt): void {
    if (!vscode.workspace.isTrusted) throw new UserError('trust.workspace', msg('You can read every note. Running is locked until you trust this folder.'), msg('Use “Manage Workspace Trust”.'));
    if (at.open.course.readOnly) throw new UserError('course.readOnly', at.open.course.readOnly);
  }

  private async trusts(at: SectionAt, block: Block): Promise<boolean> {
    const known = this.of(at.open);
    if (!known) return false;
    const content = await this.content(at.open);
    return known.blocks.includes(alone(block, content)) || (known.items.includes(short(block.hash)) && known.hash === content.hash);
  }

  private of(open: OpenCourse): TrustedCourse | undefined { return this.ports.state.get<Trusted>(stateKeys.trust, {})[this.ports.keyOf(open)]; }

  private async ask(at: SectionAt, block: Block): Promise<void> {
    const key = this.ports.keyOf(at.open);
    const content = await this.content(at.open);
    const before = this.of(at.open)?.hash ? await this.ports.kept.get(key) ?? [] : undefined;
    const changes = before && changesOf(before, content.items);
    const question = trustQuestion({ open: at.open, content, changes, block });
    const answer = await vscode.window.showWarningMessage(question.title, { modal: true, detail: question.detail }, question.all, question.once, question.show);
    if (answer === question.show) return this.show(at, content, changes);
    if (answer === undefined) throw new UserError('trust.declined', msg('Nothing has run: the course is not trusted.'));
    if (answer === question.all) await this.ports.kept.put(key, content.items);
    const known = this.of(at.open) ?? { hash: '', items: [], blocks: [] };
    await this.keep(key, answer === question.all
      ? { ...known, hash: content.hash, items: content.items.map(({ hash }) => short(hash)) }
      : { ...known, blocks: [...new Set([...known.blocks, alone(block, content)])] });
  }

  private async keep(key: string, trusted: TrustedCourse): Promise<void> {
    await this.ports.state.update(stateKeys.trust, { ...this.ports.state.get<Trusted>(stateKeys.trust, {}), [key]: trusted });
    this.changes.fire();
  }

  /** Reading takes time: nothing waits for it. The next Run asks again. */
  private async show(at: SectionAt, content: CourseContent, changes: readonly ContentChange[] | undefined): Promise<never> {
    const all = changes ?? content.items.map((item): ContentChange => ({ change: 'new', item }));
    const title = changes ? vscode.l10n.t('What changed in {0}', at.open.course.title) : vscode.l10n.t('What {0} would run', at.open.course.title);
    await this.ports.show(title, diffText(all, changeTitle));
    throw new UserError('trust.shown', msg('Nothing has run: read first what the course does, then run the block again.'));
  }

  /** Everything in the course that acts. Read anew each time: no watcher is quick enough to be believed here. */
  private async content(open: OpenCourse): Promise<CourseContent> {
    const { courses, labFiles } = this.ports;
    const [sections, files] = await Promise.all([
      Promise.all(sectionsOf(open.course).map(entry => courses.section(open.course.id, entry.id).catch(() => undefined))),
      labFiles(open.root),
    ]);
    return contentOf(sections.filter(found => found !== undefined), files, digest);
  }

  private async confirm(block: Block): Promise<void> {
    const run = vscode.l10n.t('Run');
    const answer = await vscode.window.showWarningMessage(vscode.l10n.t('Run block {0}? Its author asks you to look first.', block.ordinal), { modal: true, detail: showHidden(block.text) }, run);
    if (answer !== run) throw new UserError('block.declined', msg('Nothing has run.'));
  }
}

function digest(text: string): string { return createHash('sha256').update(text).digest('hex'); }
function short(hash: string): string { return hash.slice(0, 32); }

/** A block alone, with the files that it may run. */
function alone(block: Block, content: CourseContent): string {
  const files = content.items.filter(({ kind }) => kind === 'file').map(({ id, hash }) => `${id} ${hash}`);
  return short(digest([block.hash, ...files].join('\n')));
}
