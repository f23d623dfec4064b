import assert from 'node:assert/strict';
import { chooseShell } from '../../../src/core/chooseShell';

const unix = { platform: 'linux', profile: 'user' as const, exists: () => true };

describe('chooseShell', () => {
  it('takes bash, zsh and sh as they are', () => {
    assert.deepEqual(chooseShell({ ...unix, userShell: '/bin/bash' }), { shell: 'bash', path: '/bin/bash', args: [] });
    assert.deepEqual(chooseShell({ ...unix, userShell: '/usr/bin/zsh', profile: 'clean' }), { shell: 'zsh', path: '/usr/bin/zsh', args: ['-f'] });
    assert.deepEqual(chooseShell({ ...unix, userShell: '/bin/dash' }), { shell: 'sh', path: '/bin/dash', args: [] });
  });

  it('prefers the setting', () => assert.deepEqual(chooseShell({ ...unix, userShell: '/usr/bin/fish', setting: '/bin/bash' }), { shell: 'bash', path: '/bin/bash', args: [] }));

  it('offers bash to fish and PowerShell users', () => {
    for (const userShell of ['/usr/bin/fish', '/usr/bin/pwsh', '']) {
      const choice = chooseShell({ ...unix, userShell });
      assert.ok('offers' in choice && choice.offers[0]?.path === '/bin/bash');
    }
  });

  it('offers what is there on Windows, and says what to install where nothing is', () => {
    const windows = { platform: 'win32', profile: 'user' as const, userShell: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe' };
    const git = chooseShell({ ...windows, exists: path => path.includes('Git') });
    assert.ok('offers' in git && git.offers.length === 1 && git.offers[0]?.path.endsWith('bash.exe'));
    const none = chooseShell({ ...windows, exists: () => false });
    assert.ok('offers' in none && none.offers.length === 0 && none.remedy.text.includes('WSL'));
  });

  it('does not take a shell that is not there', () => assert.ok('needsBash' in chooseShell({ ...unix, userShell: '/bin/bash', exists: () => false })));
});
