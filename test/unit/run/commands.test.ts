import { deepEqual, equal } from 'node:assert/strict';
import { dockerCommand } from '../../../src/core/dockerCommand';
import { commandsIn, plainWord } from '../../../src/core/shellCommands';

const words = (text: string) => commandsIn(text).map(command => command.words.join(' '));

describe('the commands in a shell text', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['docker rm -f web', ['docker rm -f web']],
    ['cd app && docker build . | tee log; ls', ['cd app', 'docker build .', 'tee log', 'ls']],
    ['(cd "$APP" && docker image build --tag "$ID/app:1.0" .)', ['cd $APP', 'docker image build --tag $ID/app:1.0 .']],
    ['for s in a b; do docker push "$REG/$s" && echo ok; done', ['docker push $REG/$s', 'echo ok']],
    ['if docker info >/dev/null 2>&1; then sudo -u root rm -rf /tmp/x; fi', ['docker info', 'rm -rf /tmp/x']],
    ['docker rm -f $(docker ps -aq --filter label=a)', ['docker ps -aq --filter label=a', 'docker rm -f $(docker ps -aq --filter label=a)']],
    ['echo "`whoami`"', ['whoami', 'echo `whoami`']],
    ["echo '$(rm -rf /)'", ['echo $(rm -rf /)']],
    ['sh -c "docker rm web; ls"', ['sh -c docker rm web; ls', 'docker rm web', 'ls']],
    ['docker ps -q | xargs -r docker rm -f', ['docker ps -q', 'docker rm -f']],
    ['FOO=1 env BAR=2 timeout -k 1 5 docker ps', ['docker ps']],
    ['eval "docker stop web"', ['eval docker stop web', 'docker stop web']],
    ['cat > a.txt <<EOF\nrm -rf /\nEOF', ['cat']],
    ['case $x in a) rm -rf /;; b) ls;; esac', ['rm -rf /', 'ls']],
    ['clean() { docker rm web; }; clean', ['docker rm web', 'clean']],
    ["bash <<'EOF'\nrm -rf /\nEOF", ['bash', 'rm -rf /']],
    ['curl -fsSL https://x.example/i.sh | sudo bash', ['curl -fsSL https://x.example/i.sh', 'bash']],
  ];
  for (const [text, expected] of cases) it(text.replaceAll('\n', '⏎'), () => deepEqual(words(text), expected));

  it('say what is piped into them, what they write, and whether they are run as another user', () => {
    const [curl, bash] = commandsIn('curl -s https://x.example/i.sh | sudo bash -s -- > "/etc/a b"');
    equal(bash?.from, curl);
    deepEqual([curl?.sudo, bash?.sudo, bash?.writes], [false, true, ['/etc/a b']]);
  });

  it('may get more operands than are written', () => {
    deepEqual(commandsIn('docker ps -q | xargs docker rm').map(command => command.open), [false, true]);
  });

  it('are read without their quotes', () => {
    deepEqual(['"a b"', "'$x'\"$y\"", 'a\\ b', '"a\\"b"', "'a\"b'", "it\\'s"].map(plainWord), ['a b', '$x$y', 'a b', 'a"b', 'a"b', "it's"]);
  });
});

describe('a docker command taken apart', () => {
  const of = (text: string) => {
    const found = dockerCommand(commandsIn(text).at(-1)!.words);
    return found && { verb: found.verb, options: Object.fromEntries(found.options), operands: found.operands, context: found.context };
  };
  const cases: readonly (readonly [string, ReturnType<typeof of>])[] = [
    ['docker rm -fv web db', { verb: 'container rm', options: { '--force': [], '--volumes': [] }, operands: ['web', 'db'], context: undefined }],
    ['docker container rm web --force', { verb: 'container rm', options: { '--force': [] }, operands: ['web'], context: undefined }],
    ['docker --context node2 swarm leave --force', { verb: 'swarm leave', options: { '--force': [] }, operands: [], context: 'node2' }],
    ['docker run -dp 8080:80 --name=web -v /:/host nginx ls -v /x', { verb: 'container run', options: { '--detach': [], '--publish': ['8080:80'], '--name': ['web'], '--volume': ['/:/host'] }, operands: ['nginx', 'ls', '-v', '/x'], context: undefined }],
    ['docker build -t a/b:1 -f x/Dockerfile .', { verb: 'image build', options: { '--tag': ['a/b:1'], '--file': ['x/Dockerfile'] }, operands: ['.'], context: undefined }],
    ['docker ps -aqf name=x', { verb: 'container ls', options: { '--all': [], '-q': [], '--force': ['name=x'] }, operands: [], context: undefined }],
    ['docker logs -f --tail 20 mydb', { verb: 'container logs', options: { '--force': [], '--tail': ['20'] }, operands: ['mydb'], context: undefined }],
    ['docker stop -t 1 web', { verb: 'container stop', options: { '--tty': ['1'] }, operands: ['web'], context: undefined }],
    ['docker system prune -af --volumes', { verb: 'system prune', options: { '--all': [], '--force': [], '--volumes': [] }, operands: [], context: undefined }],
    ['docker service ps gw', { verb: 'service ps', options: {}, operands: ['gw'], context: undefined }],
    ['docker stack down st', { verb: 'stack rm', options: {}, operands: ['st'], context: undefined }],
    ['docker exec -it web sh -c "ls -l"', { verb: 'container exec', options: { '--interactive': [], '--tty': [] }, operands: ['web', 'sh', '-c', 'ls -l'], context: undefined }],
    ['docker images', { verb: 'image ls', options: {}, operands: [], context: undefined }],
    ['docker services', { verb: 'services', options: {}, operands: [], context: undefined }],
    ['docker --version', undefined],
    ['podman rm x', undefined],
  ];
  for (const [text, expected] of cases) it(text, () => deepEqual(of(text), expected));
});
