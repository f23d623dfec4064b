import assert from 'node:assert/strict';
import { live } from '../labScript.mjs';

const inside = ['apt-get update', 'apt-get install -y figlet', 'figlet "hello docker"', 'exit'];

/** Docker images. @type {readonly import('../labScript.mjs').Step[]} */
export const l2 = [
  {
    step: '1: figlet installed by hand',
    text: 'docker container run -it --name figletbox ubuntu bash', typed: inside,
    holds: async ({ at }) => assert.equal(await live(at).container('figletbox'), 'exited(0)'),
  },
  { step: '2', text: 'docker container ls -a', holds: ({ output }) => assert.match(output, /figletbox/) },
  { step: '3: what changed', text: 'docker container diff figletbox', holds: ({ output }) => assert.match(output, /^A \/usr\/bin\/figlet/m) },
  {
    step: '4: an image without a name',
    text: 'IMAGE_ID=$(docker container commit figletbox); echo "$IMAGE_ID"',
    holds: async ({ output, at }) => {
      assert.match(output, /^sha256:[0-9a-f]{64}$/m);
      assert.equal(await at.ask(`docker image inspect --format '{{.RepoTags}}' ${output.trim()}`), '[]');
    },
  },
  {
    step: '4a', text: 'docker image tag "$IMAGE_ID" ourfiglet; echo "$IMAGE_ID"',
    holds: async ({ output, at }) => assert.equal(await at.ask("docker image inspect --format '{{.Id}}' ourfiglet:latest"), output.trim()),
  },
  { step: '5', text: 'docker image ls ourfiglet', holds: ({ output }) => assert.match(output, /ourfiglet/) },
  { step: '6: a banner', text: 'docker container run --rm ourfiglet figlet hello', holds: ({ output }) => assert.ok(output.trimEnd().split('\n').length > 3, output) },
  {
    step: '6a: pushed', text: 'docker image tag ourfiglet "$REG/ourfiglet:v1"\ndocker image push "$REG/ourfiglet:v1"',
    holds: async ({ output, at }) => {
      assert.match(output, /^v1: digest: sha256:/m);
      assert.match(await live(at).http('http://$REG/v2/ourfiglet/tags/list'), /"v1"/);
    },
  },
  {
    step: '6b: and pulled again',
    text: 'docker image rm "$REG/ourfiglet:v1" && ! docker image inspect "$REG/ourfiglet:v1" >/dev/null\ndocker image pull "$REG/ourfiglet:v1"\ndocker container run --rm "$REG/ourfiglet:v1" figlet back',
    holds: async ({ output, at }) => {
      assert.match(output, /Downloaded newer image[^]*\n[^]*\n[^]*\n/);
      assert.ok(await live(at).present('image', '$REG/ourfiglet:v1'));
    },
  },
  {
    step: '7, 8: a Dockerfile, in its stand-in form',
    text: `mkdir hello
cat > hello/index.js <<'JS'
var os = require("os");
var hostname = os.hostname();
console.log("hello from " + hostname);
JS
cat > hello/Dockerfile <<'DF'
FROM ubuntu
RUN apt-get update && apt-get install -y nodejs
COPY . /app
WORKDIR /app
CMD ["node","index.js"]
DF`,
  },
  { step: '8a', text: 'cat hello/Dockerfile', holds: ({ output }) => assert.match(output, /FROM [^]*CMD/) },
  { step: '9: built', text: '(cd hello && docker image build -t hello:v0.1 .)', holds: async ({ at }) => assert.ok(await live(at).present('image', 'hello:v0.1')) },
  { step: '10', text: 'docker container run --rm hello:v0.1', holds: ({ output }) => assert.match(output, /^hello from [0-9a-f]{12}$/m) },
  { step: '11', text: 'docker image history hello:v0.1; docker image history --no-trunc hello:v0.1', holds: ({ output }) => assert.match(output, /nodejs/) },
  { step: '12', text: `echo 'console.log("this is v0.2");' >> hello/index.js; tail -1 hello/index.js`, holds: ({ output }) => assert.match(output, /v0\.2/) },
  { step: '13: the cache', text: '(cd hello && docker image build -t hello:v0.2 .)', holds: ({ output }) => assert.match(output, /CACHED|Using cache/) },
  { step: '14', text: 'docker container run --rm hello:v0.2', holds: ({ output }) => assert.match(output, /^hello from .*\nthis is v0\.2$/m) },
  { step: '15, 16', text: 'docker image pull alpine; docker image inspect alpine\ndocker image inspect --format "{{ json .RootFS.Layers }}" alpine', holds: async ({ at }) => assert.equal((await live(at).layers('alpine')).length, 1) },
  {
    step: '17: layers', text: 'docker image inspect --format "{{ json .RootFS.Layers }}" hello:v0.2',
    holds: async ({ at }) => {
      const [layers, below] = [await live(at).layers('hello:v0.2'), await live(at).layers('ubuntu')];
      assert.ok(layers.length >= 3);
      assert.deepEqual(layers.slice(0, below.length), below);
    },
  },
  {
    step: '18: a volume keeps what a container wrote',
    text: `docker volume create l2-data
docker container run --rm -v l2-data:/data alpine sh -c 'date > /data/when'
docker container run --rm -v l2-data:/data alpine cat /data/when`,
    holds: async ({ output, at }) => {
      assert.match(output, /^\w+ \w+ +\d+ \d\d:\d\d:\d\d/m);
      assert.ok(await live(at).present('volume', 'l2-data'));
    },
  },
  {
    step: 'clean-up',
    text: 'docker container rm -f figletbox; docker image rm ourfiglet "$REG/ourfiglet:v1" hello:v0.1 hello:v0.2; docker volume rm l2-data; rm -rf hello',
    holds: async ({ at }) => {
      assert.equal(await live(at).container('figletbox'), 'absent');
      for (const name of ['ourfiglet', 'hello:v0.1', 'hello:v0.2', '$REG/ourfiglet:v1']) assert.ok(!await live(at).present('image', name), name);
      assert.ok(!await live(at).present('volume', 'l2-data'));
    },
  },
];
