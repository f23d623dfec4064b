import assert from 'node:assert/strict';
import { awsLines, pythonsIn, type AwsPreparation } from '../../../src/core/aws/forClass';
import type { AwsTrack } from '../../../src/core/aws/place';
import { english, msg } from '../../../src/core/message';
import { obstacles, wantedBy } from '../../../src/core/preparation';
import { textOf } from '../../../src/targets/aws/emulator/ways';

const tracks = (...all: AwsTrack[]): ReadonlySet<AwsTrack> => new Set(all);
const fine: AwsPreparation = {
  tracks: tracks('emulator'), cli: 'aws-cli/2.17.3 Python/3.11', boto: [{ python: 'ml/bin/python', found: true, version: '1.43.11' }], emulator: { state: 'here', label: msg('moto_server, which is installed here'), version: '5.2.1' },
};
const of = (more: Partial<AwsPreparation>) => {
  const aws = { ...fine, ...more };
  return { lines: awsLines(aws).map(({ mark, name, words, version, fetches }) => [mark, english(name), english(words), ...version === undefined ? [] : [version], ...fetches ? ['fetches'] : []]), stops: obstacles({ images: [], ports: [], tools: [], aws }).map(english) };
};

describe('what a class on AWS needs', () => {
  it('is the command line, boto3 where blocks use it, and the emulator, each with its version', () => assert.deepEqual(of({}), {
    lines: [
      ['here', 'AWS command line', 'version 2.17.3, goes to the emulator by AWS_ENDPOINT_URL'], ['here', 'boto3 of python3', 'version 1.43.11'], ['here', 'AWS emulator', 'moto_server, which is installed here', '5.2.1'],
    ], stops: [],
  }));

  it('stops at a command line that is missing, unreadable or too old for the emulator, and at no old one for a real account', () => {
    assert.deepEqual(of({ cli: undefined }).stops, ['The AWS command line is not installed.']);
    assert.deepEqual(of({ cli: 'what' }).stops, ['The version of the AWS command line cannot be read: commands might go to real AWS.']);
    const old = of({ cli: 'aws-cli/2.9.19 Python/3.11' });
    assert.match(String(old.lines[0]), /^missing,AWS command line,version 2\.9\.19 is too old/);
    assert.match(old.stops.join(), /Install version 2\.13 or newer/);
    assert.deepEqual(of({ cli: 'aws-cli/2.9.19 Python/3.11', tracks: tracks('real'), emulator: undefined }), {
      lines: [['here', 'AWS command line', 'version 2.9.19'], ['here', 'boto3 of python3', 'version 1.43.11'], ['open', 'Real account', 'who you are there is asked when a lab begins, not here']], stops: [],
    });
  });

  it('tells a boto3 that the lab fetches by itself from one that has to be there', () => {
    assert.deepEqual(of({ boto: [{ python: 'ml/bin/python', found: true }] }).stops, []);
    assert.match(String(of({ boto: [{ python: 'ml/bin/python', found: true }] }).lines[1]), /^open,.*by a step of its own$/);
    assert.deepEqual(of({ boto: [{ python: 'ml/bin/python', found: false }] }).stops, ['python3 is not installed, or not on PATH.']);
    assert.deepEqual(of({ boto: [{ python: 'python3', found: true, version: '1.26.27' }] }).stops, ['boto3 1.26.27 does not know AWS_ENDPOINT_URL: it would go to real AWS.']);
    assert.deepEqual(of({ boto: [{ python: 'python3', found: true }] }).stops, ['python3 has no boto3.']);
  });

  it('says where the emulator is, or how it would be fetched', () => {
    const last = (emulator: AwsPreparation['emulator']) => { const { lines, stops } = of({ emulator }); return [lines[2], stops]; };
    assert.deepEqual(last({ state: 'missing', ways: ['uv', 'docker'] }), [['missing', 'AWS emulator', 'not here yet; choose it to fetch it with uv, docker', 'fetches'], ['The AWS emulator is not here yet.']]);
    assert.deepEqual(last({ state: 'missing', ways: [] }), [['missing', 'AWS emulator', 'not here, and nothing to fetch it with; by hand: pip install "moto[server]"'], ['The AWS emulator is not here yet.']]);
    assert.deepEqual(last({ state: 'here', label: msg('x'), address: 'http://127.0.0.1:5' }), [['here', 'AWS emulator', 'runs at http://127.0.0.1:5'], []]);
    assert.deepEqual(last({ state: 'given', address: 'http://127.0.0.1:4566' }), [['missing', 'AWS emulator', 'nothing answers at http://127.0.0.1:4566, the address in the settings'], ['Nothing answers at http://127.0.0.1:4566.']]);
    assert.deepEqual(last({ state: 'given', address: 'http://127.0.0.1:4566', answers: 'LocalStack' }), [['here', 'AWS emulator', 'LocalStack answers at http://127.0.0.1:4566, the address in the settings'], []]);
  });

  it('is told once: not among the other tools as well', () => {
    const section = { targets: ['aws' as const], needs: { images: [], ports: [], tools: ['aws', 'zip'], network: 'none' as const } };
    assert.deepEqual(wantedBy([section], { courseId: 'c', tracks: fine.tracks, pythons: [] }).tools, ['zip']);
    assert.deepEqual(wantedBy([section]).tools, ['aws', 'zip']);
  });

  it('finds the Pythons of a block and what they run', () => {
    assert.deepEqual(pythonsIn('ml/bin/python kinesis/consumer.py -x | python3 a.py\npython3 - <<E\nimport boto3\nE\npython3 -m venv ml; echo pythons /opt/python/x'), [
      { python: 'ml/bin/python', program: 'kinesis/consumer.py' }, { python: 'python3', program: 'a.py' }, { python: 'python3' }, { python: 'python3' },
    ]);
  });

  it('shows a command as it would be typed', () => {
    assert.equal(textOf({ file: '/usr/bin/pipx', args: ['install', 'moto[server]==5.2.1'], env: { PIPX_HOME: '/a b/pipx' } }), "PIPX_HOME='/a b/pipx' /usr/bin/pipx install 'moto[server]==5.2.1'");
  });
});
