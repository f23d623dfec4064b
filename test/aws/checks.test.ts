import { deepEqual, equal } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { AwsService } from '../../src/core/aws/kinds';
import type { Check } from '../../src/core/check';
import { CheckBook } from '../../src/core/checks/checkBook';
import { awsEyesOf, eyesOf } from '../../src/core/checks/eyes';
import { Emitter } from '../../src/core/emitter';
import type { RunRecord } from '../../src/core/run';
import { parseSection } from '../../src/core/markdown';
import { english } from '../../src/core/message';
import { createAwsTarget, type AwsSource, type AwsTarget } from '../../src/targets/aws';
import { createLooker } from '../../src/targets/probes';
import { MemoryJournal } from '../unit/checks/bookBench';
import { emulator, emulatorEnv, resetEmulator } from './bed';

/** Each check in short form; what makes it true; what is said of it then. */
const steps: readonly (readonly [string, string, string])[] = [
  ['aws account emulated; aws region us-east-1', '', 'this is the emulator; the region is us-east-1'],
  ['aws bucket lab-b present', 'aws s3api create-bucket --bucket lab-b', 'the bucket `lab-b` is there'],
  ['aws object pic.jpg in lab-b size 6 contains "two"', 'printf one > "$TMP/pic" && aws s3 cp --quiet "$TMP/pic" s3://lab-b/pic.jpg && aws s3api put-bucket-versioning --bucket lab-b --versioning-configuration Status=Enabled && printf two222 > "$TMP/pic" && aws s3 cp --quiet "$TMP/pic" s3://lab-b/pic.jpg', 'the object `pic.jpg` is in `lab-b`; it has 6 bytes; it contains “two”'],
  ['aws versions pic.jpg in lab-b = 2', '', 'there are 2 versions of `pic.jpg`'],
  ['aws objects p in lab-b = 1', '', 'there is 1 object under `p` in `lab-b`'],
  ['aws anonymous pic.jpg in lab-b = 200', `aws s3api put-bucket-policy --bucket lab-b --policy '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::lab-b/*"}]}'`, 'a request for `pic.jpg` without credentials gets 200'],
  ['aws bucket-settings lab-b versioning Enabled allows s3:GetObject', '', 'versioning of `lab-b` is Enabled; its policy allows s3:GetObject'],
  ['aws key-pair MyKeyPair present', 'aws ec2 create-key-pair --key-name MyKeyPair', 'the key pair `MyKeyPair` is there'],
  ['aws rule lab-ssh tcp 22 from */32', 'SG=$(aws ec2 create-security-group --group-name lab-ssh --description ssh --query GroupId --output text) && aws ec2 authorize-security-group-ingress --group-id "$SG" --protocol tcp --port 22 --cidr 203.0.113.7/32', '`lab-ssh` lets in tcp 22 */32 from 203.0.113.7/32'],
  ['aws instance ${INSTANCE} running tag labbook=L7 type t3.micro', `aws ec2 run-instances --image-id ami-12c6146b --instance-type t3.micro --tag-specifications 'ResourceType=instance,Tags=[{Key=labbook,Value=L7}]'`, ''],
  ['aws stream wildrydes ACTIVE shards 1', 'aws kinesis create-stream --stream-name wildrydes --shard-count 1', 'the stream `wildrydes` is ACTIVE; `wildrydes` has 1 shard'],
  ['aws records wildrydes contains "Shadowfax" = 1', 'printf \'{"Name":"Shadowfax"}\' > "$TMP/rec" && aws kinesis put-record --stream-name wildrydes --partition-key a --data "fileb://$TMP/rec"', '1 record in `wildrydes` has “Shadowfax”'],
  ['aws table T ACTIVE', 'aws dynamodb create-table --table-name T --attribute-definitions AttributeName=Name,AttributeType=S --key-schema AttributeName=Name,KeyType=HASH --billing-mode PAY_PER_REQUEST', 'the table `T` is ACTIVE'],
  ['aws items T where Name=Rocinante at-least 1', `aws dynamodb put-item --table-name T --item '{"Name":{"S":"Rocinante"}}'`, 'there is 1 item with Name=Rocinante in `T`'],
  ['aws role R present', `aws iam create-role --role-name R --assume-role-policy-document '{}'`, 'the role `R` is there'],
  ['aws role-policy P of R', `aws iam put-role-policy --role-name R --policy-name P --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'`, 'the role `R` has the policy `P`'],
  ['aws log /lab contains "hello"', 'aws logs create-log-group --log-group-name /lab && aws logs create-log-stream --log-group-name /lab --log-stream-name s && aws logs put-log-events --log-group-name /lab --log-stream-name s --log-events "timestamp=$(date +%s000),message=hello"', '1 line in `/lab` has “hello”'],
  ['aws images api tag v1', `aws ecr create-repository --repository-name api && aws ecr put-image --repository-name api --image-tag v1 --image-manifest '{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v2+json","config":{"digest":"sha256:0000000000000000000000000000000000000000000000000000000000000000"},"layers":[]}'`, 'an image in `api` has the tag v1'],
  ['aws training-job xgb-1 Completed', 'aws sagemaker create-training-job --training-job-name xgb-1 --role-arn arn:aws:iam::123456789012:role/R --algorithm-specification TrainingImage=i,TrainingInputMode=File --output-data-config S3OutputPath=s3://lab-b/out --resource-config InstanceType=ml.m5.large,InstanceCount=1,VolumeSizeInGB=5 --stopping-condition MaxRuntimeInSeconds=60', 'the training job `xgb-1` is Completed'],
];
const services: readonly AwsService[] = ['s3', 'ec2', 'kinesis', 'dynamodb', 'iam', 'cloudwatch-logs', 'ecr', 'sagemaker', 'ecs'];
const note = (checks: string) => `\`\`\`sh {name=b}\ntrue\n\`\`\`\n\n${checks}`;
const checksOf = (markdown: string): readonly Check[] => parseSection(note(markdown), 'a.md').checks;
const quoted = (index: number, short: string) => `\`\`\`sh {name=s${index} check='${short}'}\ntrue\n\`\`\`\n`;

describe('checks of AWS against an emulator', function () {
  this.timeout(300_000);
  let target: AwsTarget;
  let source: AwsSource;
  before(() => {
    target = createAwsTarget({ load: createRequire(resolve('dist/aws.js')) });
    source = target.source({}, { track: 'emulator', region: 'us-east-1', services, emulator: { run: 'test', address: emulator, name: 'moto', ours: false } });
  });
  after(() => { source.dispose(); target.dispose(); });
  afterEach(resetEmulator);

  it('fail before, pass after, and fail again once all is gone', async () => {
    const captures = [{ name: 'INSTANCE', from: { kind: 'aws', thing: 'instance', tag: 'labbook=L7', keep: 'id' } }] as const;
    const checks = checksOf(steps.map(([short], index) => quoted(index, short)).join('\n')).map(check => JSON.stringify(check.test).includes('INSTANCE') ? { ...check, captures } : check);
    equal(checks.length, steps.length);
    const book = bookOf(source);
    const section = sectionOf(checks);
    const held = book.watch(section);
    const early = await book.lookNow(section, 20_000);
    // Where it is, is so from the beginning; the instance has no id yet.
    deepEqual(early.map(({ state }, index) => [steps[index]?.[0], state]), steps.map(([short]) => [short, short.includes('account') ? 'done' : short.includes('INSTANCE') ? 'notMeasured' : 'notYet']));

    await shell(steps.map(([, make]) => make).filter(Boolean).join(' &&\n'));
    source.wake();
    const done = await book.waitFor(section, undefined, 30_000);
    deepEqual(done.map(({ state, marks, facts }, index) => [steps[index]?.[0], state, marks, steps[index]?.[2] === '' ? '' : facts.map(english).join('; ')]), steps.map(([short, , fact]) => [short, 'done', ['emulated'], fact]));

    await resetEmulator();
    source.wake();
    let late = done;
    for (let round = 0; round < 20 && late.some(({ gone }, index) => !gone && index > 0); round++) late = await lookLater(book, section);
    deepEqual(late.flatMap(({ gone }, index) => gone ? [] : [steps[index]?.[0]]), [steps[0]?.[0]]);
    held.dispose();
    book.dispose();
  });

  it('say what it only pretends', async () => {
    const checks = checksOf([quoted(0, 'aws ecs-service api running 1/1'), quoted(1, 'aws object s3://lab-b/out/xgb-1/output/model.tar.gz'), quoted(2, 'aws invoked f')].join('\n'));
    const book = bookOf(source);
    const section = sectionOf(checks);
    const held = book.watch(section);
    await shell(`aws ecs create-cluster --cluster-name demo && aws ecs register-task-definition --family api --container-definitions '[{"name":"api","image":"i","memory":64}]' && aws ecs create-service --cluster demo --service-name api --task-definition api --desired-count 1 &&
      aws s3api create-bucket --bucket lab-b && ${steps.find(([short]) => short.includes('training-job'))?.[1] ?? ''}`);
    source.wake();
    let results = await book.lookNow(section, 3000);
    for (let round = 0; round < 20 && !results.every(({ facts }) => facts.length > 1); round++) results = await lookLater(book, section);
    deepEqual(results.map(({ facts }) => facts.map(english).join('; ')), [
      'desired 1, running 0; on the emulator tasks never run',
      'there is no object `out/xgb-1/output/model.tar.gz` in `lab-b`; on the emulator a training job is Completed at once and leaves no model',
      '`f` has not run; on the emulator no function runs',
    ]);
    held.dispose();
    book.dispose();
  });
});

/** The rows are looked at once a second: a look that follows at once sees the same ones. */
async function lookLater(book: CheckBook, section: ReturnType<typeof sectionOf>) {
  await new Promise(done => { setTimeout(done, 1000); });
  return book.lookNow(section, 3000);
}

function sectionOf(checks: readonly Check[]) {
  return { courseId: 'c', courseVersion: '1', labId: 'L', sectionId: 's', blocks: [], checks: checks.map(({ block: _block, ...check }) => check) };
}

function bookOf(source: AwsSource): CheckBook {
  const look = createLooker({ source: () => undefined, aws: () => source, daemonHost: () => undefined });
  return new CheckBook({
    clock: { now: () => Date.now(), after: (ms, then) => { const timer = setTimeout(then, ms); return { dispose: () => { clearTimeout(timer); } }; } },
    journal: new MemoryJournal(), docker: eyesOf(source), aws: awsEyesOf(source), records: (): readonly RunRecord[] => [], loaded: () => Promise.resolve(),
    onRecord: new Emitter<{ courseId: string; labId: string }>().event, look: want => look(want, { folder: () => Promise.resolve(undefined), allowed: () => false }), barred: () => undefined, remembered: () => undefined,
  });
}

function shell(script: string): Promise<void> {
  return new Promise((done, fail) => {
    execFile('bash', ['--norc', '-ec', `TMP=$(mktemp -d); trap 'rm -rf "$TMP"' EXIT\n${script}`], { env: emulatorEnv }, (error, _stdout, stderr) => { if (error) fail(new Error(stderr || error.message)); else done(); });
  });
}
