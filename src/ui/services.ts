import type * as vscode from 'vscode';
import type { Runner } from '../core/command';
import type { Disposables } from '../core/disposable';
import type { OpenRunsHint } from '../core/openRunsHint';
import type { NotesEngine } from '../core/notesEngine';
import type { ShellParser } from '../core/statement';
import type { AwsTarget } from '../parts/aws';
import type { DockerTarget } from '../parts/docker';
import type { ClusterTarget } from '../parts/kubernetes';
import type { Parts } from '../parts/load';
import type { openLabFolder } from '../targets/labFolder';
import type { LabLocks } from '../targets/labLock';
import type { JournalStore } from '../targets/journalStore';
import type { OpenRuns } from '../targets/openRuns';
import type { RecordStore } from '../targets/recordStore';
import type { RunFolder } from '../targets/runFolder';
import type { TrustStore } from '../targets/trustStore';
import type { Log } from '../views/log';

/** Everything that is not a view, made by the composition root. */
export interface Services {
  readonly parts: Parts;
  readonly log: Log;
  readonly runFolder: RunFolder;
  readonly records: RecordStore;
  readonly journal: JournalStore;
  readonly openRuns: OpenRuns;
  readonly trusted: TrustStore;
  readonly locks: LabLocks;
  readonly openLabFolder: typeof openLabFolder;
  readonly openRunsHint: OpenRunsHint;
  runner(): Runner;
  engine(): NotesEngine;
  parser(): ShellParser;
  docker(): DockerTarget;
  cluster(): ClusterTarget;
  aws(): AwsTarget;
  isAlive(pid: number | undefined): boolean;
  newId(): string;
}

/** What every part of the window is made with. */
export interface Ui {
  readonly context: vscode.ExtensionContext;
  readonly services: Services;
  /** Owner of what is made. */
  readonly own: Disposables;
  /** Folder of the pages. */
  readonly media: vscode.Uri;
}
