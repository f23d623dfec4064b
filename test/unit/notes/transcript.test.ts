import assert from 'node:assert/strict';
import { commandsOf } from '../../../src/core/blockText';
import { looksLikeCommand } from '../../../src/core/commandLike';
import { targetOf } from '../../../src/core/targetOf';

function read(text: string, language = ''): { run: string[]; sample: string[]; inner?: number } | undefined {
  const found = commandsOf(text.split('\n'), language);
  return found && { run: found.commands.map(line => line.text), sample: found.sample.map(line => line.text), ...(found.inner > 0 ? { inner: found.inner } : {}) };
}
const all = (...run: string[]) => ({ run, sample: [] });

describe('console transcripts', () => {
  it('are told from output by their prompts', () => {
    assert.deepEqual(read('$ docker ps\nCONTAINER ID\nabc\n\n$ docker images', 'console'), { run: ['docker ps', 'docker images'], sample: ['CONTAINER ID', 'abc'] });
    for (const prompt of ['root@ab12:/# ', 'me@host:~/lab dir$ ', '[me@host lab]$ ', 'bash-5.2# ', '/ # ', '(venv) $ ', 'me@host ~ % ', '[node1] (local) root@192.168.0.8 ~ $ ', 'Laptop:~ me$ ']) {
      assert.deepEqual(read(`${prompt}docker ps\nout`), { run: ['docker ps'], sample: ['out'] }, prompt);
    }
    assert.deepEqual(read('[node1] (local) root@192.168.0.8 ~\n$ docker ps\nx'), { run: ['docker ps'], sample: ['x'] });
  });

  it('go on over lines', () => {
    assert.deepEqual(read('$ docker run \\\n>  -d nginx\nabc'), { run: ['docker run \\', ' -d nginx'], sample: ['abc'] });
    assert.deepEqual(read('$ docker run \\\n    -d nginx\nabc'), { run: ['docker run \\', '    -d nginx'], sample: ['abc'] });
    assert.deepEqual(read('$ cat <<EOF\n> a b\n> EOF\na b', 'sh'), { run: ['cat <<EOF', 'a b', 'EOF'], sample: ['a b'] });
    assert.deepEqual(read('$ for i in 1; do\n> echo $i\n> done\n1', 'sh'), { run: ['for i in 1; do', 'echo $i', 'done'], sample: ['1'] });
  });

  it('are not swallowed by an apostrophe', () => {
    assert.deepEqual(read("$ echo don't\nout\n$ ls -l", 'sh'), { run: ["echo don't", 'ls -l'], sample: ['out'] });
  });

  it('leave out what is typed inside another program', () => {
    assert.deepEqual(read('$ docker run -it ubuntu bash\nroot@ab12:/# rm -rf /tmp/x\nroot@ab12:/# exit\n$ docker ps'), { run: ['docker run -it ubuntu bash', 'docker ps'], sample: ['root@ab12:/# rm -rf /tmp/x', 'root@ab12:/# exit'], inner: 2 });
  });

  it('take `# ` for a prompt only where it is one', () => {
    assert.deepEqual(read('# docker ps\nCONTAINER ID  IMAGE', ''), { run: ['docker ps'], sample: ['CONTAINER ID  IMAGE'] });
    assert.deepEqual(read('# docker ps', 'console'), all('docker ps'));
    assert.deepEqual(read('# List all of them\n$ docker ps', 'console'), { run: ['docker ps'], sample: ['# List all of them'] });
    assert.deepEqual(read('# docker rm -f web\ndocker ps', 'sh'), all('# docker rm -f web', 'docker ps'));
    assert.equal(read('# docker rm -f web\n# docker ps', 'sh'), undefined);
    assert.equal(read('# docker rm -f web', ''), undefined);
  });

  it('are not seen in here-documents and variables', () => {
    assert.deepEqual(read("cat > x <<'E'\n$ ls\nE", 'sh'), all("cat > x <<'E'", '$ ls', 'E'));
    assert.deepEqual(read('$HOME/bin/x', 'sh'), all('$HOME/bin/x'));
  });
});

describe('code without a language', () => {
  it('is run if it is clear', () => {
    assert.deepEqual(read('docker build -t a .\n\ndocker images a\n'), all('docker build -t a .', '', 'docker images a'));
    assert.deepEqual(read('X=1\nexport Y=2\nif [ -f a ]; then\n  cat a.txt\nfi'), all('X=1', 'export Y=2', 'if [ -f a ]; then', '  cat a.txt', 'fi'));
    assert.deepEqual(read('docker ps\nCONTAINER ID   IMAGE\nabc   nginx'), { run: ['docker ps'], sample: ['CONTAINER ID   IMAGE', 'abc   nginx'] });
    assert.deepEqual(read('ls'), all('ls'));
  });

  it('is left alone if it is not', () => {
    for (const text of ['$ 5.00 is the price', 'FROM alpine\nRUN ls', '{"a": 1}', 'hello world', 'if you want more\nread on', 'unknowntool --flag', 'docker ps\nunknowntool x\ndocker images', '# a comment', '', '/etc/hosts']) assert.equal(read(text), undefined, text);
  });

  it('is all commands if the author names the shell', () => {
    assert.deepEqual(read('anything at all', 'sh'), all('anything at all'));
    assert.deepEqual(read('  a\n\tb', 'bash'), all('  a', '\tb'));
    assert.deepEqual(read('    a\n      b', 'bash'), all('a', '  b'));
    assert.equal(read('Only output here.', 'console'), undefined);
  });
});

describe('looksLikeCommand', () => {
  it('takes clear commands in a sentence', () => {
    for (const text of ['docker container ls --all', 'docker ps', 'kubectl get pods -A', 'minikube start', 'aws s3 ls', 'git clone https://x.example/y.git', 'cat Dockerfile', 'cat /etc/hosts', 'cd app', 'mkdir app', 'curl localhost:8080', 'ls -la', 'echo "hello the world"',
      'export A=1', 'sudo apt-get update', 'docker ps | grep web', 'docker stop a; docker rm a', './run.sh -v', 'kill -9 1234', 'curl -X POST localhost', 'docker -H tcp://x ps', 'aws --region us-east-1 ec2 describe-instances']) assert.ok(looksLikeCommand(text, 'inline'), text);
  });

  it('takes no names, files, flags, synopses and sentences', () => {
    for (const text of ['docker', 'docker run', 'docker container', 'kubectl get', 'hostname', 'ls', 'Dockerfile', 'docker-compose.yml', '--rm', '-it', 'docker run IMAGE', 'docker run [OPTIONS] IMAGE', 'docker swarm join ...', 'docker run is used for this', 'docker info: a list',
      'make sure', 'cat pictures', 'find out', 'time flies', 'echo chamber and more', 'git', 'aws s3', 'aws', 'x=1', 'true', '/etc/hosts', './run.sh', 'docker ps and docker images', 'export A=Enter your id', 'Docker ps', 'docker container run.', 'a && b', 'docker exec(which runs)', '“docker ps -a”']) {
      assert.equal(looksLikeCommand(text, 'inline'), false, text);
    }
  });
});

describe('targetOf', () => {
  it('tells where commands go', () => {
    const seen = Object.fromEntries(['ls', 'docker ps', 'sudo docker ps', 'docker service ls', 'docker --debug swarm init', 'docker stack deploy -c x y', 'kubectl get pods', 'minikube start', 'helm list', 'aws s3 ls', 'eb create', 'sam build', 'A=1 aws s3 ls',
      'ls\ndocker ps', 'docker ps && kubectl get pods', 'eval $(minikube docker-env)', 'curl $(minikube ip)', '(cd a && docker build .)', 'echo docker', 'for i in 1; do docker ps; done'].map(text => [text, targetOf(text)]));
    assert.deepEqual(seen, {
      ls: 'shell', 'docker ps': 'docker', 'sudo docker ps': 'docker', 'docker service ls': 'swarm', 'docker --debug swarm init': 'swarm', 'docker stack deploy -c x y': 'swarm', 'kubectl get pods': 'kubernetes', 'minikube start': 'kubernetes', 'helm list': 'kubernetes',
      'aws s3 ls': 'aws', 'eb create': 'aws', 'sam build': 'aws', 'A=1 aws s3 ls': 'aws', 'ls\ndocker ps': 'docker', 'docker ps && kubectl get pods': 'kubernetes', 'eval $(minikube docker-env)': 'kubernetes', 'curl $(minikube ip)': 'kubernetes',
      '(cd a && docker build .)': 'docker', 'echo docker': 'shell', 'for i in 1; do docker ps; done': 'docker',
    });
  });
});
