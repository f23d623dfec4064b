import assert from 'node:assert/strict';
import { explain, rules } from '../../../src/core/explain';
import { failuresOf } from '../../../src/core/explain/failure';
import { apply } from '../../../src/core/explain/rule';
import { factsOf, failed, seenFailures } from '../../unit/explain/fixtures';

const seen = seenFailures();

describe('known errors', () => {
  it('are told apart: each text is explained by its own rule and by no other', () => {
    const wrong = seen.flatMap(({ rule, from, command, code, output }) => {
      const [failure] = failuresOf(failed(command, code, output));
      const matching = rules.filter(candidate => failure && apply(candidate, failure, factsOf())).map(({ id }) => id);
      const expected = rule === '-' ? [] : [rule];
      return matching.join() === expected.join() ? [] : [`${command} (${from}): ${matching.join(', ') || 'none'}, not ${expected.join() || 'none'}`];
    });
    assert.deepEqual(wrong, []);
  });

  it('have at least one text each, but for those that need the live state', () => {
    const covered = new Set(seen.map(({ rule }) => rule));
    // Those of AWS stand in a table of their own, in the unit tests.
    assert.deepEqual(rules.map(({ id }) => id).filter(id => !covered.has(id) && !id.startsWith('aws.')), ['swarm.noIpvs']);
  });

  it('are named once each', () => { assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length); });

  it('offer nothing that removes a thing which no lab made', () => {
    const removing = seen.flatMap(({ command, code, output }) => explain(failed(command, code, output), factsOf())?.fixes ?? [])
      .filter(({ act }) => act.kind === 'run' && (act.removes.length > 0 || /\b(?:rm|prune|remove|leave)\b/.test(act.command)));
    assert.deepEqual(removing, []);
  });

  it('are looked for in the output of the statement that failed, not in that of others', () => {
    const record = failed('false', 1, '', ['docker exec nosuch ls || true']);
    const misleading = { ...record, output: { head: record.output!.head.replace('fine', 'Error: No such container: nosuch'), tail: '', dropped: 0 } };
    assert.equal(explain(misleading, factsOf()), undefined);
  });

  it('are not looked for in a run that did not fail', () => {
    const record = failed('docker exec nosuch ls', 1, 'Error: No such container: nosuch');
    for (const state of ['passed', 'stopped', 'timedOut', 'interrupted', 'running'] as const) assert.equal(explain({ ...record, state }, factsOf()), undefined);
    assert.equal(explain(record, factsOf())?.rule, 'docker.noSuchContainer');
  });

  it('cost little even where the output is huge and hostile', () => {
    const record = failed('docker ps', 1, `${'a: '.repeat(100_000)}\n${'"'.repeat(100_000)}\nE: Unable to locate ${' '.repeat(50_000)}`);
    const start = process.cpuUsage();
    explain(record, factsOf());
    const { user } = process.cpuUsage(start);
    assert.ok(user < 200_000, `${user} µs`);
  });
});
