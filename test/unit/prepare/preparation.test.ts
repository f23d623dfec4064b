import assert from 'node:assert/strict';
import type { TargetId } from '../../../src/core/course';
import { english } from '../../../src/core/message';
import { clusterImageLines, downloadSize, imageLines, inClassRegistry, isRegistry, obstacles, portLines, wantedBy } from '../../../src/core/preparation';
import type { ContainerResource, ImageResource } from '../../../src/core/resource';

const needs = (images: string[], ports: number[], tools: string[]) => ({ images, ports, tools, network: 'images' as const });
const section = (targets: readonly TargetId[], wanted: ReturnType<typeof needs>) => ({ targets, needs: wanted });
const image = (tag: string, size: number, standIn = false): ImageResource => ({ kind: 'image', uid: `image:${tag}`, name: tag, labels: {}, standIn, tags: [tag], size });
const container = (name: string, hostPort: number, state: ContainerResource['state'] = 'running'): ContainerResource => ({
  kind: 'container', uid: `container:${name}`, name, labels: {}, standIn: false, image: 'nginx', state, restartLoop: false, oomKilled: false, networks: [], volumes: [],
  ports: [{ hostIp: '0.0.0.0', hostPort, containerPort: 80, protocol: 'tcp' }],
});

describe('what a class needs', () => {
  it('is gathered from all sections, each thing once', () => {
    assert.deepEqual(wantedBy([section(['docker'], needs(['alpine', 'nginx'], [8080, 80], ['docker'])), section(['docker', 'swarm'], needs(['alpine'], [80], ['docker', 'curl']))]), { images: ['alpine', 'nginx'], clusterImages: [], ports: [80, 8080], tools: ['docker', 'curl'] });
  });

  it('has its images on the nodes of the cluster where a section is about one', () => {
    const { images, clusterImages } = wantedBy([section(['docker'], needs(['alpine'], [], [])), section(['kubernetes', 'docker'], needs(['boot:v1', 'alpine'], [], []))]);
    assert.deepEqual([images, clusterImages], [['alpine'], ['boot:v1', 'alpine']]);
    const lines = clusterImageLines(['registry.example/boot:v1', 'alpine'], ['registry.example/boot:v1', 'docker.io/library/busybox:latest']);
    assert.deepEqual(lines.map(({ name, there, inCluster }) => [name, there, inCluster]), [['registry.example/boot:v1', true, true], ['alpine', false, true]]);
    assert.deepEqual(clusterImageLines(['alpine'], undefined).map(({ there }) => there), [false]);
  });

  it('says why a cluster is away, and not that its images are missing', () => {
    const away = { images: clusterImageLines(['boot:v1'], undefined), ports: [], tools: [], cluster: { brings: false, away: { text: 'minikube does not answer; it may be stopped.', args: [] } } };
    assert.deepEqual(obstacles(away).map(english), ['minikube does not answer; it may be stopped.']);
    assert.deepEqual(obstacles({ ...away, cluster: { brings: true } }).map(english), ['The image boot:v1 is not here yet.']);
  });

  it('knows an image by any form of its name, and how large what is missing will be', () => {
    const lines = imageLines(['docker.io/library/alpine', 'mysql:8', 'redis'], [image('alpine:latest', 8e6, true)], new Map([['mysql:8', 2e8]]));
    assert.deepEqual(lines, [
      { name: 'docker.io/library/alpine', there: true, standIn: true, size: 8e6, sizeOf: 'disk' },
      { name: 'mysql:8', there: false, standIn: false, sizeOf: 'download', size: 2e8 },
      { name: 'redis', there: false, standIn: false, sizeOf: 'download' },
    ]);
  });

  it('names the container that holds a port; an ended one holds none', () => {
    const rows = [container('web', 8080), container('old', 80, 'exited')];
    assert.deepEqual(portLines([80, 8080, 9000], rows, new Map([[80, true], [8080, true], [9000, false]])), [{ port: 80, free: true }, { port: 8080, free: false, by: 'web' }, { port: 9000, free: false }]);
  });

  it('says what stands in the way, and nothing when nothing does', () => {
    const fine = { images: imageLines(['alpine'], [image('alpine:latest', 8e6)], new Map()), ports: [{ port: 80, free: true }], tools: [{ tool: 'docker', version: '28' }], freeDisk: 5e9 };
    assert.deepEqual(obstacles(fine), []);
    const bad = { images: imageLines(['a', 'b'], [], new Map([['a', 2e9], ['b', 1e9]])), ports: [{ port: 80, free: false, by: 'web' }, { port: 81, free: false }], tools: [{ tool: 'curl' }], freeDisk: 8e9 };
    assert.deepEqual(obstacles(bad).map(english), [
      'curl is not installed, or not on PATH.', 'Port 80 is taken by the container web.', 'Port 81 is taken by another program.', '2 images are not here yet.', 'Only 8.00 GB of disk are free.',
    ]);
  });
});

describe('sizes and registries', () => {
  it('reads the size for this machine out of a list of platforms', () => {
    const of = (architecture: string, ...sizes: number[]) => ({ Descriptor: { platform: { os: 'linux', architecture } }, SchemaV2Manifest: { layers: sizes.map(size => ({ size })) } });
    assert.equal(downloadSize(JSON.stringify([of('arm64', 5), of('amd64', 10, 20)]), 'linux', 'amd64'), 30);
    assert.equal(downloadSize(JSON.stringify(of('', 7)), 'linux', 'amd64'), 7);
    assert.equal(downloadSize(JSON.stringify([of('arm64', 5), of('s390x', 5)]), 'linux', 'amd64'), undefined);
    for (const odd of ['', 'null', '[]', '{"SchemaV2Manifest":{}}', 'no such manifest']) assert.equal(downloadSize(odd, 'linux', 'amd64'), undefined);
  });

  it('finds an image in a class registry', () => {
    assert.equal(inClassRegistry('school.example:5000', 'alpine'), 'school.example:5000/library/alpine:latest');
    assert.equal(inClassRegistry('school.example/mirror/', 'team/app:2'), 'school.example/mirror/team/app:2');
  });

  it('takes a registry for what Docker takes for one, and no option or address', () => {
    for (const good of ['school.example', 'school.example:5000', 'localhost:5000', '127.0.0.1:5599', 'registry:5000', 'r.example/mirror']) assert.ok(isRegistry(good), good);
    for (const bad of ['', 'registry', '--help', 'https://r.example', 'r.example:port', 'r.example;ls', 'r example', '-r.example', 'r.example/../x']) assert.ok(!isRegistry(bad), bad);
  });
});
