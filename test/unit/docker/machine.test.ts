import assert from 'node:assert/strict';
import { bannerOf } from '../../../src/core/banner';
import { machineOf } from '../../../src/core/machine';
import { english } from '../../../src/core/message';

const of = (remoteName: string | undefined, web = false) => machineOf({ remoteName, web, host: 'box' });
const said = (remoteName: string | undefined, web = false) => english(of(remoteName, web).name);

describe('the machine behind a window', () => {
  it('is told apart by what the editor says of the window', () => {
    const names = [undefined, 'ssh-remote', 'wsl', 'tunnel', 'dev-container', 'attached-container', 'k8s-container', 'codespaces', 'something-new'].map(name => said(name));
    assert.deepEqual(names, ['this machine', 'the SSH host box', 'WSL on this machine', 'the machine box, through a tunnel', 'the container box', 'the container box', 'the container box', 'the codespace box', 'the remote machine box']);
    assert.equal(said('box:8080', true), 'the machine box', 'code-server');
  });

  it('that is a container itself may not have what Docker mounts and publishes, and the banner says so', () => {
    const notes = (remoteName: string | undefined, targets: Parameters<typeof bannerOf>[0]['targets']) => bannerOf({ targets, machine: of(remoteName) }).notes.map(english);
    for (const name of ['dev-container', 'attached-container']) assert.match(notes(name, ['shell', 'docker']).join(), /Docker is that of the machine outside/);
    assert.deepEqual(notes('dev-container', ['shell']), []);
    for (const name of ['ssh-remote', 'codespaces']) assert.deepEqual(notes(name, ['shell', 'docker']), []);
  });
});
