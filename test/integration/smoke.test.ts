import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';

const extension = (): vscode.Extension<unknown> => {
  const found = vscode.extensions.getExtension('labbook.labbook');
  assert.ok(found, 'the extension is installed');
  return found;
};

describe('the extension in the real extension host', () => {
  it('activates', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  it('registers every command of its manifest', async () => {
    await extension().activate();
    const manifest = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(manifest.contributes.commands.map(one => one.command).filter(id => !known.has(id)), []);
  });
});
