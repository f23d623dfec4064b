import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../../src/core/run';
import type { Shell } from '../../src/core/statement';
import { PtyShell, until, type PtyOptions } from './ptyShell';

const exit = (code: number, pipeline?: number[]): Outcome => pipeline ? { kind: 'exit', code, pipeline } : { kind: 'exit', code };
const notRun: Outcome = { kind: 'notRun' };

async function inShell(options: PtyOptions, test: (shell: PtyShell) => Promise<void>): Promise<void> {
  const shell = new PtyShell(options);
  try {
    await shell.start();
    await test(shell);
  } finally {
    await shell.close();
  }
}

for (const shell of ['bash', 'zsh', 'sh'] as const) describe(`a block in ${shell}`, function () {
  this.timeout(20_000);
  const on = (test: (shell: PtyShell) => Promise<void>, more: Partial<PtyOptions> = {}) => () => inShell({ shell, ...more }, test);
  const by = <T>(values: Record<Shell, T>): T => values[shell];

  it('gives each statement its own code, keeps cd, export and functions, and stops at the first failure', on(async lab => {
    assert.deepEqual((await lab.run(['mkdir -p sub', 'cd sub', 'export LAB_A=1', 'f() {\n\treturn 4\n}'])).outcomes, [exit(0), exit(0), exit(0), exit(0)]);
    const second = await lab.run(['[ "$LAB_A" = 1 ]', 'f', 'echo never']);
    assert.deepEqual(second.outcomes, [exit(0), exit(4), notRun]);
    assert.equal(second.final?.kind, 'end');
    const third = await lab.run(['f', 'pwd > "$HOME/where"'], { onError: 'continue' });
    assert.deepEqual(third.outcomes, [exit(4), exit(0)]);
    assert.equal(readFileSync(join(lab.home, 'where'), 'utf8').trim(), join(lab.home, 'sub'));
  }));

  it('runs continuation lines, heredocs, loops, groups, quotes over lines, tabs and comments', on(async lab => {
    const ran = await lab.run(['printf "%s" \\\n  a > out', 'cat <<EOF >> out\n\tb $NO_SUCH\nEOF', 'for i in 1 2; do\n  echo $i\ndone >> out', '{ echo g\n} >> out', "echo 'it\nis' >> out # why", '( exit 0 )', '! false', 'true &&\nfalse']);
    assert.deepEqual(ran.outcomes, [exit(0), exit(0), exit(0), exit(0), exit(0), exit(0), exit(0), exit(1)]);
    assert.equal(readFileSync(join(lab.home, 'out'), 'utf8'), 'a\tb \n1\n2\ng\nit\nis\n');
  }));

  it('shows the hidden failure of a pipeline where the shell tells it', on(async lab => {
    const ran = await lab.run([{ text: 'false | true', pipeline: 2 }, { text: 'yes | head -1 > /dev/null', pipeline: 2 }, { text: 'true | false | (exit 3)', pipeline: 3 }]);
    const told = by({ bash: true, zsh: true, sh: false });
    assert.deepEqual(ran.outcomes, told ? [exit(0, [1, 0]), exit(0, [141, 0]), exit(3, [0, 1, 3])] : [exit(0), exit(0), exit(3)]);
  }));

  it('says "stopped" for Ctrl+C, and the next block is right', on(async lab => {
    const ran = await lab.run(['true', 'sleep 20', 'true'], { during: async () => { await until(() => lab.screen.includes('$ sleep 20')); await lab.type('', 100); lab.interrupt(); } });
    assert.deepEqual(ran.outcomes, [exit(0), { kind: 'stopped' }, notRun]);
    assert.equal(ran.final?.kind, 'abandoned');
    assert.deepEqual((await lab.run(['true'])).outcomes, [exit(0)]);
  }));

  it('says "shell ended" for exit 7 in the lab shell itself', on(async lab => {
    const ran = await lab.run(['true', 'exit 7', 'true']);
    assert.deepEqual(ran.outcomes, [exit(0), { kind: 'shellEnded', code: 7 }, notRun]);
  }));

  it('survives exit 3 and set -e in a child shell', on(async lab => {
    const first = await lab.run(['true', 'exit 3', 'true'], { child: true });
    assert.deepEqual(first.outcomes, [exit(0), { kind: 'endedBlock', code: 3 }, notRun]);
    const second = await lab.run(['set -e', '[ -f nothing ] && echo yes || true', 'false', 'true'], { child: true });
    assert.deepEqual(second.outcomes.slice(0, 2), [exit(0), exit(0)]);
    assert.equal(second.final?.kind, 'end');
    assert.deepEqual(second.outcomes[3], notRun);
    assert.deepEqual((await lab.run(['true'])).outcomes, [exit(0)]);
  }));

  it('does not end the lab shell when a block says set -e and fails', on(async lab => {
    const ran = await lab.run(['set -e', 'true', '[ -f nothing ] && echo yes', 'echo "$-" > flags']);
    assert.deepEqual(ran.outcomes.slice(0, 2), [exit(0), exit(0)]);
    const next = await lab.run(['case $- in *e*) exit 9 ;; esac']);
    assert.deepEqual(next.outcomes, [exit(0)]);
  }));

  it('reaches the end after return 3', on(async lab => {
    const ran = await lab.run(['true', 'return 3', 'true']);
    assert.deepEqual(ran.outcomes, [exit(0), { kind: 'endedBlock', code: 3 }, notRun]);
  }));

  it('never calls a syntax error passed', on(async lab => {
    const ran = await lab.run(['echo "open']);
    assert.notEqual(ran.outcomes[0]?.kind === 'exit' && ran.outcomes[0].code === 0, true);
    assert.ok(ran.final);
    assert.deepEqual((await lab.run(['true'])).outcomes, [exit(0)]);
  }));

  it('settles when the shell itself gives the block up', on(async lab => {
    const ran = await lab.run(['set -u', 'echo ${no_such_name:?missing}', 'true']);
    assert.ok(ran.final);
    assert.notDeepEqual(ran.outcomes[1], exit(0));
    assert.deepEqual((await lab.run(['set +u', 'true'])).outcomes.at(-1), exit(0));
  }));

  it('reports a job in the background as started, not as passed', on(async lab => {
    const ran = await lab.run([{ text: 'sleep 1 &', background: true }]);
    assert.deepEqual(ran.outcomes, [{ kind: 'background' }]);
  }));

  it('gives times of the shell clock', on(async lab => {
    const before = Date.now();
    const { status } = await lab.run(['sleep 0.2']);
    const took = (status.ended.get(1)?.time ?? 0) - (status.begun.get(1) ?? 0);
    assert.ok(took > 150 && took < 1500, `took ${took}`);
    assert.ok(Math.abs((status.begun.get(1) ?? 0) - before) < 5000);
  }));

  it('tells where commands go at each prompt, and runs nothing when that has changed unseen', on(async lab => {
    assert.equal(lab.report()?.values.DOCKER_HOST, null);
    const expected = lab.report()?.text;
    assert.deepEqual((await lab.run(['cd /', 'true'], { expected })).outcomes, [exit(0), exit(0)]);
    await lab.type('DOCKER_HOST=unexported');
    assert.equal(lab.report()?.values.DOCKER_HOST, null);
    await lab.type("export DOCKER_HOST='tcp://a b'\\''$(id)'");
    await until(() => lab.report()?.values.DOCKER_HOST === "tcp://a b'$(id)");
    assert.equal(lab.report()?.values.cwd, '/');
    const refused = await lab.run(['touch /tmp/labbook-must-not-exist'], { expected });
    assert.equal(refused.final?.kind, 'context');
    assert.deepEqual(refused.outcomes, [notRun]);
    assert.ok(!existsSync('/tmp/labbook-must-not-exist'));
    assert.deepEqual((await lab.run(['true'], { expected: lab.report()?.text })).outcomes, [exit(0)]);
    await lab.type('export AWS_SECRET_ACCESS_KEY=topsecret');
    await until(() => lab.report()?.values.AWS_SECRET_ACCESS_KEY === 'set');
    assert.ok(!lab.report()?.text.includes('topsecret'));
  }));

  if (shell !== 'sh') it('runs nothing when the prompt hook is lost and a variable has changed', on(async lab => {
    const expected = lab.report()?.text;
    await lab.type(by({ bash: 'PROMPT_COMMAND=', zsh: 'precmd_functions=()', sh: '' }));
    await lab.type('export DOCKER_CONTEXT=elsewhere');
    const refused = await lab.run(['true'], { expected });
    assert.equal(refused.final?.kind, 'context');
    await lab.type('unset DOCKER_CONTEXT');
    assert.deepEqual((await lab.run(['true'], { expected })).outcomes, [exit(0)]);
  }));

  if (shell !== 'sh') it('notices that a variable is exported now, though its value is the same', on(async lab => {
    await lab.type('KUBECONFIG=/tmp/k');
    const expected = lab.report()?.text;
    await lab.type(`${by({ bash: 'PROMPT_COMMAND=', zsh: 'precmd_functions=()', sh: '' })}; export KUBECONFIG`);
    assert.equal((await lab.run(['true'], { expected })).final?.kind, 'context');
  }));

  it('runs in a shell whose student has set -u', on(async lab => {
    assert.deepEqual((await lab.run(['true'], { expected: lab.report()?.text })).outcomes, [exit(0)]);
    assert.deepEqual((await lab.run(['true'], { expected: lab.report()?.text })).outcomes, [exit(0)]);
  }, { rc: 'set -u' }));

  it('notices a value with a line break', on(async lab => {
    await lab.type("export DOCKER_CONTEXT='a\nb'");
    await until(() => lab.report()?.odd === true);
  }));

  if (shell !== 'sh') it('puts the commands, not its own line, into the history', on(async lab => {
    await lab.type('echo by hand');
    await lab.run(['echo one', 'cat <<E > /dev/null\ntwo\nE']);
    await lab.type('echo after');
    const history = await lab.history();
    for (const wanted of ['echo by hand', 'echo one', 'two', 'echo after']) assert.ok(history.includes(wanted), `${wanted} in ${history}`);
    const ours = history.split('\n').filter(line => line.includes('LABBOOK/'));
    assert.deepEqual(ours.filter(line => !line.includes('start.sh')), []);
    if (shell === 'bash') assert.deepEqual(ours, []);
  }));

  it('works beside an own prompt hook and options', on(async lab => {
    for (let i = 0; i < 3; i++) assert.deepEqual((await lab.run(['true', 'false'])).outcomes, [exit(0), exit(1)]);
  }, { rc: by({ bash: 'PROMPT_COMMAND=("history -a" "true"); set -o vi; HISTCONTROL=erasedups', zsh: 'precmd_functions=(pwd); setopt inc_append_history', sh: 'set -C' }) }));
});

describe('a decimal comma in the locale', () => {
  it('does not spoil the times', async function () {
    this.timeout(10_000);
    await inShell({ shell: 'bash', env: { LC_ALL: 'de_DE.UTF-8' } }, async lab => {
      const { status } = await lab.run(['true']);
      assert.ok((status.begun.get(1) ?? 0) > 1.6e12);
    });
  });
});
