import type { Diagnostic } from '../diagnostic';
import { msg, type Message } from '../message';

/** A command that does harm or no longer does what the text says. Read from a program's words, quotes taken off, joined by single spaces. */
export interface CommandRule {
  /** Stable: `danger.prune`, `retired.compose`. */
  readonly code: string;
  readonly severity: Diagnostic['severity'];
  readonly command: RegExp;
  /** What is piped into it. */
  readonly from?: RegExp;
  readonly message: Message;
  readonly remedy: Message;
}

const danger: readonly CommandRule[] = [
  { code: 'danger.removeAll', severity: 'error', command: /^rm (?:-\S+ )*-\w*[rR]\w* (?:-\S+ )*(?:\S+ )*(?:\/\*?|~\/?\*?|\$\{?HOME\}?\/?\*?|\.\.?\/?|\*)(?: |$)/, message: msg('This removes a whole disk or home folder, or whatever is where the shell stands.'), remedy: msg('Name the files and folders that the lab has made.') },
  { code: 'danger.disk', severity: 'error', command: /^(?:mkfs\S*|wipefs|fdisk|parted) |^dd .*\bof=\/dev\/(?!null)/, message: msg('This writes over a disk.'), remedy: msg('Use a file in the lab folder, or a container.') },
  { code: 'danger.prune', severity: 'error', command: /^docker (?:system|volume|image|container|network|builder|buildx) prune\b/, message: msg('prune takes what is not in use, whoever made it.'), remedy: msg('Remove each thing of the lab by its name.') },
  { code: 'danger.everything', severity: 'error', command: /^docker (?:container |image |volume |network |service )?(?:rm|rmi|stop|kill|prune) .*(?:\$\(|`)\s*docker (?:ps|images|container ls|image ls|volume ls|network ls|service ls)\b(?!.*--filter label)/, message: msg('This takes every thing of that kind on the machine, not only the lab’s.'), remedy: msg('Remove each thing of the lab by its name.') },
  { code: 'danger.clusterAll', severity: 'error', command: /^kubectl (?:-\S+ )*delete (?:\S+ )*(?:--all|-A|--all-namespaces)(?:=true)?(?: |$)/, message: msg('This deletes things of the cluster that the lab did not make.'), remedy: msg('Name what is deleted, or select it by a label of the lab: -l lab=l1.') },
  { code: 'danger.clusterNamespace', severity: 'error', command: /^kubectl delete (?:ns|namespaces?) (?:\S+ )*(?:default|kube-\S+)(?: |$)/, message: msg('This deletes a namespace that is not the lab’s.'), remedy: msg('Let the lab run in a namespace of its own: expects: { kubernetes: { namespace: own } }.') },
  { code: 'danger.openToAll', severity: 'error', command: /^chmod (?:-\S+ )*(?:[0-7]?777|a\+rwx|ugo\+rwx|\+rwx) /, message: msg('This lets everybody on the machine change and run the file.'), remedy: msg('Give the narrowest mode that does, such as u+x.') },
  { code: 'danger.piped', severity: 'error', command: /^(?:\S*\/)?(?:sh|bash|zsh|dash|python3?|perl|node)\b/, from: /^(?:\S*\/)?(?:curl|wget) /, message: msg('A program is fetched and run unseen.'), remedy: msg('Fetch it into a file, let the student look at it, and run it in a second block; or install a package with a version.') },
  { code: 'danger.piped', severity: 'error', command: /^(?:eval|sh -c|bash -c|source|\.|(?:ba)?sh) .*(?:\$\(|`|<\()\s*(?:curl|wget) /, message: msg('A program is fetched and run unseen.'), remedy: msg('Fetch it into a file, let the student look at it, and run it in a second block; or install a package with a version.') },
  { code: 'danger.unverified', severity: 'warning', command: /^curl (?:.* )?(?:-\w*k\w*|--insecure)(?: |$)|^wget (?:.* )?--no-check-certificate\b/, message: msg('The other side may be anybody: its certificate is not looked at.'), remedy: msg('Leave the option out, or name the certificate: --cacert FILE.') },
  { code: 'danger.privileged', severity: 'warning', command: /^docker (?:container )?(?:run|create) (?:.* )?(?:--privileged|--pid[= ]host|--cap-add[= ](?:ALL|SYS_ADMIN))(?: |$)/, message: msg('The container gets the rights of root on the machine.'), remedy: msg('Leave the option out, or add only the one right that is needed.') },
  { code: 'danger.hostMount', severity: 'warning', command: /^docker (?:container )?(?:run|create) (?:.* )?(?:-v|--volume)[= ](?:\/|\/etc|\/root|\/home|\/usr|\/var|~|\$HOME|\/var\/run\/docker\.sock):/, message: msg('The container gets what is the machine’s own.'), remedy: msg('Mount a folder of the lab: -v "$PWD/data:/data".') },
  { code: 'danger.password', severity: 'warning', command: /^docker login (?:.* )?(?:-p|--password)(?:[= ]|$)/, message: msg('The password stays in the history of the shell and is seen in the list of processes.'), remedy: msg('Use --password-stdin.') },
  { code: 'danger.awsOpen', severity: 'warning', command: /^aws ec2 authorize-security-group-ingress (?=.*--port 22\b)(?=.*0\.0\.0\.0\/0)/, message: msg('The whole internet may try to log in.'), remedy: msg('Allow the student’s own address alone: --cidr "$(curl -s https://checkip.amazonaws.com)/32".') },
  { code: 'danger.awsAdmin', severity: 'warning', command: /^aws iam attach-\w+-policy .*\/AdministratorAccess\b/, message: msg('This hands over the whole account.'), remedy: msg('Attach the policy of the service that the lab uses.') },
];

const retired: readonly CommandRule[] = [
  { code: 'retired.compose', severity: 'error', command: /^docker-compose(?: |$)/, message: msg('docker-compose is no longer maintained and is missing on new machines.'), remedy: msg('Write docker compose, with a space.') },
  { code: 'retired.dockerMachine', severity: 'error', command: /^(?:docker-machine|boot2docker) /, message: msg('docker-machine is archived.'), remedy: msg('Use the student’s own Docker, or Docker in Docker for more nodes.') },
  { code: 'retired.link', severity: 'warning', command: /^docker (?:container )?(?:run|create) (?:.* )?--link[= ]/, message: msg('--link is a feature of the past.'), remedy: msg('Put both containers into a network of their own: docker network create.') },
  { code: 'retired.ecrLogin', severity: 'error', command: /^aws (?:--?\S+ )*ecr get-login(?: |$)|--no-include-email\b/, message: msg('aws ecr get-login is not part of version 2 of the AWS CLI.'), remedy: msg('Pipe aws ecr get-login-password into docker login --password-stdin.') },
  { code: 'retired.kubectlRun', severity: 'error', command: /^kubectl run (?:.* )?(?:--generator|--replicas)\b/, message: msg('kubectl run makes a pod and nothing else since version 1.18.'), remedy: msg('Use kubectl create deployment.') },
  { code: 'retired.kubectlExec', severity: 'error', command: /^kubectl exec (?:-\S+ )*[\w${}./<>-]+ (?!-)(?!.* -- )\S/, message: msg('kubectl exec refuses a command without -- before it.'), remedy: msg('Write kubectl exec POD -- COMMAND.') },
  { code: 'retired.kubectlRecord', severity: 'warning', command: /^kubectl (?:.* )?--record\b/, message: msg('--record is deprecated and will go.'), remedy: msg('Use kubectl annotate with kubernetes.io/change-cause.') },
  { code: 'retired.kubectlOld', severity: 'error', command: /^kubectl (?:rolling-update|get (?:.* )?--export|convert)\b/, message: msg('This command of kubectl is gone.'), remedy: msg('Use kubectl rollout, or kubectl get -o yaml.') },
  { code: 'retired.componentStatus', severity: 'warning', command: /^kubectl get (?:cs|componentstatus(?:es)?)\b/, message: msg('Component statuses are deprecated since Kubernetes 1.19.'), remedy: msg('Use kubectl get --raw /readyz.') },
  { code: 'retired.vmDriver', severity: 'error', command: /^minikube (?:.* )?--vm-driver\b/, message: msg('minikube no longer knows --vm-driver.'), remedy: msg('Write --driver.') },
  { code: 'retired.helm2', severity: 'error', command: /^helm (?:init|reset)\b|^helm install (?:.* )?--name\b/, message: msg('This is Helm 2, which is no longer maintained.'), remedy: msg('Helm 3 needs no init; write helm install NAME CHART.') },
  { code: 'retired.aptKey', severity: 'warning', command: /^apt-key /, message: msg('apt-key is deprecated and missing on new systems.'), remedy: msg('Put the key into /etc/apt/keyrings and name it with signed-by.') },
  { code: 'retired.dockerEngine', severity: 'error', command: /^(?:apt|apt-get|yum|dnf) (?:.* )?install (?:.* )?docker-engine\b/, message: msg('The package docker-engine is no longer made.'), remedy: msg('Install docker-ce from Docker’s own repository.') },
  { code: 'retired.python2', severity: 'error', command: /^(?:python2(?:\.\d)?|pip2|easy_install) /, message: msg('Python 2 ended in 2020.'), remedy: msg('Use python3 and python3 -m pip.') },
  { code: 'retired.netTools', severity: 'information', command: /^(?:ifconfig|netstat|brctl|route)(?: |$)/, message: msg('This program is missing on many systems of today.'), remedy: msg('Use ip and ss.') },
  { code: 'retired.copilot', severity: 'error', command: /^copilot (?:init|app|env|svc|job|deploy)\b/, message: msg('AWS Copilot ended in June 2026.'), remedy: msg('Use CloudFormation, or the AWS CLI itself.') },
  { code: 'retired.awsCli1', severity: 'warning', command: /^(?:pip3?|python3? -m pip) install (?:.* )?awscli\b/, message: msg('This installs version 1 of the AWS CLI, which is only maintained.'), remedy: msg('Install version 2 with AWS’s own installer.') },
  { code: 'retired.dc2', severity: 'error', command: /^aws (?:.* )?redshift create-cluster (?:.* )?--node-type[= ](?:dc[12]|ds2)\./, message: msg('Nodes of this kind can no longer be made.'), remedy: msg('Use ra3.large, or Redshift Serverless.') },
  { code: 'retired.launchConfiguration', severity: 'error', command: /^aws (?:.* )?autoscaling create-launch-configuration\b/, message: msg('New accounts cannot make launch configurations.'), remedy: msg('Use a launch template: aws ec2 create-launch-template.') },
  { code: 'retired.lambdaRuntime', severity: 'error', command: /^aws (?:.* )?lambda (?:.* )?--runtime[= ](?:nodejs(?:\d|1[0-8])(?:\.\w+)?|python(?:2\.7|3\.[0-8])|go1\.x|java8|dotnetcore\S*|ruby2\.\d)(?: |$)/, message: msg('Lambda no longer takes this runtime for a new function.'), remedy: msg('Use one that is supported, such as python3.13 or nodejs24.x.') },
];

/** By the word of the AWS CLI: services that new accounts cannot use any more, and what does the same. */
const closedServices: readonly (readonly [word: string, remedy: Message])[] = [
  ['machinelearning', msg('Train with scikit-learn on the student’s machine, or use SageMaker AI.')],
  ['kinesisanalytics', msg('Use Managed Service for Apache Flink: aws kinesisanalyticsv2.')],
  ['cloud9', msg('Use VS Code on the student’s machine, or CloudShell.')],
  ['codestar', msg('Use CodePipeline and CodeBuild.')],
  ['opsworks', msg('Use Systems Manager.')],
  ['qldb', msg('Use Aurora PostgreSQL.')],
  ['elastictranscoder', msg('Use MediaConvert.')],
  ['datapipeline', msg('Use Step Functions, or Glue.')],
  ['cloudsearch', msg('Use OpenSearch Service.')],
  ['forecast', msg('Use SageMaker AI.')],
  ['workdocs', msg('Use S3.')],
  ['robomaker', msg('Use AWS Batch.')],
  ['lookoutvision', msg('Use SageMaker AI.')],
  ['lookoutmetrics', msg('Use CloudWatch anomaly detection.')],
];

export const commandRules: readonly CommandRule[] = [
  ...danger, ...retired,
  ...closedServices.map(([word, remedy]): CommandRule => ({
    code: 'retired.awsService', severity: 'error', command: new RegExp(`^aws (?:--\\S+[= ]\\S+ )*${word} `), message: msg('AWS no longer offers this service to new accounts: {0}', word), remedy,
  })),
];

/** What stands in files that a lab uses, line by line: manifests, Dockerfiles. */
export interface TextRule { readonly code: string; readonly severity: Diagnostic['severity']; readonly line: RegExp; readonly message: Message; readonly remedy: Message }

export const textRules: readonly TextRule[] = [
  { code: 'retired.apiVersion', severity: 'error', line: /^\s*apiVersion:\s*["']?(?:extensions\/v1beta1|apps\/v1beta[12]|batch\/v1beta1|networking\.k8s\.io\/v1beta1|policy\/v1beta1|rbac\.authorization\.k8s\.io\/v1beta1)\b/, message: msg('Kubernetes no longer knows this version of its interface.'), remedy: msg('Use apps/v1, batch/v1, networking.k8s.io/v1 or policy/v1.') },
  { code: 'retired.maintainer', severity: 'information', line: /^MAINTAINER\s/, message: msg('MAINTAINER is deprecated.'), remedy: msg('Use LABEL org.opencontainers.image.authors="…".') },
];

/** Images that are no longer made; by name without tag. */
export const retiredImages: readonly (readonly [name: RegExp, remedy: Message])[] = [
  [/^k8s\.gcr\.io\//, msg('Its registry is frozen; use registry.k8s.io.')],
  [/^mhart\/alpine-node$/, msg('Use node with a tag that ends in -alpine.')],
  [/^openjdk$/, msg('Use eclipse-temurin.')],
  [/^centos$/, msg('Use rockylinux, almalinux or debian.')],
  [/^microsoft\/(?:dotnet|aspnetcore)/, msg('Use mcr.microsoft.com/dotnet.')],
  [/^docker\/compose$/, msg('Use docker compose.')],
  [/^dockersamples\/visualizer$/, msg('It is no longer maintained; Labbook’s panel draws the swarm.')],
];
