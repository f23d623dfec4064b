/** `true`: says something without an operand (`docker ps`); `false`: needs one (`docker run`). */
export type Verbs = { readonly [verb: string]: boolean | Verbs };

export interface Tool {
  /** What may follow the name. Without it anything may. */
  readonly verbs?: Verbs;
  /** The name alone is a command worth running: `ls`. */
  readonly alone?: boolean;
  /** Also a word of English: the operands must look like flags, paths, numbers or quoted text. */
  readonly word?: boolean;
  /** Operands are free text: `echo`. */
  readonly freeText?: boolean;
}

/** `ps*` stands alone, `run` needs an operand. */
function verbs(list: string): Record<string, boolean> {
  return Object.fromEntries(list.split(' ').map(verb => [verb.replace('*', ''), verb.endsWith('*')]));
}

function all(list: string, tool: Tool): Record<string, Tool> {
  return Object.fromEntries(list.split(' ').map(name => [name, tool]));
}

const crud = 'ls* list* inspect create rm remove';
const container = 'attach commit cp create diff exec export kill logs pause port rename restart rm run start stats* stop top unpause update wait';
const image = 'build history import load pull push rm save tag';
const compose = verbs('up* down* ps* logs* build* pull* push* start* stop* restart* config* images* top* ls* exec run rm* scale watch*');

const docker: Verbs = {
  ...verbs(`${container} ${image} ps* images* info* version* login* logout* events* rmi search inspect`),
  container: verbs(`${container} ls* list* ps* inspect prune`),
  image: verbs(`${image} ls* list* inspect prune`),
  network: verbs(`${crud} connect disconnect prune`),
  volume: verbs(`${crud} prune`),
  service: verbs(`${crud} logs ps rollback scale update`),
  node: verbs('demote inspect ls* promote ps* rm update'),
  stack: verbs('config deploy ls* ps rm services'),
  swarm: verbs('ca* init* join join-token leave* unlock* unlock-key* update'),
  secret: verbs(crud),
  config: verbs(crud),
  system: verbs('df* events* info* prune'),
  context: verbs('create export import inspect* ls* rm show* update use'),
  builder: verbs('build prune'),
  buildx: verbs('bake* build create inspect* ls* rm use du* version*'),
  plugin: verbs('ls* install inspect enable disable rm'),
  manifest: verbs('annotate create inspect push rm'),
  compose,
};

const kubectl: Verbs = {
  ...verbs('get apply create delete describe logs exec run expose scale autoscale label annotate edit explain patch replace set port-forward proxy* cp attach drain cordon uncordon taint wait diff kustomize debug cluster-info* version* api-resources* api-versions*'),
  config: verbs('view* current-context* get-contexts* get-clusters* use-context set-context set-cluster set-credentials delete-context set unset'),
  rollout: verbs('status undo history restart pause resume'),
  top: verbs('nodes* node* pods* pod*'),
};

const minikube: Verbs = {
  ...verbs('start* stop* delete* status* ip* dashboard* tunnel* version* ssh* service logs* pause* unpause* docker-env* podman-env* profile* kubectl update-check* mount cp update-context*'),
  addons: verbs('list* enable disable open configure'),
  image: verbs('load build ls* pull push rm save tag'),
  node: verbs('add* list* delete start stop'),
  config: verbs('get set view* unset defaults'),
};

const helm: Verbs = {
  ...verbs('install upgrade uninstall rollback list* ls* status history create lint template package pull push get show search test version* env*'),
  repo: verbs('add update* list* remove index'),
  dependency: verbs('update* build* list*'),
};

const git = verbs('clone pull* push* status* log* add commit checkout switch init* branch* diff* fetch* merge rebase reset* remote* tag* stash* show* restore rm mv config submodule');
const packages = verbs('update* upgrade* install remove purge search autoremove* dist-upgrade* show list*');
const node = verbs('install* i* ci* start* test* run init* build* add remove publish* version* audit* exec create dev* outdated* update* login*');
const python = verbs('install uninstall freeze* list* show download');

/** Tools whose commands are known by shape. Data alone: what is not here is taken for prose. */
export const tools: Readonly<Record<string, Tool>> = {
  docker: { verbs: docker },
  podman: { verbs: docker },
  'docker-compose': { verbs: compose },
  'docker-machine': { verbs: verbs('create ls* ssh env ip rm start stop inspect') },
  kubectl: { verbs: kubectl },
  minikube: { verbs: minikube },
  helm: { verbs: helm },
  kind: { verbs: { create: verbs('cluster*'), delete: verbs('cluster*'), get: verbs('clusters* nodes*'), load: verbs('docker-image') } },
  eksctl: { verbs: verbs('create delete get scale utils upgrade') },
  eb: { verbs: verbs('init* create* deploy* open* status* health* terminate* logs* list* setenv printenv* scale ssh* swap config* use') },
  sam: { verbs: { ...verbs('init* build* deploy* validate* package* logs* delete* sync* list'), local: verbs('invoke* start-api* start-lambda* generate-event') } },
  git: { verbs: git },
  gh: { verbs: { repo: verbs('clone create view* fork list*'), auth: verbs('login* status*'), pr: verbs('create* list* view* checkout') } },
  ...all('apt apt-get yum dnf', { verbs: packages }),
  apk: { verbs: verbs('add update* upgrade* del search info*') },
  brew: { verbs: verbs('install update* upgrade* uninstall list* search services tap') },
  snap: { verbs: verbs('install remove list* refresh*') },
  ...all('npm yarn pnpm', { verbs: node }),
  ...all('pip pip3', { verbs: python }),
  ...all('systemctl', { verbs: verbs('start stop restart reload status enable disable daemon-reload* is-active list-units*') }),
  ip: { verbs: verbs('a* addr* address* link* route* neigh* netns r*') },
  brctl: { verbs: verbs('show* addbr delbr addif delif') },
  go: { verbs: verbs('run build* test* mod get install fmt* vet* version*'), word: true },
  terraform: { verbs: verbs('init* plan* apply* destroy* validate* fmt* output* show*') },
  hdfs: { verbs: verbs('dfs namenode fsck dfsadmin') },
  hadoop: { verbs: verbs('fs jar dfs version*') },
  ...all('ls pwd whoami df du free ps uname env printenv ifconfig netstat lsblk lscpu', { alone: true }),
  ...all('hostname top htop date history id', { alone: true, word: true }),
  ...all('cd mkdir rmdir rm cp mv chmod chown ln tar unzip gzip gunzip vi vim nano curl wget ping ssh scp rsync ssh-keygen grep egrep sed awk', {}),
  ...all('node npx python python3 java javac mvn gradle gcc g++ cargo rustc ruby perl php bash sh zsh', {}),
  ...all('mysql psql redis-cli mongosh mongo sqlite3 nc dig nslookup traceroute telnet jq xargs tr tee openssl journalctl hey wc nginx', {}),
  ...all('spark-submit spark-shell hive beeline jupyter conda ansible ansible-playbook aws-shell kubectx kubens stern k9s', {}),
  ...all('cat touch find kill head tail sort cut more less source test time sleep which man make watch open service type unset eval set ab uniq join split diff stat exec wait nohup alias seq install yes less code screen tmux', { word: true }),
  ...all('echo printf figlet', { freeText: true }),
};

/** File names that are operands although they have no dot and no slash. */
export const knownFiles = new Set(['Dockerfile', 'Makefile', 'Vagrantfile', 'Jenkinsfile', 'Procfile', 'README', 'LICENSE', 'Gemfile', 'Containerfile', 'crontab']);

/** Services of the AWS command line that notes use. */
export const awsServices = new Set(('s3 s3api ec2 iam sts lambda dynamodb cloudformation eks ecr ecs sagemaker redshift kinesis firehose athena glue emr logs cloudwatch '
  + 'sns sqs apigateway apigatewayv2 cognito-idp elasticbeanstalk elb elbv2 autoscaling route53 rds ssm secretsmanager kms events stepfunctions cloudtrail amplify codecommit codebuild codepipeline machinelearning').split(' '));

/** Words that stand in sentences and hardly ever as operands. */
export const sentenceWords = new Set(('the is are was were be been this that these those which who whose you your yours we our us they their it its will would can could should may might must '
  + 'to with when then than because from into and or but for of as by if so have has had do does did not also just only there here how what where why command commands please').split(' '));
