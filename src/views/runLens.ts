import * as vscode from 'vscode';
import type { SectionEntry } from '../core/course';
import { Disposables } from '../core/disposable';
import type { RunRecord, RunState } from '../core/run';
import type { LastRun } from '../core/runLines';
import { isStep, type Block } from '../core/section';
import type { Courses } from './courses';
import { commandIds } from './ids';

export interface LensPorts {
  readonly courses: Courses;
  readonly onRecord: (listener: (record: RunRecord) => void) => vscode.Disposable;
  readonly onReset: (listener: () => void) => vscode.Disposable;
  last(courseId: string, blocks: readonly Block[], entry: SectionEntry): Map<string, LastRun>;
}

interface Cached { readonly version: number; readonly lenses: vscode.CodeLens[] }

/** Run, Run from here, Stop and the last result above each block of a course's Markdown; no other Markdown file is touched. */
export class RunLens extends Disposables implements vscode.CodeLensProvider {
  private readonly changed = this.own(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly cache = new Map<string, Cached>();

  constructor(private readonly ports: LensPorts) {
    super();
    this.own(ports.onRecord(() => this.forget()));
    this.own(ports.onReset(() => this.forget()));
    this.own(ports.courses.onChange(() => this.forget()));
    this.own(vscode.languages.registerCodeLensProvider({ language: 'markdown', scheme: 'file' }, this));
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const key = document.uri.toString();
    const cached = this.cache.get(key);
    if (cached?.version === document.version) return cached.lenses;
    const found = await this.ports.courses.find(document.uri);
    if (!found) return [];
    const { section } = await this.ports.courses.section(found.courseId, found.entry.id);
    const last = this.ports.last(found.courseId, section.blocks, found.entry);
    const lenses = section.blocks.filter(block => block.kind !== 'inline' && block.options.run).flatMap(block => lensesOf(found.courseId, found.entry.id, block, last.get(block.id)));
    this.cache.set(key, { version: document.version, lenses });
    return lenses;
  }

  private forget(): void {
    this.cache.clear();
    this.changed.fire();
  }
}

function lensesOf(courseId: string, sectionId: string, block: Block, last: LastRun | undefined): vscode.CodeLens[] {
  const range = new vscode.Range(block.span.start.line, 0, block.span.start.line, 0);
  const lens = (title: string, command: string) => new vscode.CodeLens(range, { title, command, arguments: [{ courseId, sectionId, blockId: block.id, hash: block.hash }] });
  const state = last && !last.changed && !last.foreign ? last.record.state : undefined;
  const going = state === 'running' || state === 'waiting' || state === 'queued';
  return [
    going ? lens(`$(debug-stop) ${vscode.l10n.t('Stop')}`, commandIds.stopBlock) : lens(`$(play) ${last && !last.foreign ? vscode.l10n.t('Run again') : vscode.l10n.t('Run')}`, commandIds.runBlock),
    ...(going || !isStep(block) ? [] : [lens(vscode.l10n.t('Run from here'), commandIds.runFrom)]),
    ...(last ? [lens(resultText(last), commandIds.showLastResult)] : []),
  ];
}

function resultText({ record, changed, foreign }: LastRun): string {
  if (foreign) return `$(history) ${vscode.l10n.t('Not run by you')}`;
  if (changed) return `$(history) ${vscode.l10n.t('Changed since you ran it')}`;
  const time = record.end === undefined ? '' : new Date(record.end).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const seconds = record.end === undefined ? '' : ((record.end - record.start) / 1000).toFixed(1);
  switch (record.state) {
    case 'passed': return record.marks.includes('emulated') ? `$(beaker) ${vscode.l10n.t('Passed in {0} s, at {1}, emulated', seconds, time)}` : `$(pass) ${vscode.l10n.t('Passed in {0} s, at {1}', seconds, time)}`;
    case 'failed': return `$(error) ${record.code === undefined ? vscode.l10n.t('Failed, at {0}', time) : vscode.l10n.t('Failed with exit {0}, at {1}', record.code, time)}`;
    default: return `$(${lensIcons[record.state]}) ${stateWord(record.state)}`;
  }
}

const lensIcons: Record<RunState, string> = {
  queued: 'circle-large-outline', running: 'sync~spin', waiting: 'keyboard', passed: 'pass', failed: 'error',
  stopped: 'debug-stop', timedOut: 'watch', interrupted: 'history', notRun: 'circle-slash', notMeasured: 'question',
};

export function stateWord(state: RunState): string {
  switch (state) {
    case 'queued': return vscode.l10n.t('Queued');
    case 'running': return vscode.l10n.t('Running');
    case 'waiting': return vscode.l10n.t('Waiting for you');
    case 'passed': return vscode.l10n.t('Passed');
    case 'failed': return vscode.l10n.t('Failed');
    case 'stopped': return vscode.l10n.t('Stopped by you');
    case 'timedOut': return vscode.l10n.t('Timed out');
    case 'interrupted': return vscode.l10n.t('Interrupted: its shell ended unseen');
    case 'notRun': return vscode.l10n.t('Not run');
    case 'notMeasured': return vscode.l10n.t('Not measured');
  }
}
