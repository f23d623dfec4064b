import * as vscode from 'vscode';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import { Disposables } from './core/disposable';
import { OpenRunsHint } from './core/openRunsHint';
import { partsBy, type Parts } from './parts/load';
import { LabLocks } from './targets/labLock';
import { isAlive, OpenRuns } from './targets/openRuns';
import { openLabFolder } from './targets/labFolder';
import { openJournal } from './targets/journalStore';
import { createRunner } from './targets/process';
import { RecordStore } from './targets/recordStore';
import { RunFolder } from './targets/runFolder';
import { SigningKey } from './targets/signingKey';
import { TrustStore } from './targets/trustStore';
import { createUi } from './ui';
import { clock } from './ui/clock';
import type { Services } from './ui/services';
import { secretNames, stateKeys } from './views/ids';
import { Log } from './views/log';
import { otherLabbook, sayWhichToDisable } from './views/otherLabbook';

/** Constructs, registers, and leaves: no file, no process, no request before a view is shown or a block runs. */
export function activate(context: vscode.ExtensionContext): Disposables {
  const own = new Disposables();
  context.subscriptions.push(own);
  const { id } = context.extension;
  const other = otherLabbook(id);
  if (other) {
    void sayWhichToDisable(id, other);
    return own;
  }
  const services = servicesOf(context, partsBy(createRequire(__filename)), own.own(new Log()));
  own.own(services.openRunsHint);
  own.own({ dispose: () => void services.locks.releaseAll() });
  createUi(context, services, own);
  return own;
}

function servicesOf(context: vscode.ExtensionContext, parts: Parts, log: Log): Services {
  const storage = context.globalStorageUri.fsPath;
  const wasm = vscode.Uri.joinPath(context.extensionUri, 'dist', 'sh.wasm').fsPath;
  const runner = once(() => createRunner(process.env));
  const key = new SigningKey({ secrets: context.secrets, name: secretNames.signingKey, storage, failed: error => log.bug(error) });
  return {
    parts, runner, log,
    engine: () => parts.notes().engine,
    parser: once(() => parts.shell().createShellParser(() => readFile(wasm))),
    cluster: () => parts.kubernetes().createClusterTarget({ runner: runner(), mayProbe: () => vscode.workspace.isTrusted }),
    aws: () => parts.aws().createAwsTarget(),
    docker: () => parts.docker().createDockerTarget({ runner: runner(), mayProbe: () => vscode.workspace.isTrusted }),
    runFolder: new RunFolder(storage),
    records: new RecordStore(storage, randomUUID(), key),
    journal: openJournal(storage, randomUUID(), key),
    openRuns: new OpenRuns(storage),
    trusted: new TrustStore(storage),
    locks: new LabLocks(storage, process.pid),
    openLabFolder, isAlive,
    newId: () => randomUUID().slice(0, 8),
    openRunsHint: new OpenRunsHint({ get: () => context.globalState.get<number>(stateKeys.openRuns, 0), set: count => context.globalState.update(stateKeys.openRuns, count) }, clock),
  };
}

function once<T>(make: () => T): () => T {
  const slot: { value?: T } = {};
  return () => slot.value ??= make();
}
