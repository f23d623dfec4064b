import * as vscode from 'vscode';
import { hostname } from 'node:os';
import { machineOf, type Machine } from '../core/machine';

export function machine(): Machine {
  const { remoteName, uiKind } = vscode.env;
  return machineOf({ remoteName, web: uiKind === vscode.UIKind.Web, host: hostname() });
}
