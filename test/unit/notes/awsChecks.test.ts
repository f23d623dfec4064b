import assert from 'node:assert/strict';
import checkSchemaFile from '../../../notes/schema/check.schema.json';
import { awsCheckWords, awsClaimedValues, awsKept, readBlockSetting, readS3Url } from '../../../src/core/aws/check';
import { awsWords } from '../../../src/core/aws/kinds';
import { awsCounts } from '../../../src/core/aws/resource';
import { isNegative } from '../../../src/core/checkNegative';
import { readShortCheck } from '../../../src/core/checkShort';
import { parseSection } from '../../../src/core/markdown';
import { english } from '../../../src/core/message';

const parse = (body: string) => parseSection(`\`\`\`sh {name=b}\ntrue\n\`\`\`\n\n\`\`\`yaml {check=c}\n${body}\n\`\`\`\n`, 'a.md');
const mapped = (body: string) => claimIn(parse(`claim: x\naws: { ${body} }`).checks[0]?.test);
const faults = (body: string) => parse(`claim: x\naws: { ${body} }`).diagnostics.map(({ code, span, message, remedy }) => [`${code} ${span.start.line - 5}:${span.start.character}`, english(message), remedy && english(remedy)]);
const short = (text: string) => claimIn(readShortCheck(`aws ${text}`).test);
const problem = (text: string) => {
  const found = readShortCheck(text).problem;
  return found && [text.slice(found.start, found.end), english(found.message), english(found.remedy)];
};
function claimIn(test: ReturnType<typeof readShortCheck>['test']) { return test?.kind === 'aws' ? test.claim : test; }
const thing = (word: string, name: string, more: object = {}) => ({ about: 'thing', thing: word, name, ...more });

/** Short form, map form, and what both mean. */
const forms: readonly (readonly [string, string, object])[] = [
  ['bucket ${B} present', 'bucket: "${B}", state: present', thing('bucket', '${B}', { state: 'present' })],
  ['bucket ${B}', 'bucket: "${B}"', thing('bucket', '${B}')],
  ['key-pair MyKeyPair absent', 'key-pair: MyKeyPair, state: absent', thing('key-pair', 'MyKeyPair', { state: 'absent' })],
  ['training-job xgb-1 completed', 'training-job: xgb-1, state: Completed', thing('training-job', 'xgb-1', { in: ['Completed'] })],
  ['training-job xgb-* Completed = 2', 'training-job: "xgb-*", state: Completed, count: 2', thing('training-job', 'xgb-*', { in: ['Completed'], count: 2 })],
  ['endpoint xgb-1 InService or Updating variants 2', 'endpoint: xgb-1, states: [InService, Updating], variants: 2', thing('endpoint', 'xgb-1', { in: ['InService', 'Updating'], counts: { variants: 2 } })],
  ['endpoint xgb-1 variant A weight 0.7', 'endpoint: xgb-1, part: A, weight: 0.7', thing('endpoint', 'xgb-1', { part: { name: 'A', weight: 0.7 } })],
  ['emr-cluster ${C} WAITING step ${STEP} COMPLETED', 'emr-cluster: "${C}", state: WAITING, part: "${STEP}", part-state: COMPLETED', thing('emr-cluster', '${C}', { in: ['WAITING'], part: { name: '${STEP}', in: ['COMPLETED'] } })],
  ['ecs-service api running 1/1', 'ecs-service: api, running: 1, desired: 1', thing('ecs-service', 'api', { counts: { running: 1, desired: 1 } })],
  ['ecs-service api ACTIVE 0/1 cluster demo', 'ecs-service: api, state: ACTIVE, running: 0, desired: 1, cluster: demo', thing('ecs-service', 'api', { in: ['ACTIVE'], counts: { running: 0, desired: 1 }, values: { cluster: 'demo' } })],
  ['ecs-service api desired 0 running 0', 'ecs-service: api, desired: 0, running: 0', thing('ecs-service', 'api', { counts: { desired: 0, running: 0 } })],
  ['instance ${INSTANCE} running tag labbook=L7 type t3.micro', 'instance: "${INSTANCE}", state: running, tag: labbook=L7, type: t3.micro', thing('instance', '${INSTANCE}', { in: ['running'], tag: 'labbook=L7', values: { type: 't3.micro' } })],
  ['stream wildrydes ACTIVE shards 1', 'stream: wildrydes, state: ACTIVE, shards: 1', thing('stream', 'wildrydes', { in: ['ACTIVE'], counts: { shards: 1 } })],
  ['stream wildrydes shards = 1', 'stream: wildrydes, shards: 1', thing('stream', 'wildrydes', { counts: { shards: 1 } })],
  ['listener ${LS} port 80 uses drop-traffic', 'listener: "${LS}", port: 80, uses: drop-traffic', thing('listener', '${LS}', { counts: { port: 80 }, uses: 'drop-traffic' })],
  ['event-source ${M} Enabled batch 100', 'event-source: "${M}", state: Enabled, batch: 100', thing('event-source', '${M}', { in: ['Enabled'], counts: { batch: 100 } })],
  ['account 123456789012', 'account: 123456789012', { about: 'account', account: '123456789012' }],
  ['account emulated', 'account: emulated', { about: 'account', emulated: true }],
  ['account real', 'account: real', { about: 'account', emulated: false }],
  ['region us-east-1', 'region: us-east-1', { about: 'account', region: 'us-east-1' }],
  ['object pic.jpg in ${B} present', 'object: pic.jpg, in: "${B}", state: present', { about: 'object', key: 'pic.jpg', bucket: '${B}', state: 'present' }],
  ['object s3://${B}/a/b size 123456 type image/jpeg version null contains "x=1"', 'object: "s3://${B}/a/b", size: 123456, type: image/jpeg, version: "null", has: x=1', { about: 'object', key: 's3://${B}/a/b', size: 123_456, type: 'image/jpeg', version: 'null', has: 'x=1' }],
  ['object ${ART}', 'object: "${ART}"', { about: 'object', key: '${ART}' }],
  ['objects output/ in ${B} at-least 1', 'objects: output/, in: "${B}", at-least: 1', { about: 'objects', prefix: 'output/', bucket: '${B}', atLeast: 1 }],
  ['objects in ${B} = 2', 'objects: /, in: "${B}", count: 2', { about: 'objects', prefix: '', bucket: '${B}', count: 2 }],
  ['versions pic.jpg in ${B} = 2', 'versions: pic.jpg, in: "${B}", count: 2', { about: 'versions', key: 'pic.jpg', bucket: '${B}', count: 2 }],
  ['anonymous pic.jpg in ${B} version null = 403', 'anonymous: pic.jpg, in: "${B}", version: "null", status: 403', { about: 'anonymous', key: 'pic.jpg', bucket: '${B}', version: 'null', status: 403 }],
  ['bucket-settings b versioning Enabled policy present', 'bucket-settings: b, versioning: Enabled, policy: present', { about: 'bucket-settings', bucket: 'b', versioning: 'Enabled', policy: 'present' }],
  ['bucket-settings b allows s3:GetObject block BlockPublicPolicy=false', 'bucket-settings: b, allows: "s3:GetObject", block: BlockPublicPolicy=false', { about: 'bucket-settings', bucket: 'b', allows: 's3:GetObject', block: 'BlockPublicPolicy=false' }],
  ['items T at-least 3', 'items: T, at-least: 3', { about: 'items', table: 'T', atLeast: 3 }],
  ['items T where Name=Rocinante >= 1', 'items: T, where: Name=Rocinante, at-least: 1', { about: 'items', table: 'T', where: 'Name=Rocinante', atLeast: 1 }],
  ['records s contains "Name" at-least 10', 'records: s, has: Name, at-least: 10', { about: 'records', stream: 's', has: 'Name', atLeast: 10 }],
  ['log /aws/lambda/f contains "START"', 'log: /aws/lambda/f, has: START', { about: 'log', group: '/aws/lambda/f', has: 'START' }],
  ['images api tag v1', 'images: api, tag: v1', { about: 'images', repository: 'api', tag: 'v1' }],
  ['rule lab-ssh tcp 22 from */32', 'rule: lab-ssh, protocol: tcp, port: 22, from: "*/32"', { about: 'rule', group: 'lab-ssh', protocol: 'tcp', port: 22, from: '*/32' }],
  ['rule lab-ssh all absent', 'rule: lab-ssh, protocol: all, state: absent', { about: 'rule', group: 'lab-ssh', protocol: 'all', state: 'absent' }],
  ['statement ${S} FINISHED rows = 10', 'statement: "${S}", state: FINISHED, rows: 10', { about: 'statement', id: '${S}', in: ['FINISHED'], rows: 10 }],
  ['result ${Q} contains "Shadowfax" at-least 1', 'result: "${Q}", has: Shadowfax, at-least: 1', { about: 'result', query: '${Q}', has: 'Shadowfax', atLeast: 1 }],
  ['invoked f = 2', 'invoked: f, count: 2', { about: 'invoked', function: 'f', count: 2 }],
  ['role-policy P of R', 'role-policy: P, of: R', { about: 'role-policy', policy: 'P', role: 'R' }],
];

describe('checks of AWS', () => {
  for (const [line, map, claim] of forms) it(`say the same in one line and as a map: aws ${line}`, () => assert.deepEqual([short(line), mapped(map)], [claim, claim]));

  it('stand beside others, and wait for what they need', () => {
    const { test, needs } = readShortCheck('aws bucket b absent; aws role R absent; port 22 closed; after made');
    assert.deepEqual([test?.kind === 'all' && test.tests.map(({ kind }) => kind), needs], [['aws', 'aws', 'tcp'], ['made']]);
  });

  it('tell what is wrong in one line, where, and what helps', () => {
    assert.deepEqual(problem('aws bukket b'), ['bukket', 'Nothing on AWS is called this here: bukket', 'Did you mean "bucket"?']);
    assert.deepEqual(problem('aws')?.slice(0, 2), ['', 'What is meant on AWS is missing.']);
    assert.deepEqual(problem('aws bucket')?.slice(0, 2), ['', 'A name is missing.']);
    assert.deepEqual(problem('aws training-job xgb-1 Complete'), ['Complete', 'This is never its state: Complete', 'Did you mean "Completed"?']);
    assert.deepEqual(problem('aws bucket b ACTIVE'), ['ACTIVE', 'This is never its state: ACTIVE', 'Use one of: present, absent.']);
    assert.deepEqual(problem('aws endpoint e variant A weight 70'), ['70', 'This is no share: 70', 'Write a number from 0 to 1, such as 0.7.']);
    assert.deepEqual(problem('aws account 1234'), ['1234', 'This is no account: 1234', 'Write its twelve digits, or emulated, or real.']);
    assert.deepEqual(problem('aws object pic.jpg present'), ['pic.jpg', 'In which bucket it is, is missing: pic.jpg', 'Go on with in and the name of the bucket, or write s3://bucket/key.']);
    assert.deepEqual(problem('aws object s3://b/k size 2MB'), ['2MB', 'This is no size: 2MB', 'Write the number of bytes, in digits only.']);
    assert.deepEqual(problem('aws versions pic.jpg = 2')?.slice(0, 2), ['=', 'The bucket is missing.']);
    assert.deepEqual(problem('aws anonymous pic.jpg in b')?.slice(0, 2), ['', 'A number is missing.']);
    assert.deepEqual(problem('aws bucket-settings b'), ['', 'What is set is missing.', 'Go on with one of: versioning, policy, allows, block.']);
    assert.deepEqual(problem('aws bucket-settings b block Public=false')?.slice(0, 2), ['Public=false', 'This is no setting of Block Public Access: Public=false']);
    assert.deepEqual(problem('aws items T where Rocinante')?.slice(0, 2), ['Rocinante', 'This is no attribute with a value: Rocinante']);
    assert.deepEqual(problem('aws rule g ssh')?.slice(0, 2), ['ssh', 'A state is missing here.']);
    assert.deepEqual(problem('aws statement s DONE')?.slice(0, 2), ['DONE', 'This is never its state: DONE']);
    assert.deepEqual(problem('aws role-policy P R')?.slice(0, 2), ['R', 'The role is missing.']);
    assert.deepEqual(problem('aws stream s ACTIVE present')?.slice(0, 2), ['present', 'This is not understood here: present']);
  });

  it('tell what is wrong in a map, at its line, and what helps', () => {
    assert.deepEqual(faults('state: present'), [['check.aws 1:5', 'What is meant on AWS is missing.', 'Write a word of AWS with a name, such as bucket: my-bucket.']]);
    assert.deepEqual(faults('bucket: b, role: r'), [['check.aws 1:24', 'Only one thing can be named here: bucket and role', 'Write two assertions under "all".']]);
    assert.deepEqual(faults('bukket: b').map(([where, message]) => [where, message])[0], ['check.unknownKey 1:7', '"bukket" is not known here and has no effect.']);
    assert.deepEqual(faults('items: T, shards: 1'), [['check.aws 1:25', '"shards" says nothing of this: items', 'Remove it, or use one of: where, count, at-least.']]);
    assert.deepEqual(faults('account: 123456789012, count: 1')[0]?.[2], 'Remove it.');
    assert.deepEqual(faults('training-job: x, state: Complete'), [['check.aws 1:31', 'This is never its state: Complete', 'Did you mean "Completed"?']]);
    assert.deepEqual(faults('endpoint: x, states: [InService, Upd]')[0]?.slice(0, 2), ['check.aws 1:28', 'This is never its state: Upd']);
    assert.deepEqual(faults('emr-cluster: x, part: s, part-state: DONE')[0]?.[0], 'check.aws 1:44');
    assert.deepEqual(faults('account: 1234')[0]?.slice(0, 2), ['check.aws 1:16', 'This is no account: 1234']);
    assert.deepEqual(faults('object: pic.jpg')[0]?.[1], 'In which bucket it is, is missing: pic.jpg');
    assert.deepEqual(faults('anonymous: a, in: b')[0]?.slice(1), ['"status" is missing.', 'Add it: status: and its value.']);
    assert.deepEqual(faults('rule: g')[0]?.[1], '"protocol" is missing.');
    assert.deepEqual(faults('rule: g, protocol: ssh').map(([where]) => where), ['check.notOneOf 1:26', 'check.aws 1:5']);
    assert.deepEqual(faults('role-policy: P')[0]?.[1], '"of" is missing.');
    assert.deepEqual(faults('bucket-settings: b')[0]?.[1], 'What is set is missing.');
    assert.deepEqual(faults('bucket-settings: b, block: x')[0]?.[0], 'check.aws 1:34');
    assert.deepEqual(faults('statement: s')[0]?.slice(1), ['A state is missing here.', 'Add state: FINISHED.']);
    assert.deepEqual(faults('endpoint: e, part: A, weight: 70')[0]?.[0], 'check.badValue 1:37');
  });

  it('must wait for something where they are true before anything was done', () => {
    const negative = ['bucket b absent', 'training-job x-* = 0', 'object k in b absent', 'objects in b = 0', 'versions k in b >= 0', 'anonymous k in b = 403', 'bucket-settings b policy absent', 'items T = 0', 'rule g tcp 22 absent', 'role-policy P of R absent', 'invoked f = 0', 'log g = 0'];
    const positive = ['bucket b', 'ecs-service api desired 0 running 0', 'account emulated', 'region r', 'object k in b', 'objects in b', 'anonymous k in b = 200', 'bucket-settings b policy absent versioning Enabled', 'items T', 'rule g tcp 22', 'statement s FAILED', 'log g', 'instance i terminated'];
    const is = (text: string) => isNegative(readShortCheck(`aws ${text}`).test ?? assert.fail(text));
    assert.deepEqual([negative.filter(text => !is(text)), positive.filter(is)], [[], []]);
  });

  it('keep values', () => {
    const captures = (body: string) => parse(`claim: x\nexit: { code: 0 }\ncapture:\n  A: { ${body} }`).checks[0]?.captures.map(({ from }) => from);
    assert.deepEqual(captures('aws: instance, tag: labbook=L7'), [{ kind: 'aws', thing: 'instance', tag: 'labbook=L7', keep: 'id' }]);
    assert.deepEqual(captures('aws: stack, name: "Break*", part: ClusterName'), [{ kind: 'aws', thing: 'stack', name: 'Break*', part: 'ClusterName', keep: 'id' }]);
    assert.deepEqual(captures('aws: training-job, name: xgb-1, keep: artifact'), [{ kind: 'aws', thing: 'training-job', name: 'xgb-1', keep: 'artifact' }]);
    for (const wrong of ['aws: lambda', 'aws: object', 'aws: bucket, pod: app', 'name: b', 'aws: bucket, keep: colour']) assert.equal(captures(wrong), undefined, wrong);
  });

  it('have a key in the schema for every word, number and text, and no other words', () => {
    const keys = Object.keys(checkSchemaFile.$defs.aws.properties);
    for (const word of [...awsCheckWords, ...awsCounts, ...awsClaimedValues]) assert.ok(keys.includes(word), word);
    assert.deepEqual(keys.slice(0, awsCheckWords.length), [...awsCheckWords]);
    const { aws, keep } = checkSchemaFile.properties.capture.additionalProperties.properties;
    assert.deepEqual([aws.enum, keep.enum], [[...awsWords], [...awsKept]]);
  });
});

describe('addresses and settings of S3', () => {
  it('are read, or told from what is none', () => {
    assert.deepEqual(['s3://b/k/l', 's3://b/', 'https://b/k', 's3:/b/k'].map(readS3Url), [{ bucket: 'b', key: 'k/l' }, { bucket: 'b', key: '' }, undefined, undefined]);
    assert.deepEqual(['blockpublicpolicy=false', 'BlockPublicAcls=true', 'BlockPublicAcls', 'BlockPublicAcls=no', 'Block=true', 'BlockPublicAcls=true=1'].map(readBlockSetting), [{ setting: 'BlockPublicPolicy', on: false }, { setting: 'BlockPublicAcls', on: true }, undefined, undefined, undefined, undefined]);
  });
});
