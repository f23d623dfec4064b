/** The shipped labs, read by the real shell parser: none of their blocks asks before it runs, as long as only their own things are there. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { risksOf } from '../../src/core/beforeRun';
import { parseSection } from '../../src/core/markdown';
import { createShellParser } from '../../src/targets/shellParser';
import { before, container, made, type World } from '../unit/beforeRun/befores';
import { deployment, node, pod, replicaSet, service } from '../unit/kubernetes/things';

describe('the shipped labs', () => {
  const parser = createShellParser(() => readFile('node_modules/sh-syntax/main.wasm'));
  const own = container('web', 'a', { state: 'exited' });
  const world = { rows: [own], ledger: [made(own.uid), made('swarm:n')], swarm: { role: 'manager', node: 'n' } } as const;

  const place = 'cluster:u/default';
  /** As it is in the middle of the Kubernetes lab. */
  const cluster: World = {
    place, rows: [node('minikube', 1), service('kubernetes', 1), deployment('kubernetes-bootcamp', 2), service('kubernetes-bootcamp', 2), replicaSet('kubernetes-bootcamp-7d', 2, { owner: 'deployment:kubernetes-bootcamp-1' }), pod('kubernetes-bootcamp-7d-x', 2, { owner: 'replicaset:kubernetes-bootcamp-7d-1' })],
    ledger: ['deployment:kubernetes-bootcamp-1', 'k8s-service:kubernetes-bootcamp-1'].map(uid => made(uid, 'L3', { daemon: place })),
  };

  it('ask nothing where only their own things are there', async () => {
    const asking: string[] = [];
    for (const file of readdirSync('notes').filter(name => name.endsWith('.md') && !['FORMAT.md', 'HAND-IN.md'].includes(name))) {
      const meta = { title: file, targets: [], needs: { tools: [], images: [], ports: [], network: 'none' } } as const;
      for (const block of parseSection(readFileSync(`notes/${file}`, 'utf8'), file, { id: file, file, meta }).blocks.filter(({ kind }) => kind !== 'inline')) {
        const parse = await parser.parse(block.text);
        const statements = parse.kind === 'wrong' ? [] : parse.statements;
        const there = /\bkubectl\b/.test(block.text) ? cluster : world;
        asking.push(...risksOf(before(block.text, there, { statements })).map(({ rule }) => `${file} ${block.id}: ${rule}`));
      }
    }
    assert.deepEqual(asking, []);
  });

  it('would ask if one of them pruned', async () => {
    const text = 'echo done\ndocker container prune -f';
    const parse = await parser.parse(text);
    assert.deepEqual(parse.kind === 'parsed' && risksOf(before(text, world, { statements: parse.statements })).map(({ rule, statement }) => [rule, statement]), [['docker.prune', 2]]);
  });
});
