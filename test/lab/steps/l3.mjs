import assert from 'node:assert/strict';
import { live, soon } from '../labScript.mjs';
import { meshAnswers } from '../../bed/hostPorts.mjs';

const answered = (/** @type {import('../labScript.mjs').Done} */ { output }, times = 1) =>
  assert.equal(output.split(' 0% packet loss').length - 1, times, output);
const containersOf = "docker network inspect -f '{{range .Containers}}{{.Name}} {{end}}'";

/** Networks of one host. @type {readonly import('../labScript.mjs').Step[]} */
const bridge = [
  { step: '1', text: 'docker network', holds: ({ output }) => assert.match(output, /Usage: +docker network/) },
  {
    step: '2', text: 'docker network ls',
    holds: async ({ output, at }) => {
      assert.equal(await live(at).network('bridge'), 'bridge local');
      assert.match(output, /host +host[^]*none +null/);
    },
  },
  {
    step: '3', text: 'docker network inspect bridge\ndocker network inspect host\ndocker info',
    holds: ({ output }) => {
      assert.match(output, /"Subnet": "172\.17\.0\.0\/16",\s+"Gateway": "172\.17\.0\.1"/);
      assert.match(output, /Network: bridge host ipvlan macvlan null overlay/);
    },
  },
  { step: '4: docker0 with the gateway\'s address', text: 'ip -br link show type bridge\nip -br addr show docker0', holds: ({ output }) => assert.match(output, /docker0 +DOWN[^]*docker0 +DOWN +172\.17\.0\.1\/16/) },
  {
    step: '5', text: 'docker run -dt --name net1 ubuntu sleep infinity\ndocker run -dt --name net2 ubuntu sleep infinity\ndocker ps\ndocker network inspect bridge',
    holds: async ({ at }) => {
      assert.equal(await live(at).container('net1'), 'running');
      assert.match(await at.ask(`${containersOf} bridge`), /net1.*net2|net2.*net1/);
    },
  },
  { step: '6: the host reaches a container', text: `ping -c5 "$(docker container inspect -f '{{.NetworkSettings.Networks.bridge.IPAddress}}' net1)"`, holds: done => answered(done) },
  {
    step: '7: a container reaches another, and the host',
    text: `docker exec net1 bash -c 'apt-get update && apt-get install -y iputils-ping'
docker exec net1 ping -c5 "$(docker container inspect -f '{{.NetworkSettings.Networks.bridge.IPAddress}}' net2)"
docker exec net1 ping -c5 "$(docker network inspect -f '{{(index .IPAM.Config 0).Gateway}}' bridge)"`,
    holds: done => answered(done, 2),
  },
  {
    step: '7a: a name of the internet, which is a name of the bed here', text: 'docker exec net1 ping -c5 www.github.com',
    holds: done => {
      answered(done);
      assert.match(done.output, /192\.0\.2\.80/);
    },
  },
  {
    step: '7b: names in a network of one\'s own',
    text: `docker network create l3net
docker network connect l3net net1
docker network connect l3net net2
docker network inspect -f '{{range .Containers}}{{.Name}} {{end}}' l3net
docker exec net1 ping -c2 net2`,
    holds: async done => {
      answered(done);
      assert.equal(await live(done.at).network('l3net'), 'bridge local');
      assert.match(done.output, /^net[12] net[12] /m);
    },
  },
  {
    step: '7c: and none in the default one', text: 'docker network disconnect l3net net2\ndocker exec net1 getent hosts net2', exit: 2,
    holds: async ({ at }) => assert.equal(await at.ask(`${containersOf} l3net`), 'net1'),
  },
  { step: '7d: still in use', text: 'docker network rm l3net', exit: 1, holds: ({ output }) => assert.match(output, /network l3net.* has active endpoints/) },
  { step: '7d', text: 'docker network disconnect l3net net1\ndocker network rm l3net', holds: async ({ at }) => assert.equal(await live(at).network('l3net'), 'absent') },
  { step: '8', text: 'docker stop net1 net2', holds: async ({ at }) => assert.equal(await live(at).container('net1'), 'exited(137)') },
  {
    step: '9', text: 'docker run --name web1 -d -p 8080:80 nginx\ndocker ps',
    holds: async ({ output }) => assert.match(output, /0\.0\.0\.0:8080->80\/tcp.*web1/),
  },
  { step: '10', text: 'curl -s --retry 20 --retry-all-errors --retry-delay 1 http://127.0.0.1:8080/', holds: ({ output }) => assert.match(output, /Welcome to nginx!/) },
];

const tasks = 'docker ps -q --filter label=com.docker.swarm.service.name=gwuservice';

/** A network of a swarm. @type {readonly import('../labScript.mjs').Step[]} */
const overlay = [
  { step: '11', text: 'ADDR=${ADDR:-127.0.0.1}; docker swarm init --advertise-addr "$ADDR"', holds: async ({ at }) => assert.equal(await live(at).swarm(), 'active true') },
  { step: '13', text: 'docker node ls', holds: ({ output }) => assert.match(output, /^\S+ \* +node1 +Ready +Active +Leader /m) },
  {
    step: '14', text: 'docker network create -d overlay overnet\ndocker network ls',
    holds: async ({ at }) => {
      assert.equal(await live(at).network('overnet'), 'overlay swarm');
      assert.equal(await live(at).network('ingress'), 'overlay swarm');
      await soon(async () => await live(at).network('docker_gwbridge') === 'bridge local', 'docker_gwbridge');
    },
  },
  { step: '15', text: 'docker network inspect overnet', holds: ({ output }) => assert.match(output, /"Containers": (null|\{\})/) },
  {
    step: '16', text: 'docker service create --name gwuservice --network overnet --replicas 2 ubuntu sleep infinity\ndocker service ls',
    holds: ({ at }) => soon(async () => await live(at).replicas('gwuservice') === '2/2', 'gwuservice 2/2'),
  },
  { step: '17', text: 'docker service ps gwuservice', holds: ({ output }) => assert.equal(output.match(/ Running +Running /g)?.length, 2) },
  { step: '18', text: `TASK=$(${tasks} | head -1)\ndocker exec "$TASK" bash -c 'apt-get update && apt-get install -y iputils-ping'` },
  {
    step: '19: one task reaches the other',
    text: `OTHER=$(${tasks} | tail -1)\necho "$TASK $OTHER"\ndocker exec "$TASK" ping -c5 "$(docker container inspect -f '{{.NetworkSettings.Networks.overnet.IPAddress}}' "$OTHER")"`,
    holds: done => {
      answered(done);
      assert.match(done.output, /^(\w+) (?!\1)\w+$/m);
    },
  },
  { step: '20', text: 'docker exec "$TASK" cat /etc/resolv.conf', holds: ({ output }) => assert.match(output, /nameserver 127\.0\.0\.11/) },
  {
    // Without IPVS the name is resolved and nobody answers.
    step: '21: the service has one address', text: 'docker exec "$TASK" ping -c5 gwuservice; code=$?; [ $code -le 1 ] && echo "ended with $code"',
    holds: async ({ output, at }) => {
      assert.match(output, /PING gwuservice \(10\.0\.\d+\.\d+\)/);
      assert.match(output, await meshAnswers(at.bed) ? /ended with 0/ : /100% packet loss[^]*ended with 1/);
    },
  },
  {
    step: '22', text: `docker service inspect --format '{{json .Endpoint.VirtualIPs}}' gwuservice
docker exec "$TASK" getent hosts gwuservice
docker exec "$TASK" getent hosts tasks.gwuservice`,
    holds: ({ output }) => {
      const [virtual, service, ...each] = output.trim().split('\n');
      assert.equal(JSON.parse(String(virtual))[0].Addr.split('/')[0], service?.split(' ')[0]);
      assert.equal(new Set(each.map(line => line.split(' ')[0])).size, 2, output);
    },
  },
  {
    step: 'clean-up',
    // Left while a task still ends, the swarm would leave its network behind for good.
    text: `docker service rm gwuservice; docker rm -f net1 net2 web1; docker network rm l3net
for n in $(seq 30); do ${tasks} | grep -q . || break; sleep 1; done
docker network rm overnet; docker swarm leave --force`,
    holds: async ({ at }) => {
      assert.equal(await at.ask(tasks), '');
      for (const name of ['net1', 'net2', 'web1']) assert.equal(await live(at).container(name), 'absent');
      for (const name of ['l3net', 'overnet']) await soon(async () => await live(at).network(name) === 'absent', `the end of ${name}`, 20);
      assert.equal((await at.sh('curl -s -m 3 http://127.0.0.1:8080/')).code, 7);
      assert.equal(await live(at).swarm(), 'inactive false');
    },
  },
];

export const l3 = [...bridge, ...overlay];
