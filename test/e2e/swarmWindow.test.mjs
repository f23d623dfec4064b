/**
 * The window of a suite whose Docker is a swarm bed: editor, terminal and browser see the ports that it publishes.
 */
import assert from 'node:assert/strict';
import { attempt, run } from '../bed/commands.mjs';
import { inEditor } from '../editor/suite.mjs';

describe('a window beside a swarm bed', () => {
  const at = inEditor({ swarm: true });
  const docker = (/** @type {string[]} */ ...words) => run('docker', words, { env: { ...process.env, ...at.bed.env } });

  it('sees a port that a container publishes, where the machine does not', async () => {
    await docker('run', '--detach', '--name', 'web1', '--publish', '8080:80', 'nginx');
    const other = await at.page.context().newPage();
    await other.goto('http://127.0.0.1:8080/');
    assert.equal(await other.title(), 'Welcome to nginx!');
    await other.close();
    const { stdout } = await attempt('curl', ['-s', '-m', '3', 'http://127.0.0.1:8080/']);
    assert.doesNotMatch(stdout, /nginx/);
    await docker('rm', '-f', 'web1');
  });
});
