import assert from 'node:assert/strict';
import { asksEmulator, botoKnowsEndpoint, cliVersion, knowsEndpoint, locksOf, lockRules, toLocalRegistry, valuesOf, type IsolationInput } from '../../../src/core/aws/isolation';

const rulesOf = (text: string, more: Partial<IsolationInput> = {}) => locksOf({ text, track: 'emulator', region: 'us-east-1', ...more }).map(({ rule }) => rule);

/** rule -> blocks that it stops; each is a test of its own. */
const locked: Readonly<Record<string, readonly string[]>> = {
  'aws.endpoint': ['aws --endpoint-url https://s3.amazonaws.com s3 ls', 'aws s3 ls --endpoint-url=https://s3.amazonaws.com', 'aws s3 ls --endpoint https://x.example', 'X=$(aws --endpoint-url https://x.example sts get-caller-identity)'],
  'aws.profile': ['aws --profile work s3 ls', 'aws s3 ls --profile=work', 'if true; then aws s3 ls --profile work; fi', 'echo a | xargs aws s3 ls --profile work'],
  'aws.region': ['aws s3 ls --region eu-west-1', 'R=eu-west-1\naws ec2 describe-instances --region "$R"', 'aws --region=eu-west-1 s3 ls'],
  'aws.configure': ['aws configure', 'aws configure set region us-east-1', 'aws configure sso', 'aws sso login', 'aws login'],
  'aws.sudo': ['sudo aws s3 ls', 'sudo -E aws s3 ls', 'sudo env aws s3 ls'],
  'aws.assigns': ['AWS_PROFILE=work aws s3 ls', 'AWS_ENDPOINT_URL= aws s3 ls', 'A=1 AWS_REGION=eu-west-1 python3 x.py', 'env AWS_PROFILE=work aws s3 ls'],
  'aws.exports': ['export AWS_PROFILE=work', 'export AWS_ENDPOINT_URL_S3=https://s3.amazonaws.com', 'AWS_REGION=eu-west-1', 'declare -x AWS_PROFILE=work', 'export -n AWS_ENDPOINT_URL', 'aws s3 ls && export AWS_PROFILE=work'],
  'aws.unsets': ['unset AWS_ENDPOINT_URL', 'unset -v AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY'],
  'aws.emptyEnv': ['env -i aws s3 ls', 'env -i PATH="$PATH" aws s3 ls', 'env - aws s3 ls', 'env --ignore-environment aws s3 ls', '/usr/bin/env -i sh -c "aws s3 ls"', 'exec -c aws s3 ls'],
  'aws.envWithout': ['env -u AWS_ENDPOINT_URL aws s3 ls', 'env --unset=AWS_ENDPOINT_URL aws s3 ls'],
  'aws.otherProgram': ['sam deploy', 'eb create', 'terraform apply', 'cdk deploy', 'copilot init', 'ecs-cli up'],
  'aws.loginShell': ['bash -lc "aws s3 ls"', '. ~/.bashrc', 'source "$HOME/.profile"', 'bash --login'],
  'aws.container': ['docker run --rm amazon/aws-cli s3 ls', 'docker run --rm public.ecr.aws/aws-cli/aws-cli:latest s3 ls'],
  'aws.registry': [
    'docker push 123456789012.dkr.ecr.us-east-1.amazonaws.com/api', 'docker pull $ACCOUNT.dkr.ecr.$AWS_REGION.amazonaws.com/api:v1', 'docker tag api ${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/api',
    'H=123456789012.dkr.ecr.us-east-1.amazonaws.com\naws ecr get-login-password | docker login --username AWS --password-stdin "$H"',
    'URI=$(aws ecr create-repository --repository-name api --query repository.repositoryUri --output text)\ndocker push "$URI:v1"',
  ],
  'aws.pythonEndpoint': ['python3 -c "import boto3; boto3.client(\'s3\', endpoint_url=\'https://s3.amazonaws.com\')"', 'python3 - <<EOF\nimport boto3\nboto3.client("s3", endpoint_url="x")\nEOF'],
  'aws.pythonProfile': ['python3 - <<EOF\nimport boto3\nboto3.Session(profile_name="work")\nEOF'],
  'aws.pythonKeys': ['python3 - <<EOF\nimport boto3\nboto3.client("s3", aws_access_key_id="A")\nEOF'],
  'aws.pythonEnvironment': ['python3 - <<EOF\nimport boto3, os\nos.environ["AWS_PROFILE"] = "work"\nEOF', 'python3 - <<EOF\nimport boto3, os\nos.environ.pop("AWS_ENDPOINT_URL")\nEOF'],
  'aws.pythonRegion': ['python3 - <<EOF\nimport boto3\nboto3.client("s3", region_name="eu-west-1")\nEOF'],
  'aws.oldBoto': ['ml/bin/pip install "boto3==1.26.0"', 'pip install "boto3<1.28"'],
  'aws.connects': [
    'ssh -i key.pem ec2-user@54.210.1.2', 'ssh "ec2-user@$IP"', 'scp -i key.pem app.py ec2-user@54.1.2.3:', 'curl http://54.210.1.2/', 'curl -s "http://$ALB/api"', 'curl http://demo-1.us-east-1.elb.amazonaws.com/api/users', 'curl -s https://checkip.amazonaws.com',
    'wget -q http://52.1.2.3:8080/', 'nc -z 54.210.1.2 22', 'ping -c 1 54.210.1.2', 'psql -h demo.abc.us-east-1.redshift.amazonaws.com -p 5439 dev', 'psql "host=demo.redshift.amazonaws.com dbname=dev"', 'until curl -s "http://$DNS"; do sleep 1; done',
    'IP=$(aws ec2 describe-instances --query x --output text)\nnc -zv "$IP" 22',
  ],
  'aws.connectsByAws': ['aws ec2-instance-connect ssh --instance-id i-1', 'aws emr ssh --cluster-id j-1 --key-pair-file k', 'aws ssm start-session --target i-1'],
};

/** They stay where they are. */
const free: readonly string[] = [
  'aws s3 ls', 'aws configure list', 'aws s3 ls --region us-east-1', 'aws s3 ls --region "$AWS_REGION"', 'aws ec2 create-tags --resources i-1 --tags Key=a,Value=b', 'export AWS_PAGER=""', 'export BUCKET=lab-1',
  'curl -s "$AWS_ENDPOINT_URL/moto-api/"', 'curl http://localhost:8080/', 'PORT=8080\ncurl -s "http://127.0.0.1:$PORT/"', 'curl -s -o data.csv https://archive.ics.uci.edu/data.csv', 'curl -X POST -H "Content-Type: application/json" -d "$BODY" http://localhost:8080/invocations',
  'docker push "$REG/api:v1"', 'docker build -t api .', 'docker run -d -p 8080:8080 "$IMAGE"', 'docker pull public.ecr.aws/docker/library/nginx', 'psql -h 127.0.0.1 -p 5439 dev', 'psql dev', 'ml/bin/pip install boto3', 'python3 producer.py',
  'echo "aws --profile work" > note.txt', 'env LC_ALL=C sort x', 'sudo apt-get install -y jq', 'aws sagemaker create-endpoint --endpoint-name xgb-1 --endpoint-config-name c', 'for i in 1 2; do aws s3 ls; done', 'scp a.txt b.txt', '. ml/bin/activate', 'nc -z localhost 22',
];

describe('what gets around the emulator', () => {
  for (const [rule, blocks] of Object.entries(locked)) {
    for (const text of blocks) it(`${rule}: ${text}`, () => assert.ok(rulesOf(text).includes(rule), `found: ${rulesOf(text).join(', ')}`));
  }
  for (const text of free) it(`may run: ${text}`, () => assert.deepEqual(rulesOf(text), []));

  it('has a test for each rule', () => {
    const known = [...lockRules.map(({ rule }) => rule).filter(rule => !rule.startsWith('aws.needs'))];
    assert.deepEqual(known.filter(rule => !Object.hasOwn(locked, rule)), []);
  });

  it('is the student’s own affair in a real account', () => {
    for (const text of Object.values(locked).flat()) assert.deepEqual(rulesOf(text, { track: 'real' }), [], text);
  });

  it('shows what would connect to an invented address as simulated', () => {
    assert.deepEqual(locksOf({ text: 'ssh ec2-user@54.1.2.3', track: 'emulator', region: 'us-east-1' }).map(({ kind }) => kind), ['simulated']);
  });

  it('knows an address that begins with the emulator’s, and not what only looks so', () => {
    const values = valuesOf(['export S3_URL=${AWS_ENDPOINT_URL:+$AWS_ENDPOINT_URL/$B}; S3_URL=${S3_URL:-https://$B.s3.amazonaws.com}; echo "$S3_URL/pic.jpg"']);
    assert.deepEqual(rulesOf('curl -s "$S3_URL/pic.jpg?versionId=null"', { values }), []);
    assert.deepEqual(rulesOf('curl -s "$AWS_ENDPOINT_URL$X/pic.jpg"', { values }), ['aws.connects']);
    assert.deepEqual(rulesOf('curl -s "${NOBODY:-http://127.0.0.1}/"', { values }), ['aws.connects']);
    assert.deepEqual(rulesOf('curl -s "http://localhost:$PORT/"', { values }), []);
  });

  it('knows the values of earlier blocks', () => {
    assert.deepEqual(rulesOf('curl -s "http://$HOST/"', { values: valuesOf(['HOST=127.0.0.1:8080']) }), []);
    assert.deepEqual(rulesOf('curl -s "http://$HOST/"', { values: valuesOf(['HOST=127.0.0.1:8080', 'HOST=$(aws elbv2 describe-load-balancers)']) }), ['aws.connects']);
  });
});

describe('the registry that an emulator makes up', () => {
  const registry = '127.0.0.1:5000';

  it('is taken for the local one, and then nothing is locked', () => {
    for (const text of ['docker push 123456789012.dkr.ecr.us-east-1.amazonaws.com/api:v1', 'aws ecr get-login-password | docker login --username AWS --password-stdin $ACCOUNT.dkr.ecr.$AWS_REGION.amazonaws.com', 'docker tag api "${ACCOUNT}.dkr.ecr.${AWS_REGION}.amazonaws.com/api"']) {
      const local = toLocalRegistry(text, { registry, track: 'emulator' });
      assert.ok(local.includes(registry) && !local.includes('amazonaws'), local);
      assert.deepEqual(rulesOf(local, { registry }), []);
    }
  });

  it('stays what it is where no local one runs, and in a real account', () => {
    const text = 'docker push 123456789012.dkr.ecr.us-east-1.amazonaws.com/api';
    assert.equal(toLocalRegistry(text, { track: 'emulator' }), text);
    assert.equal(toLocalRegistry(text, { registry, track: 'real' }), text);
  });

  it('is left alone in what only names it', () => {
    const text = 'aws ecs register-task-definition --container-definitions "image=1.dkr.ecr.us-east-1.amazonaws.com/api"';
    assert.equal(toLocalRegistry(text, { registry, track: 'emulator' }), text);
  });
});

describe('the version of the AWS command line', () => {
  it('is read from what it says of itself', () => {
    assert.deepEqual(cliVersion('aws-cli/2.17.3 Python/3.11.2 Linux/6.1 exe/x86_64'), [2, 17, 3]);
    assert.equal(cliVersion('command not found'), undefined);
  });

  it('honours AWS_ENDPOINT_URL from 2.13 and 1.29 on, boto3 from 1.28', () => {
    assert.deepEqual(([[2, 9, 19], [2, 12, 9], [2, 13, 0], [1, 28, 9], [1, 29, 0], [1, 45, 11]] as const).map(knowsEndpoint), [false, false, true, false, true, true]);
    assert.deepEqual(['1.27.9', '1.28.0', '1.43.11', '2.0.0', 'x'].map(botoKnowsEndpoint), [false, true, true, true, false]);
  });

  it('decides what a block may say, in every track', () => {
    const differences: readonly (readonly [number, string, boolean])[] = [
      [1, 'aws lambda invoke --cli-binary-format raw-in-base64-out --payload "{}" out', true], [2, 'aws lambda invoke --cli-binary-format raw-in-base64-out --payload "{}" out', false],
      [1, 'aws logs tail /aws/lambda/x', true], [2, 'aws logs tail /aws/lambda/x', false], [1, 'aws configure sso', true],
      [2, 'aws ecr get-login --no-include-email', true], [1, 'aws ecr get-login --no-include-email', false], [2, '$(aws ecr get-login --no-include-email)', true],
      [2, "aws lambda invoke --function-name f --payload '{\"a\": 1}' out", true], [2, 'aws lambda invoke --function-name f --payload fileb://in.json out', false], [1, "aws lambda invoke --function-name f --payload '{\"a\": 1}' out", false],
    ];
    for (const [cli, text, found] of differences) assert.equal(rulesOf(text, { cli, track: 'real' }).some(rule => rule.startsWith('aws.needs')), found, `${cli}: ${text}`);
  });
});

describe('what a block asks without an AWS command', () => {
  const address = "export S3_URL=${AWS_ENDPOINT_URL:+$AWS_ENDPOINT_URL/$B}; S3_URL=${S3_URL:-https://$B.s3.amazonaws.com}";
  it('is the emulator’s where its address says so, also by a variable of an earlier block', () => {
    const before = valuesOf([address]);
    for (const text of ['curl -s "$S3_URL/pic.jpg"', 'X=$(curl -sI "$S3_URL/pic.jpg")', '/usr/bin/wget "$S3_URL/a"']) assert.equal(asksEmulator(text, before), true, text);
    for (const text of ['curl "$AWS_ENDPOINT_URL/moto-api/"', `${address}\ncurl "$S3_URL/pic.jpg"`]) assert.equal(asksEmulator(text), true, text);
  });
  it('is not, where it asks something else', () => {
    for (const text of ['curl http://127.0.0.1:8080/', 'curl http://localhost:1234', 'echo "$AWS_ENDPOINT_URL"', 'curl "$OTHER/pic.jpg"', 'curl "http://127.0.0.1:12/"', 'S3_URL=https://example.org; curl "$S3_URL/"']) assert.equal(asksEmulator(text), false, text);
  });
});
