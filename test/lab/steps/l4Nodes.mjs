import assert from 'node:assert/strict';
import { attempt } from '../../bed/commands.mjs';
import { live, soon } from '../labScript.mjs';

/** @typedef {import('../labScript.mjs').Done} Done */

const strengths = { redis: '1/1', db: '1/1', vote: '2/2', result: '1/1', worker: '2/2' };

/** @param {Done} done @param {Record<string, string>} wanted */
async function converges({ at }, wanted) {
  for (const [name, strength] of Object.entries(wanted)) {
    await soon(async () => await live(at).replicas(`voting_stack_${name}`) === strength, `voting_stack_${name} ${strength}`, 180);
  }
}

const init = 'ADDR=${ADDR:-127.0.0.1}; docker swarm init --advertise-addr "$ADDR"';
const deploy = 'export REG; docker stack deploy --compose-file="$APP/docker-stack.yml" voting_stack';
const build = 'for s in vote worker result; do docker image build -t "$REG/voting-$s:v1" "$APP/$s" && docker image push "$REG/voting-$s:v1"; done';
const scale = (/** @type {number} */ count) => `timeout 30 docker service scale voting_stack_worker=${count}`;

/** @param {Done} done @returns {Promise<string[]>} `Leader`, `Reachable` or `Unreachable` for each manager that is not down */
async function managerStates({ at }) {
  const lines = (await at.sh("docker node ls --format '{{.Status}} {{.ManagerStatus}}'")).stdout.trim().split('\n');
  return lines.map(line => line.split(' ')[1] ?? '').filter(Boolean).sort();
}

/** @param {Done} done @param {string[]} wanted @param {number} seconds */
const managersAre = (done, wanted, seconds) =>
  soon(async () => String(await managerStates(done)) === String(wanted), `managers: ${wanted.join()}`, seconds);

/** @param {Done} done @param {string} name @returns {import('../../bed/swarmBed.mjs').SwarmNode} */
function node({ at }, name) {
  const found = /** @type {import('../../bed/swarmBed.mjs').SwarmBed} */ (at.bed).nodes.find(one => one.name === name);
  if (!found) throw new Error(`no ${name} in this bed`);
  return found;
}

/** The voting app on two nodes, then three managers and their quorum. @type {readonly import('../labScript.mjs').Step[]} */
export const l4Nodes = [
  { step: '3', text: init, holds: async ({ at }) => assert.equal(await live(at).swarm(), 'active true') },
  {
    step: '4: a second node', text: 'docker --context node2 swarm join --token "$(docker swarm join-token -q worker)" "$ADDR:2377"',
    holds: ({ output }) => assert.match(output, /joined a swarm as a worker/),
  },
  { step: '5', text: 'docker node ls', holds: ({ output }) => assert.match(output, /node1 +Ready +Active +Leader[^]*node2 +Ready|node2 +Ready[^]*node1 +Ready +Active +Leader/) },
  {
    step: '6, 6a: three images, whose programs end within a second of SIGTERM', text: `APP=voting; ${build}`,
    holds: async ({ at }) => {
      for (const name of ['vote', 'worker', 'result']) {
        const id = await at.ask(`docker run -d "$REG/voting-${name}:v1"`);
        await soon(async () => (await at.sh(`docker logs ${id}`)).output !== '', `first words of ${name}`);
        const started = Date.now();
        await at.ask(`docker stop ${id}`);
        assert.ok(Date.now() - started < 2_000, `${name} took ${Date.now() - started} ms`);
        assert.equal(await live(at).container(id), 'exited(0)');
        await at.ask(`docker rm ${id}`);
      }
    },
  },
  {
    // One task a node can have the port; where the kernel has IPVS the course's own form is the same without the word.
    step: '7: on the nodes\' own ports', text: `export PUBLISH_MODE=host; ${deploy}`,
    holds: async ({ at }) => assert.equal((await at.ask('docker stack services --quiet voting_stack')).split('\n').length, 5),
  },
  { step: '8', text: 'docker stack services voting_stack', holds: done => converges(done, strengths) },
  {
    step: '9: a task on each node', text: "docker service ps --filter desired-state=running --format '{{.Node}} {{.CurrentState}}' voting_stack_vote",
    holds: ({ output }) => assert.match(output, /^node1 Running[^]*^node2 Running|^node2 Running[^]*^node1 Running/m),
  },
  {
    step: '10, 10a: both nodes answer, and the vote crosses the networks',
    holds: async ({ at }) => {
      for (const { enter } of [at.bed, node({ at, output: '' }, 'node2')]) {
        const [file, ...words] = [...enter, 'curl', '-s', 'http://localhost:8080/', '-d', 'vote=b'];
        await soon(async () => /You voted for Dogs/.test((await attempt(String(file), words)).stdout), 'a vote', 20);
      }
      const place = await at.ask("docker service ps --filter desired-state=running --format '{{.Node}}' voting_stack_result");
      const { enter } = place === 'node1' ? at.bed : node({ at, output: '' }, place);
      const [file, ...words] = [...enter, 'curl', '-s', 'http://localhost:8081/counts'];
      await soon(async () => (await attempt(String(file), words)).stdout === '{"a":0,"b":2}', 'two votes', 20);
    },
  },
  {
    step: '12: three managers',
    text: `T=$(docker swarm join-token -q manager)
for n in node2 node3; do docker --context $n swarm leave; docker --context $n swarm join --token "$T" "$ADDR:2377"; done
docker node ls`,
    holds: done => managersAre(done, ['Leader', 'Reachable', 'Reachable'], 20),
  },
  {
    step: 'quorum: two of three go on',
    holds: async done => {
      await node(done, 'node3').kill({ containersToo: true });
      await managersAre(done, ['Leader', 'Reachable', 'Unreachable'], 20);
      await done.at.ask(`${scale(3)} --detach`);
    },
  },
  {
    step: 'quorum: one of three is no majority, and its containers go on',
    holds: async ({ at, ...done }) => {
      await node({ at, ...done }, 'node2').kill({ containersToo: true });
      const refused = async () => {
        const { code, output } = await at.sh(scale(2));
        return code !== 0 && /lost leader|does not have a leader|deadline exceeded/.test(output);
      };
      await soon(refused, 'refusal', 40);
      await soon(async () => /does not have a leader/.test((await at.sh('timeout 10 docker node ls')).output), 'no leader', 30);
      assert.notEqual(await at.ask('docker ps -q'), '');
    },
  },
  {
    step: 'quorum: two again, and the swarm answers',
    holds: async done => {
      await node(done, 'node2').start();
      await soon(async () => (await managerStates(done)).includes('Leader'), 'a leader', 30);
    },
  },
  {
    // Of three managers one is still stopped; after the second has left, the first leaves without a majority.
    step: 'clean-up', text: 'docker stack rm voting_stack',
    holds: async ({ at }) => {
      await soon(async () => await at.ask('docker ps -aq') === '', 'the end of the tasks');
      await at.ask('docker --context node2 swarm leave --force');
      await at.ask('docker swarm leave --force');
      assert.equal(await live(at).swarm(), 'inactive false');
      assert.equal(await at.ask("docker --context node2 info --format '{{.Swarm.LocalNodeState}}'"), 'inactive');
    },
  },
];
