/** What the shipped labs must hold: the commands of each step, in the order of the steps. */
export interface LabStep {
  readonly block: string;
  readonly text: string;
}

export const l0: readonly LabStep[] = [
  { block: 'l0-hello', text: 'docker container run --name l0-hello hello-world' },
  { block: 'l0-pull', text: 'docker image pull alpine' },
  { block: 'l0-images', text: 'docker image ls' },
  { block: 'l0-ls', text: 'docker container run --name l0-ls alpine ls -l' },
  { block: 'l0-echo', text: 'docker container run --name l0-echo alpine echo "hello from alpine"' },
  { block: 'l0-sh', text: 'docker container run --name l0-sh alpine /bin/sh' },
  { block: 'l0-it', text: 'docker container run -it --name l0-it alpine /bin/sh' },
  { block: 'l0-it-inside', text: 'ls -l\nuname -a\nexit' },
  { block: 'l0-running', text: 'docker container ls' },
  { block: 'l0-all', text: 'docker container ls -a' },
  { block: 'l0-ash', text: 'docker container run -it --name l0-ash alpine /bin/ash' },
  { block: 'l0-ash-inside', text: 'echo "hello world" > hello.txt\nls\nexit' },
  {
    block: 'l0-ash-without-terminal',
    text: [
      'docker container create -it --name l0-ash alpine /bin/ash',
      'docker container start l0-ash',
      'docker container exec l0-ash sh -c \'echo "hello world" > hello.txt\'',
      'docker container stop -t 1 l0-ash',
    ].join('\n'),
  },
  { block: 'l0-other', text: 'docker container run --rm alpine ls' },
  { block: 'l0-start', text: 'docker container start l0-ash' },
  { block: 'l0-running-again', text: 'docker container ls' },
  { block: 'l0-exec', text: 'docker container exec l0-ash ls' },
  { block: 'l0-inspect', text: 'docker image inspect alpine' },
  { block: 'cleanup', text: 'docker container rm -f l0-hello l0-ls l0-echo l0-sh l0-it l0-ash' },
];

const visit = 'curl -s --retry 20 --retry-all-errors --retry-delay 1';

export const l1: readonly LabStep[] = [
  { block: 'l1-app', text: 'APP=tweet; ls "$APP"' },
  { block: 'l1-hostname', text: 'docker container run --name l1-hostname alpine hostname' },
  { block: 'l1-list-all', text: 'docker container ls --all' },
  { block: 'l1-ubuntu', text: 'docker container run --interactive --tty --rm --name l1-ubuntu ubuntu bash' },
  { block: 'l1-ubuntu-inside', text: 'ls /\nps aux\ncat /etc/issue\nexit' },
  { block: 'l1-mysql', text: 'docker container run --detach --name mydb -e MYSQL_ROOT_PASSWORD=my-secret-pw mysql:latest' },
  { block: 'l1-list', text: 'docker container ls' },
  { block: 'l1-logs', text: 'docker container logs mydb' },
  { block: 'l1-top', text: 'docker container top mydb' },
  { block: 'l1-exec', text: 'docker container exec mydb sh -c \'mysql --user=root --password="$MYSQL_ROOT_PASSWORD" --version\'' },
  { block: 'l1-exec-sh', text: 'docker container exec -it mydb sh' },
  { block: 'l1-exec-sh-inside', text: 'mysql --user=root --password="$MYSQL_ROOT_PASSWORD" --version\nexit' },
  { block: 'l1-dockerfile', text: 'cat "$APP/Dockerfile"' },
  { block: 'l1-values', text: 'export DOCKERID=local WEB_PORT=80; echo "$DOCKERID $WEB_PORT"' },
  { block: 'l1-other-port', text: 'export DOCKERID=local WEB_PORT=8088; echo "$DOCKERID $WEB_PORT"' },
  { block: 'l1-build', text: '(cd "$APP" && docker image build --tag "$DOCKERID/linux_tweet_app:1.0" .)' },
  {
    block: 'l1-run',
    text: 'docker container run --detach --publish "$WEB_PORT:80" --name linux_tweet_app "$DOCKERID/linux_tweet_app:1.0"',
  },
  { block: 'l1-visit', text: `${visit} "http://localhost:$WEB_PORT/" | head -20` },
  {
    block: 'l1-second-version',
    text: [
      '(cd "$APP" && docker image build --build-arg PAGE=index-new.html --tag "$DOCKERID/linux_tweet_app:2.0" .)',
      'docker container run --detach --publish 127.0.0.1::80 --name linux_tweet_app2 "$DOCKERID/linux_tweet_app:2.0"',
      `${visit} "http://$(docker container port linux_tweet_app2 80/tcp | head -1)/" | grep version`,
    ].join('\n'),
  },
  { block: 'l1-remove', text: 'docker container rm --force linux_tweet_app' },
  {
    block: 'cleanup',
    text: [
      'docker container rm -fv mydb',
      'docker container rm -f l1-hostname linux_tweet_app linux_tweet_app2',
      'docker image rm "${DOCKERID:-local}/linux_tweet_app:1.0" "${DOCKERID:-local}/linux_tweet_app:2.0"',
    ].join('\n'),
  },
  { block: 'l1-port-remedy', text: 'docker container rm -f linux_tweet_app\nexport WEB_PORT=8088' },
  {
    block: 'l1-upstream',
    text: 'APP=linux_tweet_app; [ ! -e "$APP" ] && git clone https://github.com/dockersamples/linux_tweet_app "$APP"',
  },
];

const ask = 'curl -s --retry 20 --retry-all-errors --retry-delay 1';
const node = '"http://$(minikube ip):$NODE_PORT/"';

export const l5: readonly LabStep[] = [
  { block: 'l5-start', text: 'minikube version\nminikube start' },
  { block: 'l5-cluster', text: 'kubectl version\nkubectl cluster-info\nkubectl get nodes' },
  { block: 'l5-deploy', text: 'kubectl create deployment kubernetes-bootcamp --image="$BOOTCAMP:v1" --port=8080\nkubectl get deployments' },
  { block: 'l5-proxy', text: 'kubectl proxy --port=8001' },
  { block: 'l5-api', text: `${ask} http://localhost:8001/version` },
  {
    block: 'l5-pod-name',
    text: 'export POD_NAME=$(kubectl get pods -l app=kubernetes-bootcamp --field-selector=status.phase=Running -o jsonpath=\'{.items[0].metadata.name}\')\necho "$POD_NAME"',
  },
  {
    block: 'l5-visit-pod',
    text: `NS=$(kubectl config view --minify -o jsonpath='{..namespace}'); NS=\${NS:-default}\n${ask} "http://localhost:8001/api/v1/namespaces/$NS/pods/$POD_NAME:8080/proxy/"`,
  },
  { block: 'l5-explore', text: 'kubectl get pods\nkubectl describe pods -l app=kubernetes-bootcamp\nkubectl logs "$POD_NAME"' },
  { block: 'l5-exec', text: 'kubectl exec "$POD_NAME" -- env' },
  { block: 'l5-shell', text: 'kubectl exec -ti "$POD_NAME" -- bash' },
  { block: 'l5-shell-inside', text: 'cat server.js\ncurl localhost:8080\nexit' },
  { block: 'l5-expose', text: 'kubectl expose deployment/kubernetes-bootcamp --type=NodePort --port 8080\nkubectl get services\nkubectl describe services/kubernetes-bootcamp' },
  { block: 'l5-node-port', text: 'export NODE_PORT=$(kubectl get services/kubernetes-bootcamp -o go-template=\'{{(index .spec.ports 0).nodePort}}\')\necho "NODE_PORT=$NODE_PORT"' },
  { block: 'l5-visit', text: `${ask} --max-time 60 ${node}` },
  { block: 'l5-label', text: 'kubectl get pods -l app=kubernetes-bootcamp\nkubectl label pods "$POD_NAME" version=v1\nkubectl get pods -l version=v1' },
  { block: 'l5-scale', text: 'kubectl scale deployments/kubernetes-bootcamp --replicas=4\nkubectl get pods -o wide' },
  { block: 'l5-balance', text: `for n in 1 2 3 4 5 6; do curl -s --max-time 20 ${node}; done | sort | uniq -c` },
  { block: 'l5-scale-down', text: 'kubectl scale deployments/kubernetes-bootcamp --replicas=2' },
  { block: 'l5-update', text: 'kubectl set image deployments/kubernetes-bootcamp kubernetes-bootcamp="$BOOTCAMP:v2"\nkubectl rollout status deployments/kubernetes-bootcamp' },
  { block: 'l5-visit-new', text: `curl -s --max-time 60 ${node}` },
  { block: 'l5-bad-image', text: 'kubectl set image deployments/kubernetes-bootcamp kubernetes-bootcamp="$BOOTCAMP:v10"\nkubectl get pods' },
  { block: 'l5-undo', text: 'kubectl rollout undo deployments/kubernetes-bootcamp\nkubectl rollout status deployments/kubernetes-bootcamp' },
  { block: 'cleanup', text: 'kubectl delete service/kubernetes-bootcamp deployment/kubernetes-bootcamp' },
];
