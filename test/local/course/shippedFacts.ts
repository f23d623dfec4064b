import { awsFacts } from './shippedAwsFacts';
import { conceptFacts } from './shippedConceptFacts';

/** For each shipped section: what it must teach, as patterns that its prose must match. */
export const facts: Readonly<Record<string, readonly RegExp[]>> = {
  ...awsFacts,
  ...conceptFacts,
  'containers-introduction.md': [
    /standard unit for software/, /everything that the program depends on/, /starts fast/, /behaves the same/,
    /four things belong together/, /\*\*runtime\*\*/, /\*\*image\*\*/, /\*\*Dockerfile\*\*/, /\*\*Docker host\*\*/,
    /\*\*sandbox\*\*/, /\*\*main process\*\*/, /live and die together/, /\*instance\*/, /binary form/, /\*\*VMDK\*\*/,
    /\*\*OVA\*\*/, /tree of files that puts particular things in particular places/, /text file/, /^FROM busybox$/m,
    /`docker image build`/, /`docker container commit`/, /\*\*registry\*\* \| outside/, /\*\*image cache\*\* \| inside/,
    /pull, push, create, run, commit/, /\*\*daemon\*\* \| inside/, /through an API/, /\*\*volume\*\*/, /\*\*network\*\*/,
    /a database, an object store, a file server \(NFS\)/, /network itself stores nothing/, /\*paused\*/, /\*exited\*/,
    /docker container restart/, /docker container kill/, /manages nothing/, /devops-docker-beginners\.md/,
  ],
  'vms-vs-containers.md': [
    /application, a \*\*guest OS\*\*.*\*\*virtual machine \(VM\)\*\*, the \*\*hypervisor\*\*, the physical machine/s,
    /hosted virtualisation/, /application virtualisation/, /\*\*NIC\*\*/, /software to manage the VMs/, /a kernel, and/,
    /\*one\* \*\*kernel\*\*/, /optional/, /run inside VMs/, /100 MB to 100 GB/, /10 MB to 1 GB/, /\*\*base image\*\*/,
    /package manager and a few tools/, /extremely hard/, /no stronger than that kernel/, /too strong/, /namespaces/, /cgroups/,
    /capabilities/, /seccomp/, /user namespaces/, /POST/, /BIOS or EFI/, /3 to 4 seconds/, /0\.5 seconds/,
    /No kernel boots/, /use less, start faster and are easier to deploy/, /Limits can be set for the application alone/,
    /VM for strong isolation, a container for lightness/, /2018/, /orders of magnitude/,
  ],
  'docker-introduction.md': [
    /build, manage and secure/, /locked in/, /vendor's claim/, /Linux shell/, /\*\*Docker ID\*\*/, /\*\*single task\*\*/,
    /\*\*interactive\*\*/, /\*\*background\*\*/, /logged in to a remote machine/, /alpine:latest/, /host name/, /Exited \(0\)/,
    /Docker deletes nothing by itself/, /`--interactive` \| keeps the input open/, /pseudo-terminal/, /`--rm` \| removes/,
    /the user's interface to an operating system/, /root@<container id>:\/#/, /root directory/, /PID 1/, /`Ss`/, /`R\+`/,
    /USER and PID/, /STAT, START, TIME and COMMAND/, /distribution/, /`--detach`/, /\*\*environment variable\*\*/,
    /lab value/, /ready for connections/, /3306\/tcp/, /runs a further command inside a running container/, /second process/,
    /\*concatenate\*/, /nginx:latest/, /documents the ports/, /with its arguments/, /`export` hands/, /\*\*build context\*\*/,
    /host_port:container_port/, /`--force` stops/, /from a registry or from a Dockerfile/, /one main process/,
    /same short commands/, /version 2/, /EXPOSE/, /`ARG`/, /no longer offered/, /BuildKit/,
  ],
  'devops-docker-beginners.md': [
    /Docker Engine/, /\*\*registry\*\*/, /\*\*Docker Hub\*\*/, /Docker Store/, /behind the scenes/, /file system and a configuration/,
    /isolated process in user space that shares the kernel/, /builds, runs and distributes/, /command line tool/,
    /file system of its own and its own namespaces/, /do not interact/, /for security, and for trying changes out/,
    /side by side/, /towards production/, /Hello from Docker!/, /Exited/, /single one/, /prune/, /older and easier/,
    /no longer offered/, /same package format/,
  ],
  'docker-images.md': [
    /from a container that you changed by hand, and from a Dockerfile/, /version control/, /apt-get update/, /figlet "hello docker"/, /container diff figletbox/,
    /An image needs no name/, /\*\*tag\*\*/, /\*\*registry\*\*/, /\*\*digest\*\*/, /hello from/, /`COPY \. \/app`/, /`WORKDIR \/app`/, /apk add nodejs/,
    /Press `i` to insert/, /`:wq`/, /Read it from the bottom/, /adds a \*\*layer\*\*/, /only write into the image's description/, /All layers of an image are read-only/,
    /only that one can be written to/, /`CACHED`/, /`Using cache`/, /Alpine is one layer/, /stored once on your disk/, /architecture and operating system/,
    /It is no layer/, /Mirantis/, /Docker Hub/, /Docker Store/,
  ],
  'docker-networking.md': [
    /`create`, `ls`, `inspect`, `rm`, `connect`, `disconnect`/, /\*\*driver\*\* are two things/, /\*Scope\* `local`/, /enable_icc/, /docker0/, /state is DOWN/,
    /Nothing was said about networks, so both are in `bridge`/, /the gateway is the host itself/, /network address translation, NAT/, /In a network of your own, Docker answers questions for names/,
    /it has no names/, /0\.0\.0\.0:8080->80\/tcp/, /every address of this host/, /\*\*overlay\*\*/, /--advertise-addr/, /docker node ls/, /`ingress`/, /docker_gwbridge/,
    /an overlay comes to a node with the first task that needs it/, /two of these, always/, /a task that pings its own address proves nothing/, /127\.0\.0\.11/, /\*\*virtual IP\*\*/,
    /tasks\.gwuservice/, /brctl/, /Play with Docker/, /five hundred containers/,
  ],
  'swarm-mode.md': [
    /one cluster of several Docker hosts/, /\*\*leader\*\*/, /elect a new one/, /unless you \*drain\* them/, /promote it/, /One container per task/, /\*\*quorum\*\*/,
    /With three managers one may die/, /the swarm takes no more commands, though all containers run on/, /docker-stack\.yml/, /Docker \*\*Compose\*\*/, /runs an application on one host/,
    /docker stack deploy --compose-file/, /docker stack services voting_stack/, /docker service ps voting_stack_vote/, /voting_stack_vote=5/, /from two \*tasks\* to five/,
    /Both dashes before `token`/, /dockersamples\/example-voting-app/, /docker: unknown command: docker services/, /visualiser left it in 2022/, /8080 and 8081/,
  ],
  'swarm-vs-kubernetes.md': [
    /Kubernetes and Mesos/, /behave like one big machine/, /nobody can do without/, /is a scheduler that is built into Docker/, /suitable node/, /open-source orchestrator/, /automates deployment, scheduling and scaling/,
    /several container runtimes/, /works as one unit/, /highly available/, /\*\*control plane\*\* coordinates/, /\*Master\*/, /virtual or physical machine/, /\*\*kubelet\*\*/, /through the Kubernetes API/,
    /pulls images, unpacks them and runs containers/, /runs on your machine, not on a node/, /\| manager \| control plane \|/, /\| worker \| node \|/, /\| task \| \*\*pod\*\* \|/, /\| stack file \| set of \*\*manifests\*\* \|/,
    /solutions for clusters/, /leads the market/, /pods, policies, an API/, /CRI/, /kubectk/,
  ],
  'kubernetes-basics.md': [
    /names two versions/, /at which address the API server listens/, /\*\*self-healing\*\*/, /it opens nothing/, /looks after the node's pods/, /pulls images, unpacks them and runs containers/,
    /a network of the cluster's own/, /one or more containers that share an address, a space of ports and, if you like, storage/, /always on one node/, /standard output/, /The two dashes/,
    /\*\*labels\*\*/, /development, test, production; a version; a class/, /picks those that have it/, /with room/, /told to end/, /It is what makes the next task possible/, /no downtime/, /from one environment to the next/,
    /a build server deliver/, /goes back to the revision before/, /A new one starts and gets an address/, /an old one ends/, /node by node/, /bare pod/, /Katacoda/, /\*dockershim\*/, /containerd or CRI-O/,
    /`run=` and is `app=`/, /kubectk: command not found/, /localhost:8080 was refused/, /--overwrite is false/, /minikube image load/, /RSRC_INSUFFICIENT_CORES/, /\*minikube delete\*/, /unschedulable/,
  ],
  'introduction-to-machine-learning.md': [
    /restaurant\.data/, /`age`.*`gender`.*`budget`.*`price`.*`cuisine_type`.*`rating`/s, /uploaded to S3/, /\*\*data source\*\*/, /first line of the file holds the names/,
    /\*\*label\*\*/, /\*\*recipe\*\*/, /70 % to \*\*train\*\* with, 30 % kept back to \*\*evaluate\*\*/, /\*\*multiclass classification\*\*/, /Rows are the true ratings, columns the predicted/,
    /takes no new users/, /as documented.*seen autumn 2026/, /never public/, /one set for evaluation/, /SageMaker AI/,
  ],
  'bank-marketing-model.md': [
    /UCI Machine Learning Repository/, /`banking\.csv`/, /`banking-batch\.csv`/, /20 features/, /`emp_var_rate`, `cons_price_idx`, `cons_conf_idx`, `euribor3m`, `nr_employed`/, /\*\*numeric\*\*/, /\*\*categorical\*\*/,
    /\*\*binary\*\*/, /\*data source\*/, /\*area under the curve\*/, /eleven say yes/, /4 % true positives, 1\.8 % false positives and 7 % false negatives/, /precision 69\.0 %/, /recall 36\.4 %/, /shares of \*all\* rows/,
    /\*\*sigmoid\*\*/, /at the price of more calls in vain/, /\*\*real-time prediction\*\*/, /\*\*batch prediction\*\*/, /0\.10 USD for 1,000 rows in 2018/, /`trueLabel`/, /`bestAnswer` is 1 where the score is greater than the threshold, 0\.35/,
    /\*\*accuracy\*\* misleads/, /closed to new users/, /pays for each call/, /stand-in data/,
  ],
  'monolith-to-microservices.md': [
    /one service in one container/, /every container of it has all features/, /only start the whole once more/, /started more often, stopped, and updated alone/, /switched off in the BIOS/,
    /A build needs no login/, /that login is for the \*push\*/, /\*\*load balancer\*\*/, /first that fits decides/, /`drop-traffic`, which is nobody/, /nothing can fall back to the monolith/, /\*isolation\*/,
    /push what you have tagged/, /copy such an address; do not type it/, /mhart\/alpine-node:7\.10\.1/, /Copilot/, /each can be taken back/, /scales, fails and is updated as a whole/,
  ],
  'redshift-sql.md': [
    /PostgreSQL, not Redshift/, /`DISTKEY`, `SORTKEY`/, /\*\*pipe\*\*/, /fields of fixed length, commas \(CSV\)/, /Milton 83, Lake 77/, /\*\*all or nothing\*\*/, /\*\*endpoint\*\*/, /port is 5439/, /leader and nodes/,
  ],
  'amazon-redshift.md': [
    /\*data warehouse\*/, /business-intelligence tools/, /Node type, encryption and VPC/, /maintenance is going on/, /DNS name and a port/, /notes of 2018 have 1234/, /jdbc:redshift:\/\/HOST:5439\/labdb/, /Open Database Connectivity/,
    /EC2 compute units/, /snapshots\*\* are retained for one day/, /copied to another region/, /weekly window/, /ingestion by SSH/, /public key/, /Audit logging is off/, /Pgweb/, /Query Editor v2/, /Data API/, /dc2/, /unconfirmed price/, /As documented.*seen autumn 2026/,
    /fixed lengths, CSV or a delimiter of your own, here the pipe/, /Cannot be emulated/,
  ],
  'machine-learning-report.md': [
    /announced by Amazon in November 2017/, /\*fully managed\*/, /support vector machine/, /crash it/, /S3\), microservices/, /Sparkmagic/, /conda TensorFlow/, /Examples by Amazon's specialists/, /\*\*hyperparameters\*\*/, /\*\*boosted trees\*\*/, /how it prunes them/,
    /\*\*endpoint\*\*/, /draw the boxes/, /sagemaker\.tensorflow\.TensorFlow/, /DNNClassifier/, /removed in TensorFlow 2\.16/, /gone from version 3/, /\*\*inference pipeline\*\*/, /on the same instance: low latency/, /updated by deploying anew/, /four objects/, /model\.tar\.gz/,
    /billed until it is deleted/, /ml\.p3/, /draws maps/, /video streams/, /Dockerfile/, /Elastic Container Registry/, /two-sample hypothesis test/, /sm\.create_endpoint\(/, /xgb\.deploy\(initial_instance_count=1/, /cannot remove it/, /SageMaker AI/, /\/ping/, /\/invocations/,
  ],
  'sagemaker.md': [
    /own training scripts can be used/, /\*\*notebook instance\*\*/, /same region/, /each region has its own address/, /size of the machines for the \*training\*/, /`max_depth`.*`eta`.*`gamma`/s, /single_machine_job_params/, /hundreds of jobs/, /half of the objects/,
    /sm\.create_endpoint/, /xgb\.deploy\(initial_instance_count=1, instance_type='ml\.t2\.medium'\)/, /A\/B variants/, /error rate and a confusion matrix/, /\*\*transform job\*\*/, /fetch data, clean, train, evaluate, deploy, monitor/, /until it is deleted/, /unconfirmed prices/, /ml\.m4\.10xlarge/,
    /SageMaker AI/, /emulator only pretends/,
  ],
  'wild-rydes.md': [
    /company that does not exist/, /where it is and how it feels/, /Cognito identity pool/, /\*\*inline policy\*\*/, /Cloud9/, /client\.tar/, /-name Bucephalus/, /wildrydes-summary/, /discover schema/, /\*\*pump\*\*/, /15 October 2025/, /27 January 2026/, /Managed Service for Apache Flink/, /\*\*tumbling window\*\*/,
    /Stop, start, predict/, /database without relations/, /fast, with predictable times/, /\*\*partition key\*\* `Name`/, /\*\*sort key\*\* `StatusTime`/, /WildRydesStreamProcessorRole/, /AWSLambdaKinesisExecutionRole/, /WildRydesDynamoDBWritePolicy/, /Code runs when something triggers it/, /Rocinante/,
    /\*\*log group\*\*/, /metric \*Invocations\*/, /\*\*Firehose\*\*/, /\*\*Athena\*\*/, /\*SerDe\*/, /the second query would take the results of the first for data/, /wild-summary/, /not the raw stream/, /TRIM_HORIZON/, /LATEST/, /unconfirmed price/, /half a minute after the last record/, /Open the file in the editor/,
  ],
};
