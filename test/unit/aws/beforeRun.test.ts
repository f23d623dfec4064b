import assert from 'node:assert/strict';
import { risksOf } from '../../../src/core/beforeRun';
import { english } from '../../../src/core/message';
import { before, made, type World } from '../beforeRun/befores';
import { account, thing } from './things';

const own = thing('aws-bucket', 'mine', { created: 1 });
const stream = thing('aws-stream', 'wild', { created: 1 });
const world: World = {
  place: account, rows: [own, stream, thing('aws-bucket', 'theirs', { created: 1 }), thing('aws-instance', 'i-0ff', { id: 'i-0ff', status: 'running' }), thing('aws-instance', 'i-0dd', { id: 'i-0dd', status: 'terminated' }), thing('aws-task-definition', 'api:1', { id: 'arn:aws:ecs:us-east-1:1:task-definition/api:1' })],
  ledger: [made(own.uid, 'L3', { daemon: account, thing: 'aws-bucket' }), made(stream.uid, 'L3', { daemon: account, thing: 'aws-stream' })],
};
const asks = (text: string, at: World = world) => risksOf(before(text, at)).filter(({ rule }) => rule === 'aws.removesForeign');

describe('what asks before it runs on AWS', () => {
  it('the removal of what this lab did not make, and of what is in it', () => {
    const hits = ['aws s3 rb s3://theirs --force', 'aws s3 rm s3://theirs/x --recursive', 'aws s3 sync . s3://theirs --delete', 'B=theirs; aws s3 rb "s3://$B"', 'aws s3api delete-objects --bucket theirs --delete file://d', 'aws ec2 terminate-instances --instance-ids i-0ff', 'aws ec2 terminate-instances --instance-ids "$I"', 'aws ecs deregister-task-definition --task-definition api', 'for b in $(aws s3 ls); do aws s3 rb "s3://$b" --force; done'];
    assert.deepEqual(hits.filter(text => asks(text).length !== 1), []);
    const misses = ['aws s3 rb s3://mine --force', 'B=mine; aws s3 rb "s3://$B"', 'aws s3 rm s3://theirs/x', 'aws s3 sync . s3://theirs', 'aws s3 cp a s3://theirs', 'aws kinesis delete-stream --stream-name wild', 'aws kinesis delete-stream --stream-name "$S"', 'aws ec2 terminate-instances --instance-ids i-0dd', 'aws s3 rb s3://nowhere', 'aws ec2 describe-instances', 'echo aws s3 rb s3://theirs'];
    assert.deepEqual(misses.filter(text => asks(text).length !== 0), []);
  });

  it('says what is hit', () => {
    assert.deepEqual(asks('aws s3 rm s3://theirs --recursive').map(({ title, detail }) => [english(title), english(detail)]), [['Block 14 would delete what is in a bucket that this lab did not make.', 'Not of this lab: `theirs`. What is in it is lost for good.']]);
    assert.deepEqual(asks('aws s3 rb s3://theirs').map(({ title }) => english(title)), ['Block 14 would remove 1 things that this lab did not make.'.replace('1 things', 'something')]);
  });
});
