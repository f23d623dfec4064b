import assert from 'node:assert/strict';
import { commandFindings } from '../../../src/core/courseCheck/commands';
import type { CheckedCourse } from '../../../src/core/courseCheck/checkedCourse';
import { parseSection } from '../../../src/core/markdown';

/** Rules that find something in one block, with its lines from 1 on. */
function rulesFor(block: string, options = ''): string[] {
  const text = `\`\`\`sh${options}\n${block}\n\`\`\`\n`;
  const section = parseSection(text, 'a.md');
  const entry = { id: 'a', file: 'a.md', meta: section.meta };
  return commandFindings({ sections: [{ entry, section, lines: text.split('\n'), ownsLab: true }] } as unknown as CheckedCourse).map(({ code, span, severity }) => `${code}:${span.start.line}${severity === 'error' ? '' : ` ${severity}`}`);
}

/** What is found, and beside it what looks like it and is fine. */
const cases: readonly (readonly [rule: string, bad: readonly string[], fine: readonly string[]])[] = [
  ['danger.removeAll', ['rm -rf /', 'sudo rm -rf --no-preserve-root /', 'rm -fr ~', 'rm -rf "$HOME"', 'cd x && rm -rf *'], ['rm -rf build', 'rm -rf ./data/*', 'rm -f /tmp/x', 'echo rm -rf /']],
  ['danger.disk', ['mkfs.ext4 /dev/sdb', 'dd if=/dev/zero of=/dev/sda'], ['dd if=/dev/zero of=file', 'dd if=x of=/dev/null']],
  ['danger.prune', ['docker system prune -a', 'docker volume prune -f'], ['docker system df']],
  ['danger.everything', ['docker rm -f $(docker ps -aq)', 'docker rmi `docker images -q`', 'docker container stop $(docker container ls -q)'], ['docker rm -f web1 web2', 'docker rm -f "$(docker ps -q --filter label=lab=l1)"']],
  ['danger.clusterAll', ['kubectl delete all --all', 'kubectl delete pods --all -n x'], ['kubectl delete pod web', 'kubectl get pods --all-namespaces']],
  ['danger.clusterNamespace', ['kubectl delete ns default'], ['kubectl delete ns lab-1']],
  ['danger.openToAll', ['chmod 777 x', 'chmod -R 0777 data', 'chmod a+rwx x'], ['chmod 755 x', 'chmod u+x run.sh']],
  ['danger.piped', ['curl -fsSL https://get.docker.com | sh', 'wget -qO- https://x.org/i | sudo bash', 'bash <(curl -s https://x.org/i)', 'eval "$(curl -s https://x.org/i)"', 'sh -c "$(curl -fsSL https://x.org)"'], ['curl -s https://x.org | jq .', 'cat x | sh']],
  ['danger.unverified', ['curl -k https://x.org', 'curl -sk https://x.org', 'wget --no-check-certificate https://x.org'], ['curl -s https://x.org/k']],
  ['danger.privileged', ['docker run --privileged -d docker:dind'], ['docker run -d nginx:1.27']],
  ['danger.hostMount', ['docker run -v /:/host alpine:3.22', 'docker run -v /var/run/docker.sock:/var/run/docker.sock x:1'], ['docker run -v "$PWD/data:/data" x:1', 'docker run -v /var/lib/x:/x x:1']],
  ['danger.password', ['docker login -u me -p secret'], ['docker login --password-stdin', 'docker login']],
  ['danger.awsOpen', ['aws ec2 authorize-security-group-ingress --group-id g --protocol tcp --port 22 --cidr 0.0.0.0/0'], ['aws ec2 authorize-security-group-ingress --group-id g --protocol tcp --port 80 --cidr 0.0.0.0/0']],
  ['danger.awsAdmin', ['aws iam attach-role-policy --role-name r --policy-arn arn:aws:iam::aws:policy/AdministratorAccess'], ['aws iam attach-role-policy --role-name r --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess']],
  ['retired.compose', ['docker-compose up -d'], ['docker compose up -d', 'cat docker-compose.yml']],
  ['retired.dockerMachine', ['docker-machine create node1'], []],
  ['retired.link', ['docker run --link db:db web:1'], []],
  ['retired.ecrLogin', ['$(aws ecr get-login --no-include-email --region us-east-1)', 'aws ecr get-login'], ['aws ecr get-login-password | docker login --username AWS --password-stdin x']],
  ['retired.kubectlRun', ['kubectl run web --image=x:1 --replicas=2'], ['kubectl run web --image=x:1']],
  ['retired.kubectlExec', ['kubectl exec web env', 'kubectl exec -it web bash', 'kubectl exec $POD_NAME curl localhost:8080'], ['kubectl exec -ti web -- bash', 'kubectl exec web -c app -- env']],
  ['retired.vmDriver', ['minikube start --vm-driver=virtualbox'], ['minikube start --driver=docker']],
  ['retired.helm2', ['helm init', 'helm install --name x stable/y'], ['helm install x y']],
  ['retired.python2', ['pip2 install x', 'easy_install x'], ['python3 x.py']],
  ['retired.dc2', ['aws redshift create-cluster --cluster-identifier c --node-type dc2.large'], ['aws redshift create-cluster --cluster-identifier c --node-type ra3.large']],
  ['retired.lambdaRuntime', ['aws lambda create-function --function-name f --runtime nodejs6.10 --role r'], ['aws lambda create-function --function-name f --runtime nodejs24.x --role r', 'aws lambda create-function --function-name f --runtime python3.13 --role r']],
  ['retired.awsService', ['aws machinelearning create-ml-model --x y', 'aws --region us-east-1 cloud9 create-environment-ec2 --name x'], ['aws kinesisanalyticsv2 list-applications', 'aws s3 ls']],
  ['retired.launchConfiguration', ['aws autoscaling create-launch-configuration --x y'], ['aws autoscaling create-auto-scaling-group --x y']],
];

describe('commands of a course', () => {
  for (const [rule, bad, fine] of cases) it(`are found by ${rule}`, () => {
    for (const text of bad) assert.deepEqual(rulesFor(text).map(found => found.replace(/:.*/, '')), [rule], text);
    for (const text of fine) assert.deepEqual(rulesFor(text), [], text);
  });

  it('are told at their lines', () => {
    assert.deepEqual(rulesFor('echo a\n\nif true; then\n  docker-compose up\nfi\nchmod 777 x'), ['retired.compose:4', 'danger.openToAll:6']);
  });

  it('are hints where they are only shown', () => assert.deepEqual(rulesFor('docker-compose up', ' {run=false}'), ['retired.compose:1 information']));

  it('are found in manifests that are shown', () => assert.deepEqual(rulesFor('cat <<EOF\napiVersion: extensions/v1beta1\nEOF'), ['retired.apiVersion:2']));
});
