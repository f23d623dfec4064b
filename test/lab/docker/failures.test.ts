/** What docker really says when it fails, by every docker command on PATH: each text is explained by its rule. Makes containers, a network and a swarm on a daemon of its own. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { explain } from '../../../src/core/explain';
import { factsOf, failed } from '../../unit/explain/fixtures';
import { realDaemon, type RealDaemon } from './bed';

const port = 18_471;
const taken = 18_472;

const setUp = [
  'docker run -d --name aa alpine sleep 600', `docker run -d --name web -p ${port}:80 alpine sleep 600`, 'docker create --name still alpine true',
  'docker network create l3', 'docker network connect l3 aa', 'docker run -d --name vu -v vol:/d alpine sleep 600',
];
const cases: readonly (readonly [string, string])[] = [
  [`docker run -d --name bb -p ${port}:80 alpine sleep 600`, 'docker.portAllocated'],
  ['docker start bb', 'docker.portAllocated'],
  [`docker run -d -p ${taken}:80 alpine sleep 600`, 'docker.portAllocated'],
  ['docker run -d --name aa alpine', 'docker.nameInUse'],
  ['docker network create l3', 'docker.networkExists'],
  ['docker network connect l3 aa', 'docker.alreadyConnected'],
  ['docker network rm l3', 'docker.networkInUse'],
  ['docker volume rm vol', 'docker.volumeInUse'],
  ['docker image rm alpine', 'docker.imageInUse'],
  ['docker rm aa', 'docker.removeRunning'],
  ['docker exec still ls', 'docker.notRunning'],
  ['docker logs nosuch', 'docker.noSuchContainer'],
  ['docker run --rm --network nosuch alpine', 'docker.noSuchNetwork'],
  ['docker volume inspect nosuch', 'docker.noSuchVolume'],
  ['docker image inspect nosuch', 'docker.noSuchImage'],
  ['docker pull nosuch-image-of-nobody', 'docker.noNetworkPull'],
  ['docker run --rm alpine bash', 'docker.noProgram'],
  ['docker run --rm alpine /etc/passwd', 'docker.notAProgram'],
  ['docker run --rm -it alpine sh < /dev/null', 'docker.notTty'],
  ['docker run --rm --memory 8m --memory-swap 8m alpine tail /dev/zero', 'docker.outOfMemory'],
  ['docker run "/x:1"', 'docker.invalidReference'],
  ['docker services', 'docker.unknownCommand'],
  ['docker swarm join -token x y', 'docker.unknownFlag'],
  ['docker container logs', 'docker.arguments'],
  ['docker --context nosuch ps', 'docker.contextMissing'],
  ['DOCKER_HOST=unix:///tmp/labbook-no-such.sock docker ps', 'docker.daemonDown'],
  ['docker exec aa ping -c1 net2', 'net.unknownHost'],
  ['docker service ls', 'swarm.notInitialised'],
  ['docker swarm leave', 'swarm.notPart'],
  ['docker stack deploy st', 'docker.composeFile'],
];
const inSwarm: readonly (readonly [string, string])[] = [
  ['docker swarm init --advertise-addr 127.0.0.1', 'swarm.already'],
  ['docker swarm leave', 'swarm.managerLeaves'],
  ['docker service rm nosuch', 'swarm.noSuchService'],
  ['docker service scale nosuch', 'docker.scale'],
  ['docker run --rm --network over alpine true', 'swarm.notAttachable'],
];

/** Folders of PATH with a docker of their own. */
function clients(): string[] {
  const found = (process.env.PATH ?? '').split(delimiter).filter(folder => folder !== '' && existsSync(join(folder, 'docker')));
  return [...new Map(found.map(folder => [realpathSync(join(folder, 'docker')), folder])).values()];
}

for (const folder of clients()) describe(`failures of ${folder}/docker`, function () {
  this.timeout(120_000);
  let daemon: RealDaemon;
  let server: Server;

  const sh = (text: string): Promise<{ code: number; output: string }> => new Promise(done => {
    const env = { ...daemon.env, PATH: [folder, process.env.PATH].join(delimiter), LC_ALL: 'C' };
    execFile('bash', ['-c', `exec 2>&1; ${text}`], { env }, (error, stdout) => done({ code: error ? Number(error.code ?? 1) : 0, output: stdout }));
  });
  const wrong = async (list: typeof cases): Promise<string[]> => {
    const found: string[] = [];
    for (const [command, rule] of list) {
      const { code, output } = await sh(command);
      const got = explain(failed(command, code, output), factsOf())?.rule;
      if (code === 0 || got !== rule) found.push(`${command}: ${got ?? 'not explained'}, not ${rule}. Exit ${code}: ${output}`);
    }
    return found;
  };

  before(async () => {
    daemon = await realDaemon();
    server = createServer().listen(taken, '0.0.0.0');
    for (const command of setUp) assert.equal((await sh(command)).code, 0, command);
  });
  after(async () => {
    server.close();
    await daemon.takeDown();
  });

  it('are explained', async () => assert.deepEqual(await wrong(cases), []));

  it('are explained in a swarm', async () => {
    for (const command of ['docker swarm init --advertise-addr 127.0.0.1', 'docker network create -d overlay over']) assert.equal((await sh(command)).code, 0, command);
    assert.deepEqual(await wrong(inSwarm), []);
    await sh('docker swarm leave --force');
  });
});
