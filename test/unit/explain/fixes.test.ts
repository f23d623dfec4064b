import assert from 'node:assert/strict';
import { explain, type Facts } from '../../../src/core/explain';
import type { Resource } from '../../../src/core/resource';
import { english as withTicks, type Message } from '../../../src/core/message';
import { block, container, factsOf, failed, id } from './fixtures';

/** Names stand between backticks, for a page to set as code. */
const english = (message: Message) => withTicks(message).replaceAll('`', '');

const port = (hostPort: number) => [{ hostIp: '0.0.0.0', hostPort, containerPort: 80, protocol: 'tcp' as const }];
const taken = (name: string, number: number) => `${id('c')}\ndocker: Error response from daemon: driver failed programming external connectivity on endpoint ${name} (abc): Bind for 0.0.0.0:${number} failed: port is already allocated`;

/** Title, detail, and of each fix its label and what it would do. */
function said(command: string, code: number, output: string, facts: Facts, before: readonly string[] = []) {
  const found = explain(failed(command, code, output, before), facts);
  return found && {
    rule: found.rule, title: english(found.title), detail: english(found.detail),
    fixes: found.fixes.map(({ label, act }) => [english(label), act.kind === 'run' || act.kind === 'put' ? `${act.kind}: ${act.command}` : act.kind === 'runBlock' ? act.blockId : act.kind, ...act.kind === 'run' && act.again ? ['again'] : []]),
  };
}
const removals = (command: string, code: number, output: string, facts: Facts) => (explain(failed(command, code, output), facts)?.fixes ?? []).flatMap(({ act }) => act.kind === 'run' ? act.removes : []);

describe('a remedy for a taken port', () => {
  const command = 'docker run --name web1 -d -p 8080:80 nginx';
  const web = container('web', 'a', { ports: port(8080) });
  const created = container('web1', 'c', { state: 'created' });

  it('removes what another lab left there, and what this run made in vain, by id', () => {
    const facts = factsOf({ rows: [web, created], made: { [web.uid]: { labId: 'L4' }, [created.uid]: {} } });
    const found = said(command, 125, taken('web1', 8080), facts);
    assert.equal(found?.title, 'Port 8080 on this machine is taken');
    assert.equal(found?.detail, 'web was made by lab L4 and is left over from there. It can go.');
    assert.deepEqual(found?.fixes[0], ['Remove web, web1 and run again', `run: docker container rm --force aaaaaaaaaaaa\ndocker container rm --force cccccccccccc`, 'again']);
    assert.deepEqual(removals(command, 125, taken('web1', 8080), facts).slice(0, 2), [web.uid, created.uid]);
  });

  it('names the block of this lab that made it', () => {
    const facts = factsOf({ rows: [web], made: { [web.uid]: {} }, blocks: [block('earlier', 3, 'x'), block('here', 9, command)] });
    assert.equal(said(command, 125, taken('web1', 8080), facts)?.detail, 'web was made by block 3 of this lab. It can go.');
  });

  it('leaves alone what no lab made, or what one only probably made, and offers another port', () => {
    for (const made of [{}, { [web.uid]: { likely: true } }]) {
      const found = said(command, 125, taken('web1', 8080), factsOf({ rows: [web, container('db', 'b', { ports: port(8088) })], made }));
      assert.equal(found?.detail, 'Container web has published it. No lab made web, as far as Labbook knows, so Labbook will not stop it.');
      assert.deepEqual(found?.fixes, [['Use port 8089 for this command', 'run: docker run --name web1 -d -p 8089:80 nginx']]);
    }
  });

  it('sets the variable from which the block takes the port', () => {
    const found = said('docker run -d --publish "$WEB_PORT:80" --name web1 "$ID/app"', 125, taken('web1', 80), factsOf());
    assert.deepEqual(found?.fixes[0], ['Use port 8088 and run again', 'run: export WEB_PORT=8088', 'again']);
    assert.match(found?.detail ?? '', /^No container has published it/);
    assert.deepEqual(found?.fixes[1], ['See which program it is', "put: ss -ltnp 'sport = :80'"]);
  });

  it('does not begin a block anew whose first lines have done something', () => {
    const facts = factsOf({ rows: [web], made: { [web.uid]: {} } });
    assert.deepEqual(said(command, 125, taken('web1', 8080), facts, ['docker run -d --name other nginx'])?.fixes[0], ['Remove web', 'run: docker container rm --force aaaaaaaaaaaa']);
  });

  it('types nothing again in which a secret was masked', () => {
    const masked = 'docker run -e DB_PASSWORD=•••• -p 8080:80 nginx';
    assert.deepEqual(said(masked, 125, taken('x', 8080), factsOf())?.fixes.map(([label]) => label), ['See which program it is']);
  });
});

describe('a remedy for a name in use', () => {
  const text = `docker: Error response from daemon: Conflict. The container name "/mydb" is already in use by container "${id('d')}". You have to remove (or rename) that container to be able to reuse that name.`;
  const command = 'docker run -d --name mydb mysql';

  it('never removes a container that may be the student’s own', () => {
    const found = said(command, 125, text, factsOf({ rows: [container('mydb', 'd')] }));
    assert.match(found?.detail ?? '', /may be your own, so Labbook will not remove it/);
    assert.deepEqual(found?.fixes.map(([, act]) => act), ['put: docker container rename mydb mydb-old', 'put: docker container ls --all --filter id=dddddddddddd']);
    assert.deepEqual(removals(command, 125, text, factsOf({ rows: [container('mydb', 'd')] })), []);
  });

  it('is not led by a name: only the id that docker names counts', () => {
    const other = container('mydb', 'e');
    assert.deepEqual(removals(command, 125, text, factsOf({ rows: [other], made: { [other.uid]: {} } })), []);
  });

  it('removes the lab’s own and runs the block again', () => {
    const own = container('mydb', 'd', { state: 'exited' });
    const found = said(command, 125, text, factsOf({ rows: [own], made: { [own.uid]: { labId: 'L1' } } }));
    assert.deepEqual(found?.fixes, [['Remove mydb and run again', 'run: docker container rm --force dddddddddddd', 'again'], ['Start mydb as it is', 'put: docker container start mydb']]);
  });
});

describe('values that come from output', () => {
  it('are words of a command or are not used in it', () => {
    const evil = '$(touch${IFS}pwned)';
    const outputs: readonly (readonly [string, number, string])[] = [
      [`docker network rm x`, 1, `Error response from daemon: network ${evil} id ${id('a')} has active endpoints`],
      [`docker exec x ls`, 1, `Error response from daemon: Container ${evil} is paused, unpause the container before exec`],
      ['docker run x', 125, `Error response from daemon: The container name "/${evil}" is already in use by container "${id('a')}"`],
      ['docker image rm x', 1, `Error response from daemon: No such image: ${evil}`],
      ['docker service scale x', 1, `invalid scale specifier '${evil}'.`],
      [`./${evil}`, 126, `bash: ./${evil}: Permission denied`],
      [`cd ${evil}`, 1, `bash: cd: ${evil}: No such file or directory`],
      [`cat${evil}`, 127, `bash: cat/${evil}: No such file or directory`],
    ];
    for (const [command, code, output] of outputs) {
      const commands = (explain(failed(command, code, output), factsOf())?.fixes ?? []).flatMap(({ act }) => act.kind === 'run' || act.kind === 'put' ? [act.command] : []);
      for (const made of commands) assert.ok(!made.replaceAll(/'[^']*'/g, '').includes('$('), `${output} → ${made}`);
    }
    assert.deepEqual(said(`./${evil}`, 126, `bash: ./${evil}: Permission denied`, factsOf())?.fixes[0], ['Let sh read it', `put: sh './${evil}'`]);
  });

  it('hide nothing', () => {
    assert.deepEqual(said('./a', 126, 'bash: ./a\u202Eb: Permission denied', factsOf())?.fixes, []);
  });
});

describe('a remedy', () => {
  const blocks = [block('set', 1, 'export DOCKERID=local WEB_PORT=80'), block('build', 2, 'docker image build --tag "$DOCKERID/linux_tweet_app:1.0" .'), block('db', 3, 'docker run -d --name mydb -e X=1 mysql'), block('init', 4, 'docker swarm init'), block('here', 9, 'x')];

  it('leads to the block that makes what is missing', () => {
    const of = (command: string, code: number, output: string) => said(command, code, output, factsOf({ blocks }))?.fixes[0];
    assert.deepEqual(of('docker logs mydb', 1, 'Error response from daemon: No such container: mydb'), ['Run block 3', 'db']);
    assert.deepEqual(of('docker run "$DOCKERID/linux_tweet_app:1.0"', 125, "docker: Error response from daemon: pull access denied for local/linux_tweet_app, repository does not exist or may require 'docker login'"), ['Run block 2', 'build']);
    assert.deepEqual(of('docker run "$DOCKERID/x:1"', 125, 'docker: invalid reference format.'), ['Run block 1', 'set']);
    assert.deepEqual(of('docker service ls', 1, 'Error response from daemon: This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.'), ['Run block 4', 'init']);
  });

  it('leaves a swarm only if a lab made it', () => {
    const text = 'Error response from daemon: This node is already part of a swarm. Use "docker swarm leave" to leave this swarm and join another one.';
    const leave = (facts: Facts) => said('docker swarm init', 1, text, facts)?.fixes.filter(([, act]) => act?.includes('leave'));
    assert.deepEqual(leave(factsOf()), []);
    assert.deepEqual(leave(factsOf({ swarm: 'swarm:abc' })), []);
    assert.deepEqual(leave(factsOf({ swarm: 'swarm:abc', made: { 'swarm:abc': { likely: true } } })), []);
    assert.deepEqual(leave(factsOf({ swarm: 'swarm:abc', made: { 'swarm:abc': { labId: 'L4' } } })), [['Leave it and run again', 'run: docker swarm leave --force', 'again']]);
  });

  it('says that the kernel is at fault only where it is', () => {
    const service = { kind: 'service', uid: 'service:s', name: 'vote', labels: {}, standIn: false, image: 'x', mode: 'replicated', running: 2, desired: 2, ports: port(8080), publishMode: 'ingress', networks: [], volumes: [] } as const;
    const rule = (facts: Facts) => explain(failed('curl -s http://localhost:8080/', 7, ''), facts)?.rule;
    assert.equal(rule(factsOf({ rows: [service], ipvs: false })), 'swarm.noIpvs');
    assert.equal(rule(factsOf({ rows: [service], ipvs: true })), 'net.refused');
    assert.equal(rule(factsOf({ rows: [service] })), 'net.refused');
    assert.equal(rule(factsOf({ rows: [{ ...service, publishMode: 'host' }], ipvs: false })), 'net.refused');
    assert.equal(rule(factsOf({ rows: [{ ...service, ports: port(8081) }], ipvs: false })), 'net.refused');
    assert.equal(explain(failed('curl -s http://example.org:8080/', 7, ''), factsOf({ rows: [service], ipvs: false }))?.rule, 'net.refused');
  });

  it('tells memory from other reasons for code 137', () => {
    const rule = (command: string, rows: readonly Resource[] = []) => explain(failed(command, 137, ''), factsOf({ rows }))?.rule;
    assert.equal(rule('docker run --name x alpine', [container('x', 'a', { state: 'exited', exitCode: 137, oomKilled: true })]), 'docker.outOfMemory');
    assert.equal(rule('docker run --name x --memory 8m alpine', [container('x', 'a', { state: 'exited', exitCode: 137 })]), 'docker.killed');
    assert.equal(rule('docker run --memory 8m alpine'), 'docker.outOfMemory');
    assert.equal(rule('docker run alpine'), 'docker.killed');
    assert.equal(rule('sleep 5'), undefined);
  });

  it('starts Docker in the way that fits here', () => {
    const link = { phase: 'down', since: 0, cause: { code: 'notRunning', message: { text: 'x', args: [] }, remedies: [{ kind: 'command', label: { text: 'Start Docker Desktop', args: [] }, command: 'open -a Docker' }] } } as const;
    const text = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?';
    assert.deepEqual(said('docker ps', 1, text, factsOf({ link }))?.fixes.map(([label, act]) => `${label}, ${act}`), ['Start Docker Desktop, put: open -a Docker', 'Run the block again, remedy', 'Choose a context, remedy']);
    assert.equal(said('docker ps', 1, text, factsOf())?.fixes[0]?.[1], 'put: sudo systemctl start docker');
  });

  it('goes to the lab’s folder where the shell has left it', () => {
    const facts = factsOf({ labFolder: "/home/me/o'labs/L1", cwd: '/home/me' });
    assert.deepEqual(said('cat app/x', 1, 'cat: app/x: No such file or directory', facts)?.fixes[0], ['Go to the lab’s folder and run again', "run: cd '/home/me/o'\\''labs/L1'", 'again']);
    assert.deepEqual(said('cat app/x', 1, 'cat: app/x: No such file or directory', factsOf({ labFolder: '/l', cwd: '/l' }))?.fixes[0]?.[1], 'put: pwd; ls');
  });

  it('knows what was meant', () => {
    const of = (command: string, output: string) => said(command, 1, output, factsOf())?.fixes[0]?.[1];
    assert.equal(of('docker services', 'docker: unknown command: docker services'), 'put: docker stack services ');
    assert.equal(of('docker contaner ls', "docker: 'contaner' is not a docker command."), 'put: docker container ');
    assert.equal(of('docker stack servics x', 'docker: unknown command: docker stack servics'), 'put: docker stack services ');
    assert.equal(of('docker swarm join -token x y', "unknown shorthand flag: 't' in -token"), 'put: docker swarm join --token x y');
    assert.equal(of('docker exec -it aa bash', 'OCI runtime exec failed: exec failed: unable to start container process: exec: "bash": executable file not found in $PATH: unknown'), 'put: docker exec -it aa sh');
  });

  it('disconnects the lab’s own containers from a network that shall go, and names others', () => {
    const text = 'Error response from daemon: error while removing network: network l3net id abc has active endpoints';
    const [net1, net2] = [container('net1', 'a', { networks: ['l3net'] }), container('net2', 'b', { networks: ['l3net', 'bridge'] })];
    const both = said('docker network rm l3net', 1, text, factsOf({ rows: [net1, net2], made: { [net1.uid]: {}, [net2.uid]: {} } }));
    assert.deepEqual(both?.fixes[0], ['Disconnect them and run again', 'run: docker network disconnect l3net net1\ndocker network disconnect l3net net2', 'again']);
    const one = said('docker network rm l3net', 1, text, factsOf({ rows: [net1, net2], made: { [net1.uid]: {} } }));
    assert.match(one?.detail ?? '', /^Connected to it: net1, net2\./);
    assert.deepEqual(one?.fixes.map(([label]) => label), ['Run the block again']);
  });
});
