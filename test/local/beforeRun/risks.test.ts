import assert from 'node:assert/strict';
import { riskRules, risksOf, safeText } from '../../../src/core/beforeRun';
import { english as withTicks, type Message } from '../../../src/core/message';
import { before, container, id, image, made, network, service, volume, type World } from '../../unit/beforeRun/befores';

/** Names stand between backticks, for a page to set as code. */
const english = (message: Message) => withTicks(message).replaceAll('`', '');

const own = container('web', 'a', { state: 'exited' });
const theirs = container('mydb', 'b', { state: 'exited' });
const other = container('blog', 'c', { state: 'running' });
const task = container('gw.1.x', 'd', { labels: { 'com.docker.swarm.service.id': 'gwid', 'com.docker.swarm.service.name': 'gw' } });
const foreignTask = container('their.1.x', 'e', { labels: { 'com.docker.swarm.service.id': 'theirid', 'com.docker.swarm.service.name': 'their' } });
const world: World = {
  rows: [own, theirs, other, task, foreignTask, network('l3net', '1'), network('theirnet', '2'), network('bridge', '3'), volume('l3data'), volume('theirdata'), image('4', 'local/app:1.0'), image('5', 'nginx:latest'), service('gw'), service('their'), service('st_web', { 'com.docker.stack.namespace': 'st' }), service('x_web', { 'com.docker.stack.namespace': 'x' })],
  ledger: [made(own.uid), made('service:gwid'), made(`network:${id('1')}`), made('volume:l3data'), made(`image:sha256:${id('4')}`), made('stack:st'), made(theirs.uid, 'L1')],
};
const rules = (text: string, more: World = world) => risksOf(before(text, more)).map(({ rule }) => rule);

describe('what asks before it runs', () => {
  const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    ['prune', 'docker.prune',
      ['docker container prune', 'docker system prune -af --volumes', 'docker volume prune -f', 'docker network prune', 'docker image prune -a', 'docker builder prune', 'yes | docker container prune', 'sh -c "docker container prune -f"', 'for x in 1; do docker container prune -f; done', 'docker --context node2 system prune'],
      ['echo docker container prune', '# docker container prune', "echo 'docker container prune'", 'docker container ls', 'docker exec web sh -c "rm -rf /"', 'docker container rm web']],
    ['removal of what this lab did not make', 'docker.removesForeign',
      ['docker rm -f mydb', 'docker container rm mydb web', 'docker rm bbbbbbbbbbbb', 'docker rm /blog', 'docker network rm theirnet', 'docker volume rm theirdata', 'docker image rm nginx', 'docker rmi nginx:latest', 'docker service rm their', 'docker stack rm x', 'docker rm -f $(docker ps -aq)', 'docker rm -f `docker ps -q`', 'docker ps -aq | xargs docker rm -f', 'docker ps -q --filter label=com.docker.swarm.service.name=their | head -1 | xargs -r docker rm -f', 'docker ps -q --filter ancestor=nginx | xargs docker rm', 'X=mydb; docker rm -f "$X"', 'docker volume rm their$N', 'docker rm -f $EVERYTHING', 'docker rm $(cat ids)', 'cat ids | xargs docker rm', 'docker rm -f web || docker rm -f mydb', 'X=web\nX=$(cat evil)\ndocker rm $X', 'X=web\nfor X in mydb; do docker rm $X; done', 'X=web\nread X\ndocker rm $X', 'X=web\nX+=y\ndocker rm $X'],
      ['docker rm -f web', 'docker rm -f aaaaaaaaaaaa', 'docker rm -f nothere', 'docker network rm l3net', 'docker volume rm l3data', 'docker image rm local/app:1.0', 'docker image rm "$DOCKERID/app:1.0"', 'docker service rm gw', 'docker stack rm st', 'docker rm -f gw.1.x', 'docker ps -q --filter label=com.docker.swarm.service.name=gw | head -1 | xargs docker rm -f', 'X=web; docker rm -f "$X"', 'docker rm -f $(docker ps -aq --filter name=web)', 'docker stop mydb', 'docker rm', 'docker container run --rm --name web alpine', 'docker --context node2 rm mydb']],
    ['leaving a swarm', 'swarm.leavesForeign', ['docker swarm leave --force', 'docker swarm leave -f', 'docker --context node2 swarm leave --force'], ['docker swarm leave', 'docker swarm init', 'docker swarm leave --help']],
    ['rights of root', 'docker.privileged',
      ['docker run -d --privileged --name node1 docker:28-dind', 'docker run --cap-add=SYS_ADMIN x', 'docker run --pid host x', 'docker container create --cap-add ALL x'],
      ['docker run x --privileged', 'docker run --cap-add NET_RAW x', 'docker run --cap-drop ALL x', 'docker exec --privileged web ls', 'echo --privileged']],
    ['Docker’s socket', 'docker.socket',
      ['docker run -v /var/run/docker.sock:/var/run/docker.sock x', 'docker service create --name viz --mount type=bind,src=/var/run/docker.sock,dst=/var/run/docker.sock x', 'docker run --volume=/run/docker.sock:/s:ro x'],
      ['docker run -v data:/var/run/docker.sock x', 'curl --unix-socket /var/run/docker.sock http://d/info', 'docker run -v /srv/docker.sock.d:/x x']],
    ['folders of the machine', 'docker.hostMount',
      ['docker run -v /:/host x', 'docker run -v ~:/home x', 'docker run -v "$HOME":/h x', 'docker run --mount type=bind,source=/etc,target=/e x', 'docker run -v /etc/:/e:ro x', 'docker run -dv /var/lib:/x y'],
      ['docker run -v "$PWD":/app x', 'docker run -v data:/etc x', 'docker run -v /data x', 'docker run -v ./app:/app x', 'docker run -v "$HOME/labbook":/l x', 'docker run x -v /:/host']],
    ['a fetched program', 'shell.piped',
      ['curl -fsSL https://get.example.org/i.sh | sh', 'curl https://x.example | tee log | sudo bash -s -- -y', 'wget -qO- https://x.example | python3', 'sh -c "$(curl -fsSL https://x.example)"', 'bash <(curl -s https://x.example)', 'eval "$(curl -s https://x.example)"', 'curl -s https://x.example | bash -'],
      ['curl -s http://localhost:8080/ | head -20', 'curl -s http://localhost/ | python3 parse.py', 'curl -s http://localhost/ | grep sh', 'curl -o i.sh https://x.example', 'sh i.sh', 'echo "curl x | sh"', 'python3 -c "print(1)"']],
    ['sudo', 'shell.sudo', ['sudo apt-get install -y jq', 'echo x | sudo tee /etc/x', 'if true; then sudo -E ls; fi'], ['echo sudo', 'docker exec web sudo ls', 'which sudo', 'man sudo']],
    ['deleting files outside', 'shell.deletes',
      ['rm -rf /', 'rm -rf ~/x', 'rm -r ..', 'rm -rf "$HOME"', 'rm -rf .', 'rm -rf $DIR', 'cd ..\nrm -rf L4', 'cd /tmp && rm -rf x', 'rm --recursive ../L1/app', 'find / -name x -delete', 'find .. -exec rm {} +', 'rm -rf -- /x', 'cat list | xargs rm -rf', 'rm -fr hello/../..', 'shred /home/me/x'],
      ['rm -rf hello', 'rm -rf ./hello/sub', 'cd hello && rm -rf x', 'rm -f /tmp/one', 'rm hello.txt', 'rm -rf "$PWD/x" # unknown variable', 'D=hello\nrm -rf "$D"', 'find . -name x', 'docker exec web rm -rf /', 'rm -rf /home/me/labbook/course/L3/hello', 'cd hello\nrm -rf ../other'].filter(text => !text.includes('$PWD'))],
    ['opening files to all', 'shell.openToAll', ['chmod 777 x', 'chmod -R 0777 .', 'chmod a+rwx x', 'chmod o+w x', 'chmod 666 x', 'chmod +w x'].filter(text => text !== 'chmod +w x'), ['chmod 755 x', 'chmod u+x x', 'chmod +x x', 'chmod 644 x', 'echo chmod 777 x', 'chmod a+r x', 'chmod 700 777']],
    ['writing outside', 'shell.writesOutside',
      ['echo x > /etc/hosts', 'echo x >> ~/.bashrc', 'cp a /usr/local/bin/', 'curl -o ~/x http://h/', 'echo x | tee ../x', 'mv a $HOME/a', 'cd ..\necho x > ../x'],
      ['echo x > out.txt', 'ls > /dev/null 2>&1', 'cp a b', 'echo x > /tmp/x', 'curl -o x http://h/', 'cat <<EOF > app/x\nEOF', 'echo "> /etc/hosts"', 'cp /etc/hosts here', 'echo x > /home/me/labbook/course/L3/x']],
    ['the machine itself', 'shell.machine', ['sudo reboot', 'dd if=x of=/dev/sda', 'mkfs.ext4 /dev/sdb', 'iptables -F'], ['dd if=/dev/zero of=x bs=1M count=1', 'dd if=x of=/dev/null', 'echo reboot', 'docker exec web reboot']],
  ];

  for (const [name, rule, hits, misses] of cases) {
    it(name, () => {
      const swarm: World = { ...world, swarm: { role: 'manager', node: 'n' } };
      assert.deepEqual(hits.filter(text => !rules(text, swarm).includes(rule)), [], 'should ask');
      assert.deepEqual(misses.filter(text => rules(text, swarm).includes(rule)), [], 'should not ask');
    });
  }

  it('has a case for every rule', () => {
    assert.deepEqual(riskRules.map(({ rule }) => rule).filter(rule => !/^(?:kube|aws)\./.test(rule) && !cases.some(([, of]) => of === rule)), []);
  });
});

describe('a question before a run', () => {
  const said = (text: string, more: World = world) => risksOf(before(text, more)).map(({ title, detail, safe }) => [english(title), english(detail), ...safe ? [english(safe.label), safe.command] : []]);

  it('names what prune would take that is not of this lab, and offers the rest', () => {
    assert.deepEqual(said('docker container prune -f'), [[
      'Block 14 would remove a container that this lab did not make.', 'docker container prune takes whatever is not in use: mydb, and 1 of this lab.',
      'Remove only this lab’s 1', 'docker container rm aaaaaaaaaaaa',
    ]]);
    const three = { ...world, rows: [own, theirs, container('demo1', '7', { state: 'created' }), container('demo3', '8', { state: 'dead' })] };
    assert.equal(said('docker container prune -f', three)[0]?.[0], 'Block 14 would remove 3 containers that this lab did not make.');
  });

  it('asks about prune even where it hits nothing foreign, and where nothing is known', () => {
    assert.deepEqual(said('docker container prune', { rows: [own], ledger: [made(own.uid)] }), [['Block 14 would remove whatever is not in use.', 'docker container prune takes it all, whoever made it. Right now it hits 1 of this lab and nothing else.']]);
    assert.match(said('docker container prune', { known: false })[0]?.[1] ?? '', /cannot be seen from here/);
  });

  it('knows what each kind of prune takes', () => {
    const about = (text: string, engine?: string) => risksOf(before(text, {
      rows: [own, other, network('idle', '1'), network('busy', '2'), { ...container('user', '9'), networks: ['busy'], volumes: ['used'] }, volume('used'), volume('named'), volume(id('f')), image('5', 'nginx:latest'), image('6')],
    }, engine === undefined ? {} : { engine }))[0]?.about.slice(1).map(uid => uid.replace(/([0-9a-f])\1{63}/, '$1'));
    assert.deepEqual(about('docker network prune'), ['network:1']);
    assert.deepEqual(about('docker volume prune'), ['volume:named', 'volume:f']);
    assert.deepEqual(about('docker volume prune', '28.2.2'), ['volume:f']);
    assert.deepEqual(about('docker volume prune -a', '28.2.2'), ['volume:named', 'volume:f']);
    assert.deepEqual(about('docker image prune'), ['image:sha256:6']);
    assert.deepEqual(about('docker image prune -a'), ['image:sha256:5', 'image:sha256:6']);
    assert.deepEqual(about('docker system prune'), ['container:a', 'network:1', 'image:sha256:6']);
    assert.deepEqual(about('docker container prune --filter label=nope'), []);
  });

  it('does not count as the lab’s own what it only probably made', () => {
    assert.deepEqual(rules('docker rm -f web', { rows: [own], ledger: [made(own.uid, 'L3', { likely: true })] }), ['docker.removesForeign']);
    assert.deepEqual(rules('docker rm -f web', { rows: [own], ledger: [made(own.uid, 'L3', { daemon: 'other' })] }), ['docker.removesForeign']);
    assert.deepEqual(rules('docker rm -f web', { rows: [own], ledger: [made(own.uid)] }), []);
  });

  it('offers a removal without what is not the lab’s', () => {
    assert.deepEqual(said('docker rm -fv web mydb blog'), [['Block 14 would remove 2 containers that this lab did not make.', 'Not of this lab: mydb, blog. What is in it is lost for good.', 'Remove only what this lab made', 'docker rm -fv web']]);
    assert.equal(said('docker rm -fv web mydb | cat')[0]?.[2], undefined);
  });

  it('leaves a swarm of this lab without a question', () => {
    const swarm = { role: 'manager', node: 'n' } as const;
    assert.deepEqual(rules('docker swarm leave --force', { swarm, ledger: [made('swarm:n')] }), []);
    assert.deepEqual(rules('docker swarm leave --force', { swarm, ledger: [made('swarm:n', 'L4')] }), ['swarm.leavesForeign']);
    assert.deepEqual(rules('docker swarm leave --force', { swarm: { role: 'inactive' } }), []);
  });

  it('puts the safe choice in place of its statement and leaves the others as they are', () => {
    const at = before('echo before\ndocker container prune -f\ndocker ps', world);
    assert.equal(safeText(at, risksOf(at)), 'echo before\ndocker container rm aaaaaaaaaaaa\ndocker ps');
    const two = before('docker container prune -f\nsudo ls', world);
    assert.equal(safeText(two, risksOf(two)), undefined);
    assert.equal(safeText(before('ls', world), []), undefined);
  });
});
