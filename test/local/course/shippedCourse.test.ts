import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sectionsOf, type Course, type CourseFiles } from '../../../src/core/course';
import { loadCourse } from '../../../src/core/loadCourse';
import { parseSection } from '../../../src/core/markdown';
import type { Block } from '../../../src/core/section';

const notes = join(process.cwd(), 'notes');
const files: CourseFiles = {
  read: path => readFile(join(notes, path), 'utf8').then(text => ({ text }), () => ({ problem: 'missing' as const })),
};

/** Blocks that need a person, and blocks that are shown but never run. All others run, one after the other, unattended. */
const conversations = ['l0-it', 'l0-ash', 'l1-ubuntu', 'l1-exec-sh', 'l2-figletbox', 'l5-shell', 'l7-ssh'];
const shownOnly = [
  'l0-it-inside', 'l0-ash-inside', 'l1-ubuntu-inside', 'l1-exec-sh-inside',
  'l1-upstream', 'l1-upstream-cleanup',
  'l2-figletbox-inside', 'l2-recipe-alpine', 'l4-upstream', 'l5-shell-inside', 'l11-sklearn', 'l12-real', 'l12-sklearn', 'l6d-upstream', 'l10-data-api', 'l13-notebook-url', 'l13-update', 'l14-pool-grant', 'l14-invocations', 'l7-ssh-inside', 'l6-stack-real', 'l6-visit', 'l6-validate', 'l9-duckdb', 'l9-roles', 'l9-result',
];
/** Steps of the shell alone: they touch no container. */
const shellOnly = [
  'l1-app', 'l1-dockerfile', 'l1-other-port', 'l1-values', 'l1-visit', 'l2-program', 'l2-recipe', 'l2-change', 'l3-docker0', 'l3-visit', 'l4-read', 'l4-visit', 'l4-vote',
  't3-stack', 't3-deployment', 't3-service', 't3-compare', 'cleanup', 'l5-image', 'l5-api', 'l5-visit-forward',
  't0-tools', 't0-docker', 't0-size', 't0-page', 'cleanup', 't5-keeper', 't5-read', 't5-commands', 'cleanup', 't6-split', 't6-map', 't6-sort', 't6-reduce', 't6-lost', 't6-compare', 'cleanup',
  't7-look', 't7-follow', 't7-add', 't7-missing', 't7-again', 'cleanup', 't8-ways', 't8-count', 't8-budget', 't8-page', 'cleanup',
  't9-new', 't9-write', 't9-check', 't9-labs', 't9-mend', 't9-refused', 't9-pack', 't9-same', 't9-from', 't9-report', 'cleanup',
  'l11-data', 'l11-look', 'l11-train', 'l11-matrix', 'l11-guess', 'cleanup',
  'l12-record', 'l12-train', 'l12-batch', 'l12-shares', 'l12-longer', 'cleanup',
  'l10-users', 'l10-ask', 'l13-train', 'l13-iris', 'l13-ask', 'l13-score', 'l13-bad', 'l13-pipeline', 'l13-ab', 'l14-python', 'l14-local-sql', 'l14-policy',
  'l6d-look', 'l6d-monolith', 'l6d-both',
  'l7-open', 'l7-mode', 'l7-cidr', 'l7-cidr-real', 'l7-ssh', 'l8-private', 'l8-public', 'l8-old-private', 'l6-template', 'l9-log', 'l9-count', 'l9-grep', 'l9-script',
];
/** Steps of a swarm. */
const swarmOnly = [
  'l3-swarm-init', 'l3-swarm-join', 'l3-nodes', 'l3-service', 'l3-tasks', 'l3-vip', 'cleanup', 'l4-init', 'l4-join', 'l4-quorum', 'l4-host-mode', 'l4-nodes', 'l4-deploy', 'l4-stack', 'l4-tasks', 'l4-scale', 'l4-kill', 'l4-drain', 'cleanup',
];

/** Steps of a cluster. */
const clusterOnly = [
  'l5-start', 'l5-cluster', 'l5-deploy', 'l5-proxy', 'l5-pod-name', 'l5-visit-pod', 'l5-explore', 'l5-exec', 'l5-shell', 'l5-expose', 'l5-node-port', 'l5-visit', 'l5-forward',
  'l5-label', 'l5-scale', 'l5-balance', 'l5-scale-down', 'l5-update', 'l5-visit-new', 'l5-bad-image', 'l5-undo', 'l5-delete-pod', 'l5-cordon', 'l5-uncordon', 'l5-kubelet', 'l5-kubelet-back', 'l5-tunnel', 'cleanup', 'l5-stop',
];

/** Steps on AWS, or on an emulator of it. */
const awsOnly = [
  't4-version', 't4-configure', 't4-identity', 't4-region', 't4-key', 'cleanup', 'l7-key', 'l7-group', 'l7-rule', 'l7-launch', 'l7-wait', 'l7-address', 'cleanup',
  'l8-bucket', 'l8-upload', 'l8-gate', 'l8-policy', 'l8-versioning', 'l8-overwrite', 'l8-allow-versions', 'l8-fetch', 'l8-delete', 'l8-undelete', 'cleanup',
  'l6-identity', 'l6-repository', 'l6-push', 'l6-stack', 'l6-stack-wait', 'l6-outputs', 'l6-task', 'l6-listener', 'l6-service', 'l6-three', 'l6-rules', 'l6-switch', 'cleanup',
  'l9-bucket', 'l9-cluster', 'l9-wait', 'l9-step', 'cleanup',
  'l10-role', 'l10-cluster', 'l10-properties', 'l10-jdbc', 'l10-backup', 'l10-audit', 'l10-nonsense', 'cleanup',
  'l13-bucket', 'l13-role', 'l13-notebook', 'l13-data', 'l13-job', 'l13-two', 'l13-artefact', 'l13-model', 'l13-endpoint', 'l13-invoke', 'l13-ab', 'l13-pipe', 'l13-batch', 'cleanup',
  'l14-whoami', 'l14-stream', 'l14-consumer', 'l14-producer', 'l14-pool', 'l14-pool-role', 'l14-bucephalus', 'l14-summary-stream', 'l14-aggregate', 'l14-put', 'l14-read-summary',
  'l14-only-bucephalus', 'l14-after-stop', 'l14-only-shadowfax', 'l14-after-start', 'l14-table', 'l14-role', 'l14-function', 'l14-mapping', 'l14-rocinante', 'l14-handler', 'l14-consumer-stops', 'l14-log', 'l14-query',
  'l14-buckets', 'l14-firehose-role', 'l14-firehose', 'l14-direct', 'l14-download', 'l14-athena', 'l14-select', 'cleanup',
];

/** Steps in which a command may or must fail: no docker0 elsewhere than on Linux, a name that is unknown, a kernel without IPVS. */
const expectedToFail = ['l10-bad-load', 'l3-disconnect', 'l3-docker0', 'l3-ping-service'];

describe('the shipped course, as Labbook reads it', () => {
  let course: Course;
  let blocks: readonly Block[];

  before(async () => {
    const loaded = await loadCourse(files);
    assert.deepEqual(loaded.diagnostics, []);
    assert.ok(loaded.course);
    course = loaded.course;
    blocks = (await Promise.all(sectionsOf(course).map(async entry => {
      const file = await files.read(entry.file);
      assert.ok('text' in file);
      const section = parseSection(file.text, entry.file, entry);
      assert.deepEqual(section.diagnostics, []);
      return section.blocks;
    }))).flat();
  });

  it('has its sections in order, each with a lab of its own', () => {
    assert.deepEqual(sectionsOf(course).map(({ id, meta }) => [id, meta.lab]), [
      ['about', 'T0'],
      ['containers-introduction', 'T1'], ['vms-vs-containers', 'T2'], ['docker-introduction', 'L1'], ['docker-images', 'L2'], ['orchestration-introduction', 'T5'], ['docker-networking', 'L3'], ['swarm-mode', 'L4'],
      ['swarm-vs-kubernetes', 'T3'], ['kubernetes-basics', 'L5'], ['monolith-to-microservices', 'L6-docker'], ['monolith-ecs', 'L6'],
      ['aws-setup', 'T4'], ['launch-a-vm', 'L7'], ['s3', 'L8'],
      ['machine-learning-report', 'L13-docker'], ['hadoop-introduction', 'T6'], ['big-data-hadoop', 'L9'], ['redshift-sql', 'L10-docker'], ['amazon-redshift', 'L10'], ['introduction-to-machine-learning', 'L11'], ['bank-marketing-model', 'L12'],
      ['sagemaker', 'L13'], ['wild-rydes', 'L14'], ['unicorn-conclusion', 'T7'],
      ['why-docker', 'T8'], ['devops-docker-beginners', 'L0'], ['write-a-course', 'T9'],
    ]);
  });

  it('has commands in fences only, all of them named', () => {
    assert.deepEqual(blocks.filter(block => block.kind !== 'fence' || block.options.name === undefined).map(block => block.text), []);
  });

  it('tells blocks that need a person and blocks that are only shown from the rest', () => {
    const runnable = blocks.filter(block => block.options.run);
    assert.deepEqual(blocks.filter(block => !block.options.run).map(block => block.id).sort(), [...shownOnly].sort());
    assert.deepEqual(runnable.filter(block => block.options.tty).map(block => block.id).sort(), [...conversations].sort());
    assert.deepEqual(runnable.filter(block => block.target === 'shell').map(block => block.id).sort(), [...shellOnly].sort());
    assert.deepEqual(runnable.filter(block => block.target === 'kubernetes').map(block => block.id).sort(), [...clusterOnly].sort());
    assert.deepEqual(runnable.filter(block => block.target === 'aws').map(block => block.id).sort(), [...awsOnly].sort());
    assert.deepEqual(runnable.filter(block => block.target === 'swarm').map(block => block.id).sort(), [...swarmOnly].sort());
  });

  it('asks for nothing, and goes on after a failure only while cleaning up and where the failure is the lesson', () => {
    assert.deepEqual(blocks.filter(block => block.placeholders.length > 0).map(block => block.id), []);
    assert.deepEqual(blocks.filter(block => block.options.onError === 'continue' && block.role === 'step').map(block => block.id).sort(), expectedToFail);
  });
});
